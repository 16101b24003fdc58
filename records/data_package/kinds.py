"""The table of a kind: the columns of its records as data, but for lists, which have tables of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models

from records.api.flat import FlatColumn, columns_of
from records.api.viewsets import KIND_VIEWSETS, KindViewSet
from records.data_package.links import RECORD_KEY, Links
from records.data_package.tables import Cells, Description, Table, column, foreign_key
from records.kinds import NAMES, TITLES
from records.models import Addressed

# How many records are held at a time.
AT_ONCE = 500


def kind_tables(links: Links) -> Iterator[Table]:
    """The tables of all kinds, in the report's order; while they are read, ``links`` notes what each record has."""
    return (kind_table(viewset, links) for viewset in KIND_VIEWSETS)


def kind_table(viewset: type[KindViewSet], links: Links) -> Table:
    """The table of the kind that ``viewset`` answers for."""
    serializer_class = viewset.serializer_class
    kind = serializer_class.Meta.model
    columns = [one for one in columns_of(serializer_class) if not one.many and one.type != "array"]

    def rows() -> Iterator[Cells]:
        represent = serializer_class(context={}).to_representation
        for record in in_order(viewset().get_queryset()):
            data = represent(record)
            links.note(data)
            yield [one.cell(data) for one in columns]

    return Table(
        name=NAMES[kind],
        title=TITLES[NAMES[kind]],
        description=str(viewset.__doc__).strip(),
        columns=[described(one, kind) for one in columns],
        primary_key=["slug"],
        rows=rows(),
        foreign_keys=[RECORD_KEY, *keys_of(columns, kind)],
    )


def in_order(records: models.QuerySet[Any]) -> Iterator[Any]:
    """The records in the report's order; those that have no place in it, in that of their slugs."""
    if any(field.name == "position" for field in records.model._meta.fields):
        yield from records.order_by("position", "pk").iterator(chunk_size=AT_ONCE)
    else:
        # Sorted here: databases disagree on the order of text.
        yield from sorted(records, key=lambda record: str(record.slug))


def described(one: FlatColumn, kind: type[Addressed]) -> Description:
    """A column of a kind with what the database holds it to."""
    if one.name == "kind":
        return column(one.name, one.description, required=True, enum=[NAMES[kind]])
    field = field_of(one, kind)
    if field is not None and field.related_model is not None:
        told = f"The slug of the {field.verbose_name}, a row of {NAMES[referred_by(field)]}.csv."
        return column(one.name, told, **constraints_of(field))
    constraints = {} if field is None else constraints_of(field)
    return column(one.name, one.description, one.type, unit=one.unit, **constraints)


def field_of(one: FlatColumn, kind: type[Addressed]) -> models.Field[Any, Any] | None:
    """The model's field that a column holds; None for what is computed, and for what is said of a reference."""
    if len(one.path) > 1 and one.path[1] != "slug":
        return None
    source = one.path[0] if len(one.path) > 1 else (one.source.source or one.name)
    try:
        found = kind._meta.get_field(source)
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, models.Field) else None


def constraints_of(field: models.Field[Any, Any]) -> Description:
    """What must hold of a column, in the words of Table Schema."""
    constraints: Description = {}
    if not field.null and not field.blank:
        constraints["required"] = True
    if field.unique:
        constraints["unique"] = True
    if field.choices:
        constraints["enum"] = [str(value) for value, _ in field.flatchoices if value != ""]
    elif field.max_length:
        constraints["maxLength"] = field.max_length
    for validator in field.validators:
        if isinstance(validator, RegexValidator):
            constraints["pattern"] = re.compile(validator.regex).pattern.replace(r"\Z", "$")
        # A limit below zero is that of the database, and no two have the same.
        elif isinstance(validator, MinValueValidator) and validator.limit_value >= 0:
            constraints["minimum"] = int(validator.limit_value)
    return constraints


def referred_by(field: Any) -> type[Addressed]:
    """The kind that a field refers to."""
    referred: type[Addressed] = field.related_model
    return referred


def keys_of(columns: list[FlatColumn], kind: type[Addressed]) -> list[Description]:
    """The foreign keys of a kind: each column that holds the slug of what is referred to."""
    keys = []
    for one in columns:
        if len(one.path) > 1 and one.path[1] == "slug":
            referred = referred_by(kind._meta.get_field(one.path[0]))
            table = "" if referred is kind else NAMES[referred]
            keys.append(foreign_key([one.name], table, ["slug"]))
    return keys
