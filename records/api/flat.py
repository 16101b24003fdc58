"""A record as one row of a table: each field of its serializer is one column, or several where it refers to others.

A reference becomes a column with the label, and behind it one each for the slug and the codes. Where it refers to many,
each of these columns holds all of them, parted by `JOINT`, in one order.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from rest_framework import serializers

from records.api.fields import AsPrintedField

JOINT = "; "
# The types of Table Schema, by the serializer's field.
TYPES: dict[type[serializers.Field], str] = {
    serializers.BooleanField: "boolean",
    serializers.IntegerField: "integer",
    serializers.DecimalField: "number",
    serializers.DateField: "date",
    serializers.DateTimeField: "datetime",
}


class FlatColumn(Struct, frozen=True):
    """One column: its name, what it holds, in which type and unit, and where a record as data has it.

    ``path`` names the field, then the part of what it refers to; ``many`` says that the cell joins several.
    """

    name: str
    description: str
    type: str
    path: tuple[str, ...]
    source: serializers.Field
    unit: str = ""
    many: bool = False

    def cell(self, data: dict[str, Any]) -> Any:
        """The value in a record as data: text, a number, a truth value, a day, or None."""
        value = data[self.path[0]]
        if len(self.path) == 1:
            return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
        if self.many:
            return JOINT.join(str(one[self.path[1]] or "") for one in value)
        return None if value is None else value[self.path[1]]


@functools.cache
def columns_of(serializer_class: type[serializers.Serializer]) -> list[FlatColumn]:
    """The columns of what a list holds, in the order of its serializer's fields."""
    fields = serializer_class().fields
    units = getattr(serializer_class, "units", {})
    return [column for name, one in fields.items() for column in _columns(name, one, units)]


def _columns(name: str, one: serializers.Field, units: dict[str, str]) -> Iterator[FlatColumn]:
    # A field that gives a reference without being one says whose form it has.
    reference = one.child if isinstance(one, serializers.ListSerializer) else getattr(one, "shape", one)
    if not isinstance(reference, serializers.Serializer):
        yield FlatColumn(name, str(one.help_text or ""), _type(one), (name,), one, units.get(name, ""))
        return
    many = isinstance(one, serializers.ListSerializer)
    described = str(one.help_text or type(reference).__doc__ or "")
    yield FlatColumn(name, described, "string", (name, "label"), reference.fields["label"], many=many)
    for part in reference.parts:
        inner = reference.fields[part]
        kind = "string" if many else _type(inner)
        yield FlatColumn(f"{name}_{part}", str(inner.help_text or ""), kind, (name, part), inner, many=many)


def _type(one: serializers.Field) -> str:
    if isinstance(one, AsPrintedField | serializers.ListField | serializers.JSONField):
        return "array"
    return next((told for kind, told in TYPES.items() if isinstance(one, kind)), "string")
