"""Carrying out a load: all of it in one transaction or nothing, and never silently over an editor's work."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from records.corrections.log import log_load, log_versions
from records.corrections.versions import ADDED, CHANGED, LOADED, WITHDRAWN, keep_versions
from records.fixture_files.former_addresses import keep_former_addresses
from records.fixture_files.planning import Plan, plan_load
from records.fixture_files.reading import Row
from records.fixture_files.writing import write
from records.former_addresses import keep_all_withdrawn
from records.kinds import ALL_KINDS, NAMES
from records.models import Addressed, Change, LoadedRow, Revision
from records.rows import Key
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


def load(directory: Path, *, if_empty: bool = False, replace: bool = False, keep_edits: bool = False) -> Plan | None:
    """Make the database hold what the fixtures in ``directory`` hold; None where ``if_empty`` finds it filled already.

    Records keep their primary keys, and those that stand as in the fixtures are not touched. Gives what was done.
    Raises FixtureError for bad fixtures, and EditedError unless ``replace`` permits to overwrite edits, or
    ``keep_edits`` lets every record that was edited, added or deleted stay as it is.
    """
    with transaction.atomic():
        Revision.objects.hold()
        if if_empty and any(kind.objects.exists() for kind in ALL_KINDS):
            return None
        plan = plan_load(directory, keep_edits=keep_edits)
        if plan.edited and not replace:
            raise EditedError(plan.edited)
        _carry_out(plan)
    return plan


def _carry_out(plan: Plan) -> None:
    """Do all that is planned, in the order in which each step finds what it needs. Raises FixtureError."""
    pks = dict(plan.pks)
    _withdraw(plan.removed, pks)
    with index.held_back():
        _clear([*plan.changed, *plan.removed], pks)
        write([plan.rows[key] for key in plan.differing], pks)
    keep_former_addresses(plan.former)
    _remember(plan.rows.values())
    # The report's own rows are no additions to it: into an empty database they come with one line for all.
    _keep(plan.added, pks, ADDED, log=bool(plan.pks))
    _keep(plan.changed, pks, CHANGED)
    if plan.differing or plan.removed:
        index.rebuild()
        log_load(plan.in_plain_words)


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


def _remember(rows: Iterable[Row]) -> None:
    """Keep what was loaded, for the next load to compare with."""
    LoadedRow.objects.all().delete()
    LoadedRow.objects.bulk_create(LoadedRow(kind=NAMES[row.kind], slug=row.slug, digest=row.digest) for row in rows)
