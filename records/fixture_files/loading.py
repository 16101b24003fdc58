"""Loading the fixtures: all of them in one transaction or nothing, and never silently over an editor's work."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import connection, models, transaction

from records.corrections.log import log_load, log_versions
from records.corrections.versions import ADDED, CHANGED, LOADED, WITHDRAWN, keep_versions, unrecorded
from records.fixture_files import former_addresses
from records.fixture_files.reading import FixtureError, Row, read, slugs_in
from records.former_addresses import keep_all_withdrawn
from records.kinds import ALL_KINDS, NAMES
from records.models import Addressed, Change, LoadedRow
from records.rows import Key, digest, fields_of, key_of, stored_records, values_of
from records.search import index
from records.wording import counted

MOST_EDITS_SHOWN = 5


class EditedError(Exception):
    """Loading would overwrite what was edited, added or deleted since the last load."""

    def __init__(self, edits: list[str]) -> None:
        shown = ", ".join(edits[:MOST_EDITS_SHOWN]) + (", ..." if len(edits) > MOST_EDITS_SHOWN else "")
        super().__init__(
            f"Nothing was loaded: it would overwrite {counted(len(edits), 'edit')} made since the last load: {shown}. "
            "Save them with dump_records first, or overwrite them with --replace."
        )


@dataclass(frozen=True)
class Loaded:
    """What a load did, in numbers of records."""

    total: int
    added: int
    changed: int
    removed: int
    overwritten: int

    def __str__(self) -> str:
        text = (
            f"Loaded {counted(self.total, 'record')}: {self.added} added, {self.changed} changed, "
            f"{self.removed} removed, {self.total - self.added - self.changed} as they were."
        )
        return f"{text} Overwrote {counted(self.overwritten, 'edit')}." if self.overwritten else text


@dataclass(frozen=True)
class _Stored:
    """A record as the database holds it now."""

    pk: int
    digest: str


def load(directory: Path, *, if_empty: bool = False, replace: bool = False) -> Loaded | None:
    """Make the database hold what the fixtures in ``directory`` hold; None where ``if_empty`` finds it filled already.

    Records keep their primary keys, and those that stand as in the fixtures are not touched.
    Raises FixtureError for bad fixtures, and EditedError unless ``replace`` permits to overwrite edits.
    """
    with transaction.atomic():
        _keep_others_out()
        if if_empty and any(kind.objects.exists() for kind in ALL_KINDS):
            return None
        rows = {row.key: row for row in read(directory)}
        fresh = {key: row.digest for key, row in rows.items()}
        stored = _stored()
        loaded = {(row.kind, row.slug): row.digest for row in LoadedRow.objects.all()}
        former = former_addresses.read(directory, rows.values())
        for before, now in former_addresses.moved(former, stored, fresh).items():
            # Renamed elsewhere: here too it stays the same record.
            stored[now] = stored.pop(before)
            if before in loaded:
                loaded[now] = loaded.pop(before)
        edits = _overwritten(fresh, stored, loaded)
        if edits and not replace:
            raise EditedError(edits)
        differing = [key for key in fresh if key not in stored or stored[key].digest != fresh[key]]
        removed = [key for key in stored if key not in fresh]
        pks = {key: record.pk for key, record in stored.items()}
        _withdraw(removed, pks)
        with index.held_back():
            _clear([*(key for key in differing if key in pks), *removed], pks)
            _write([rows[key] for key in differing], pks)
        if differing or removed:
            index.rebuild()
        former_addresses.keep(former)
        _remember(fresh)
        added = [key for key in differing if key not in stored]
        changed = [key for key in differing if key in stored]
        # The report's own rows are no additions to it: into an empty database they come with one line for all.
        _keep(added, pks, ADDED, log=bool(stored))
        _keep(changed, pks, CHANGED)
        done = Loaded(len(fresh), len(added), len(changed), len(removed), len(edits))
        if differing or removed:
            log_load(str(done))
    return done


def _keep_others_out() -> None:
    """Let no one else load or edit until the transaction ends; readers go on.

    SQLite needs nothing: settings let every transaction begin as the only writer.
    """
    if connection.vendor == "postgresql":
        models_locked: tuple[type[models.Model], ...] = (LoadedRow, *ALL_KINDS)
        tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models_locked)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")


def _stored() -> dict[Key, _Stored]:
    return {
        key_of(kind, record.slug): _Stored(record.pk, digest(values_of(record)))
        for kind in ALL_KINDS
        for record in stored_records(kind)
    }


def _overwritten(fresh: dict[Key, str], stored: dict[Key, _Stored], loaded: dict[Key, str]) -> list[str]:
    """What an editor did that loading would undo: records that stand neither as last loaded nor as in the fixtures."""
    edits = []
    for key in {**stored, **loaded}:
        now = stored[key].digest if key in stored else None
        if now not in (loaded.get(key), fresh.get(key)):
            done = "deleted" if now is None else "edited" if key in loaded else "added"
            edits.append(f"{' '.join(key)} ({done})")
    return edits


def _clear(keys: list[Key], pks: dict[Key, int]) -> None:
    """Take out the rows that go, and those that change, before any is written.

    So two records can swap a value that must be unique. The rows go without the records that refer to them: foreign
    keys are checked when the transaction ends, and by then those that changed are back under their primary keys.
    """
    for kind in reversed(ALL_KINDS):
        found = [pks[key] for key in keys if key[0] == NAMES[kind]]
        if not found:
            continue
        for field in kind._meta.many_to_many:
            through: Any = field.remote_field.through
            through.objects.filter(**{f"{field.m2m_field_name()}__in": found}).delete()
        kind.objects.filter(pk__in=found)._raw_delete(connection.alias)


def _write(rows: list[Row], pks: dict[Key, int]) -> None:
    """Save the rows, and put the primary keys of new records into ``pks``. Raises FixtureError, a kind at a time."""
    for kind in ALL_KINDS:
        problems: list[str] = []
        for row in rows:
            if row.kind is kind:
                try:
                    pks[row.key] = _save(row, pks)
                except ValidationError as error:
                    problems += _problems(row, error)
        if problems:
            raise FixtureError(problems)


def _save(row: Row, pks: dict[Key, int]) -> int:
    """Write one row, with the primary key that it had or a new one. Raises ValidationError."""
    record = row.kind()
    record.pk = pks.get(row.key)
    lists: dict[str, list[int | None]] = {}
    for field in fields_of(row.kind):
        if field.name not in row.values:
            continue
        if field.related_model is None:
            setattr(record, field.name, row.values[field.name])
            continue
        targets = [pks.get(key_of(field.related_model, slug)) for slug in slugs_in(row, field)]
        if isinstance(field, models.ManyToManyField):
            lists[field.name] = targets
        else:
            setattr(record, field.attname, targets[0] if targets else None)
    record.full_clean()
    with unrecorded(record):
        record.save(force_insert=True)
        for name, found in lists.items():
            getattr(record, name).set(found)
    return int(record.pk)


def _withdraw(removed: list[Key], pks: dict[Key, int]) -> None:
    """Keep the records that are to go as their last version, and their addresses as former ones."""
    for kind in ALL_KINDS:
        found = _records(kind, removed, pks)
        if found:
            kept = keep_versions(kind, found, WITHDRAWN, reason=LOADED)
            log_versions(kept, source=Change.Source.FIXTURES)
            keep_all_withdrawn(found)


def _keep(keys: list[Key], pks: dict[Key, int], done: str, *, log: bool = True) -> None:
    """Keep the records that were written as a version each, and put what is new on the change log."""
    for kind in ALL_KINDS:
        found = _records(kind, keys, pks)
        if found:
            kept = keep_versions(kind, found, done, reason=LOADED)
            if log:
                log_versions(kept, source=Change.Source.FIXTURES)


def _records(kind: type[Addressed], keys: list[Key], pks: dict[Key, int]) -> list[Addressed]:
    """Those of the records that are of ``kind``."""
    found = [pks[key] for key in keys if key[0] == NAMES[kind]]
    return list(kind.objects.filter(pk__in=found)) if found else []


def _problems(row: Row, error: ValidationError) -> list[str]:
    return [
        row.problem("the row as a whole" if field == NON_FIELD_ERRORS else field, " ".join(messages))
        for field, messages in error.message_dict.items()
    ]


def _remember(fresh: dict[Key, str]) -> None:
    """Keep what was loaded, for the next load to compare with."""
    LoadedRow.objects.all().delete()
    LoadedRow.objects.bulk_create(
        LoadedRow(kind=kind, slug=slug, digest=found) for (kind, slug), found in fresh.items()
    )
