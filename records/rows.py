"""A record as a row: its fields by name, plain as JSON holds them, what it refers to by slug.

In this form records are dumped, loaded and compared. A reference to one record is ``["<slug>"]`` or None, a reference
to many ``[["<slug>"], ...]``. Primary keys and the derived fields (``earliest``, ``latest``) stay out of it.
"""

from __future__ import annotations

import functools
import hashlib
import json
from typing import Any

from django.db import models

from records.kinds import NAMES
from records.models import Addressed, Placed

# A record's place and date come first in its row, what it refers to last, the kind's own fields between them.
FIRST_FIELDS = ("slug", "section", "locator", "position", "as_printed", "date", "fiscal_years")
LAST_FIELDS = ("country", "countries", "topics")

# The public name of a record's kind, and its slug.
Key = tuple[str, str]


def key_of(kind: Any, slug: str) -> Key:
    """By what a record of ``kind`` is known where primary keys are not."""
    return (NAMES[kind], slug)


@functools.cache
def fields_of(kind: type[Addressed]) -> list[models.Field]:
    """The fields that a row of ``kind`` holds, in the order in which a dump writes them."""
    fields = [
        field
        for field in (*kind._meta.fields, *kind._meta.many_to_many)
        if field.editable and not field.primary_key  # the derived days are not editable
    ]
    return sorted(fields, key=_place) if issubclass(kind, Placed) else fields


def _place(field: models.Field) -> int:
    if field.name in FIRST_FIELDS:
        return FIRST_FIELDS.index(field.name) - len(FIRST_FIELDS)
    return LAST_FIELDS.index(field.name) + 1 if field.name in LAST_FIELDS else 0


def digest(values: dict[str, Any]) -> str:
    """SHA-256, in hexadecimal, of a row's values as `values_of` gives them.

    Empty values count as absent, so that no record looks edited when its kind gains a field that may stay empty.
    """
    kept = {name: value for name, value in values.items() if not _is_empty(value)}
    canonical = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _is_empty(value: object) -> bool:
    return value is None or value is False or value == "" or value == []


def stored_records(kind: type[Addressed]) -> list[Addressed]:
    """All records of ``kind`` in the report's order, with what they refer to, in a fixed number of queries.

    Countries and topics, which have no place of their own in the report, come in the order of their slugs.
    """
    references = [field.name for field in kind._meta.fields if isinstance(field, models.ForeignKey)]
    lists = [field.name for field in kind._meta.many_to_many]
    records = list(kind.objects.select_related(*references).prefetch_related(*lists))
    # Sorted here: databases disagree on the order of text.
    return sorted(records, key=lambda record: (getattr(record, "position", 0), record.slug))


def values_of(record: Addressed) -> dict[str, Any]:
    """The record as a row."""
    return {field.name: _plain(field, record) for field in fields_of(type(record))}


def _plain(field: models.Field, record: Addressed) -> Any:
    value = getattr(record, field.name)
    match field:
        case models.ManyToManyField():
            return sorted([target.slug] for target in value.all())
        case models.ForeignKey():
            return None if value is None else [value.slug]
        case models.DecimalField():
            return None if value is None else str(value)
    return value
