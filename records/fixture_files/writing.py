"""Writing the rows of the fixtures as records: a kind at once where all of it is good, else each bad row named."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction
from msgspec import Struct

from records.corrections.versions import unrecorded
from records.fixture_files.reading import FixtureError, Row, slugs_in
from records.kinds import ALL_KINDS
from records.models import Addressed
from records.models.base import set_days
from records.rows import Key, fields_of, key_of


class Unsaved(Struct, frozen=True):
    """What a row says, not written yet: the record, and the primary keys in each of its lists."""

    record: Any
    lists: dict[models.ManyToManyField, list[int]]


def write(rows: list[Row], pks: dict[Key, int]) -> None:
    """Save the rows, and put the primary keys of new records into ``pks``. Raises FixtureError, a kind at a time."""
    for kind in ALL_KINDS:
        found = [row for row in rows if row.kind is kind]
        # Where they refer to each other, one needs the primary key of another.
        if not (found and _is_flat(kind) and _written_at_once(kind, found, pks)):
            _write_each(found, pks)


def _is_flat(kind: type[Addressed]) -> bool:
    return all(field.related_model is not kind for field in kind._meta.fields)


def _written_at_once(kind: type[Addressed], rows: list[Row], pks: dict[Key, int]) -> bool:
    """Whether all rows of a kind could be saved together; if not, none of them is."""
    try:
        with transaction.atomic():
            _write_at_once(kind, rows, pks)
    except (ValidationError, IntegrityError):
        return False
    return True


def _write_at_once(kind: type[Addressed], rows: list[Row], pks: dict[Key, int]) -> None:
    """Save the rows of one kind. A bad one raises ValidationError or IntegrityError.

    What must be unique is for the database to refuse, and so is what its constraints say. The rows were read with all
    that they refer to, which is not looked up again.
    """
    unsaved = [_unsaved(row, pks) for row in rows]
    for record in (one.record for one in unsaved):
        record.clean_fields(exclude=[field.name for field in kind._meta.fields if field.related_model])
        record.clean()
        set_days(record)
    kind._default_manager.bulk_create(one.record for one in unsaved)
    for field in kind._meta.many_to_many:
        through: Any = field.remote_field.through
        this, other = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
        through.objects.bulk_create(
            through(**{this: one.record.pk, other: pk}) for one in unsaved for pk in one.lists.get(field, ())
        )
    pks |= {row.key: int(one.record.pk) for row, one in zip(rows, unsaved, strict=True)}


def _write_each(rows: list[Row], pks: dict[Key, int]) -> None:
    """Save the rows one by one. Raises FixtureError with all that is wrong with any."""
    problems: list[str] = []
    for row in rows:
        try:
            pks[row.key] = _save(row, pks)
        except ValidationError as error:
            problems += _problems(row, error)
    if problems:
        raise FixtureError(problems)


def _save(row: Row, pks: dict[Key, int]) -> int:
    """Write one row, with the primary key that it had or a new one. Raises ValidationError."""
    unsaved = _unsaved(row, pks)
    record = unsaved.record
    record.full_clean()
    with unrecorded(record):
        record.save(force_insert=True)
        for field, found in unsaved.lists.items():
            getattr(record, field.name).set(found)
    return int(record.pk)


def _unsaved(row: Row, pks: dict[Key, int]) -> Unsaved:
    """The record that a row makes, with the primary key that it had or none."""
    record = row.kind()
    record.pk = pks.get(row.key)
    lists: dict[models.ManyToManyField, list[int]] = {}
    for field in fields_of(row.kind):
        if field.name not in row.values:
            continue
        if field.related_model is None:
            setattr(record, field.name, row.values[field.name])
            continue
        targets = [pks.get(key_of(field.related_model, slug)) for slug in slugs_in(row, field)]
        if isinstance(field, models.ManyToManyField):
            # Where edits are kept, one of them may have withdrawn a topic.
            lists[field] = [pk for pk in targets if pk]
        else:
            setattr(record, field.attname, targets[0] if targets else None)
    return Unsaved(record, lists)


def _problems(row: Row, error: ValidationError) -> list[str]:
    return [
        row.problem("the row as a whole" if field == NON_FIELD_ERRORS else field, " ".join(messages))
        for field, messages in error.message_dict.items()
    ]
