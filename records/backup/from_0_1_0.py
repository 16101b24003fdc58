"""From the database of 0.1.0 to this version's, with all that was edited there: records, versions, log, accounts.

The migrations began anew since, so its tables are read as a backup, with what has another form now, and restored into
tables of this version. What no editor had touched becomes what this version's files say; what one had, stays his.
"""

from __future__ import annotations

import datetime
import functools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from records.backup.archive import Backup, BackupError
from records.backup.databases import Migrations, snapshot
from records.backup.filling import fill
from records.backup.making import private, write_tables
from records.backup.restoring import made_beside, put_in_place
from records.backup.tables import Model, all_models, columns_of, fields_of, kept_models, last_keys, name_of, rows_of
from records.fixture_files.loading import load
from records.kinds import ALL_KINDS, NAMES
from records.models import Country, LoadedRow
from records.rows import digest, values_of

ITS_OWN = {("records", name) for name in ("0002_history", "0003_first_versions", "0004_search", "0005_years")}
# It called a kind by the name of its model, where it kept what was loaded.
KINDS = {str(kind._meta.model_name): name for kind, name in NAMES.items()}


def is_0_1_0(applied: Migrations) -> bool:
    """Whether the tables are those of 0.1.0. Raises BackupError where they are of its making, and older."""
    if not applied & ITS_OWN:
        return False
    if not applied >= ITS_OWN:
        raise BackupError("The tables are older than those of 0.1.0. Start 0.1.0 once, then this code.")
    return True


def bring_over(data_dir: Path) -> str:
    """Bring all of it over, at once or not at all; says where what was there is kept. Raises BackupError."""
    between = data_dir / ".from-0.1.0"
    # A start that was killed left it.
    between.unlink(missing_ok=True)
    try:
        if connection.vendor == "sqlite":
            with private(between) as file, snapshot():
                _write(file)
            connection.close()
            database = Path(connection.settings_dict["NAME"])
            with made_beside(database, lambda: _fill(between)) as draft:
                return put_in_place(draft, database)
        with transaction.atomic():
            _keep_others_out()
            with private(between) as file:
                _write(file)
            schema = _move_aside()
            call_command("migrate", verbosity=0, interactive=False)
            _fill(between)
        return f"the schema {schema}"
    finally:
        between.unlink(missing_ok=True)


def _write(file: Any) -> None:
    """Write what the tables of 0.1.0 hold as a backup of this version."""
    with connection.cursor() as cursor:
        there = {
            table: [column.name for column in connection.introspection.get_table_description(cursor, table)]
            for table in _its_tables()
        }
    tables = ((name_of(model), _rows(model, there.get(name_of(model), []))) for model in kept_models())
    columns = {name_of(model): columns_of(model) for model in kept_models()}
    write_tables(file, tables, columns=columns, keys=last_keys(), revision="")


def _rows(model: Model, there: list[str]) -> Iterator[list[Any]]:
    """The rows of a table, with the columns of today; none where 0.1.0 had no such table."""
    if not there:
        return
    fields = fields_of(model)
    known = [field for field in fields if field.column in there]
    for row in rows_of(model, known):
        values = dict(zip((field.column for field in known), row, strict=True))
        yield [_value(model, field, values) for field in fields]


def _value(model: Model, field: Any, values: dict[str, Any]) -> Any:
    """What a field of today says of such a row."""
    if field.column not in values:
        return _region(values) if field.column == "region" else field.get_default()
    value = values[field.column]
    if model is LoadedRow and field.column == "kind":
        return KINDS[value]
    # It set no limit to what was typed into a field of several lines.
    if isinstance(value, str) and field.max_length and len(value) > field.max_length:
        return f"{value[: field.max_length - 1]}…"
    return value


@functools.cache
def _regions() -> dict[str, str]:
    """The region of each country of this version's files, by its ISO code."""
    rows = json.loads((settings.FIXTURES_DIR / "countries.json").read_bytes())
    return {row["fields"]["iso_code"]: row["fields"]["region"] for row in rows}


def _region(values: dict[str, Any]) -> str:
    """The region of a country, which 0.1.0 did not know. Raises BackupError for one that the files do not have."""
    if values["iso_code"] not in _regions():
        raise BackupError(
            f"The country {values['name']} is not among this version's files, so nobody knows its region. Add it to "
            "fixtures/countries.json, or withdraw it with 0.1.0, and start again."
        )
    return _regions()[values["iso_code"]]


def _fill(path: Path) -> None:
    """Fill the tables of this version, then load what its files say of all that was not edited."""
    backup = Backup(path)
    try:
        fill(backup)
    finally:
        backup.close()
    # It holds accounts: it goes before the new tables take their place, or nobody would come back to it.
    path.unlink()
    # The kinds of record that are new, and the rights to them.
    call_command("migrate", verbosity=0, interactive=False)
    _know_regions_as_loaded()
    load(settings.FIXTURES_DIR, keep_edits=True)


def _know_regions_as_loaded() -> None:
    """A country that stood as it was loaded stands so still, now that its region is told."""
    loaded = {row.slug: row for row in LoadedRow.objects.filter(kind=NAMES[Country])}
    for country in Country.objects.all():
        values, row = values_of(country), loaded.get(country.slug)
        if row and row.digest == digest({**values, "region": ""}):
            row.digest = digest(values)
            row.save()


def _keep_others_out() -> None:
    """Who still runs 0.1.0 waits; what he then finds are tables that he does not know."""
    tables = ", ".join(connection.ops.quote_name(name_of(kind)) for kind in ALL_KINDS if name_of(kind) in _its_tables())
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {tables} IN ACCESS EXCLUSIVE MODE")


def _its_tables() -> set[str]:
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
    return there & {"django_migrations", *map(name_of, all_models())}


def _move_aside() -> str:
    """Move the tables of 0.1.0 into a schema of their own; gives its name."""
    quote = connection.ops.quote_name
    schema = f"portal_0_1_0_{datetime.datetime.now(datetime.UTC):%Y%m%d%H%M%S}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {quote(schema)}")
        for table in sorted(_its_tables()):
            cursor.execute(f"ALTER TABLE {quote(table)} SET SCHEMA {quote(schema)}")
        cursor.execute(f'ALTER FUNCTION records_stems(text, "char") SET SCHEMA {quote(schema)}')
    return schema
