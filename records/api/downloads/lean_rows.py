"""The rows of a CSV file of very many records: cells straight from the database's values, no record made of any.

What a cell says is what its serializer's field says; for each kind of field it is written here how to read it of a row.
What many rows share, such as the cells of a section, is told once.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection, models
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast
from rest_framework import serializers

from npa_portal.addresses import address
from records import dates
from records.api import fields
from records.api.downloads.as_csv import written
from records.api.flat import FlatColumn, columns_of
from records.api.lean import Reference, reader_of
from records.kinds import NAMES
from records.models import Placed
from records.models.prepared import Prepared, Row
from records.models.state import kept_by_state
from records.views.reading import fields_of, listed, references, those_of

# So many different lists of countries, or dates, are remembered at most.
MOST_KNOWN = 4096
KEYS = "[0]"
Cells = Iterable[str]
Reader = Callable[[Row], Cells]


class Known(dict[Any, Cells]):
    """Cells that were told already, by the values that they are told of."""

    def __init__(self, tell: Callable[[Any], Cells]) -> None:
        super().__init__()
        self.tell = tell

    def __missing__(self, key: Any) -> Cells:
        if len(self) >= MOST_KNOWN:
            self.clear()
        found = self[key] = self.tell(key)
        return found


class Value:
    """Reads one value of a row, which is a cell."""

    def __init__(self, place: int) -> None:
        self.place = place

    def __call__(self, row: Row) -> Cells:
        return (written(row[self.place]),)


def together(readers: Iterable[Reader]) -> Iterator[Reader]:
    """The readers, with one for each run of values side by side."""
    for are_values, found in groupby(readers, key=lambda reader: isinstance(reader, Value)):
        run: list[Any] = list(found)
        if are_values and len(run) > 1:
            yield values(itemgetter(*(one.place for one in run)))
        else:
            yield from run


def values(get: Callable[[Row], tuple[Any, ...]]) -> Reader:
    """Reads several values of a row, which are cells."""
    return lambda row: map(written, get(row))


class LeanRows:
    """The cells of records of one kind by their keys, under the columns of its serializer."""

    def __init__(self, serializer: Any, origin: str) -> None:
        self.kind: type[Placed] = serializer.Meta.model
        self.places = {name: place for place, name in enumerate(fields_of(self.kind))}
        self.origin = origin
        self.references = references()
        self.query = by_keys(self.kind)
        by_field: dict[str, list[FlatColumn]] = {}
        for column in columns_of(serializer):
            by_field.setdefault(column.path[0], []).append(column)
        read = serializer(context={"origin": origin}).fields
        readers = [self.reader(name, read[name], columns) for name, columns in by_field.items()]
        self.readers = list(together(readers))

    def __call__(self, keys: Sequence[int]) -> Iterator[list[str]]:
        """The rows of cells, in the order of the keys; one query. Raises KeyError where a record was withdrawn."""
        place = self.places["id"]
        found = {row[place]: row for row in self.query(json.dumps(list(keys)))}
        for key in keys:
            row = found[key]
            cells: list[str] = []
            for read in self.readers:
                cells += read(row)
            yield cells

    def reader(self, name: str, field: Any, columns: list[FlatColumn]) -> Reader:
        """How the cells of a field are read of a row."""
        if isinstance(field, serializers.ListSerializer):
            return self.of_many(name, field.child, columns)
        if isinstance(field, Reference):
            return self.of_one(name, field, columns)
        if field.source in self.places:
            return self.of_value(self.places[field.source], field)
        if field.source.startswith("get_"):
            value = field.source.removeprefix("get_").removesuffix("_display")
            return self.of_choice(self.places[value], value)
        if field.source == "date_in_words":
            date, fiscal = self.places["date"], self.places["fiscal_years"]
            words = Known(lambda key: (written(dates.in_words(key[0], fiscal_years=bool(key[1]))),))
            return lambda row: words[row[date], row[fiscal]]
        match field:
            case fields.KindField():
                return constant(NAMES[self.kind])
            case fields.ApiAddressField():
                return self.of_address(f"api:{NAMES[self.kind]}-detail")
            case fields.AddressField() if self.kind.get_absolute_url is Placed.get_absolute_url:
                return self.of_address(f"{self.kind.url_name}-detail")
        return self.of_record(field)

    def of_choice(self, place: int, name: str) -> Reader:
        """A choice in words."""
        chosen: Any = self.kind._meta.get_field(name)
        words: dict[Any, Any] = dict(chosen.flatchoices)
        cells = Known(lambda value: (written(str(words.get(value, value))),))
        return lambda row: cells[row[place]]

    def of_value(self, place: int, field: Any) -> Reader:
        """A value of the record itself."""
        if isinstance(self.kind._meta.concrete_fields[place], models.JSONField):
            return lambda row: (written(as_json(row[place])),)
        if isinstance(field, fields.ShareField):
            return lambda row: ("" if row[place] is None else str(float(row[place])),)
        if isinstance(field, serializers.BooleanField):
            return lambda row: (written(bool(row[place])),)
        return Value(place)

    def of_address(self, name: str) -> Reader:
        """The absolute address called ``name``."""
        place = self.places["slug"]
        before, after = (f"{self.origin}{address(name, 'slug')}").rsplit("slug", 1)
        return lambda row: (f"{before}{row[place]}{after}",)

    def of_one(self, name: str, reference: Reference, columns: list[FlatColumn]) -> Reader:
        """The cells of what the record refers to."""
        known = self.references.sections if name == "section" else self.references.countries
        place = self.places[f"{name}_id"]

        def tell(key: int | None) -> Cells:
            data = {name: None if key is None else reference.to_representation(known[key])}
            return [written(column.cell(data)) for column in columns]

        cells = Known(tell)
        return lambda row: cells[row[place]]

    def of_many(self, name: str, reference: Reference, columns: list[FlatColumn]) -> Reader:
        """The cells of all that the record refers to, parted by `JOINT`."""
        known = getattr(self.references, name)
        place = len(self.places) + LISTS.index(name)

        def tell(keys: str | None) -> Cells:
            data = {name: [reference.to_representation(one) for one in those_of(known, keys)]}
            return [written(column.cell(data)) for column in columns]

        cells = Known(tell)
        return lambda row: cells[row[place]]

    def of_record(self, field: Any) -> Reader:
        """What a record says of itself, such as its name."""
        names, country = tuple(self.places), self.places.get("country_id")
        countries = self.references.countries
        read = reader_of(field)

        def cells(row: Row) -> Cells:
            record = self.kind.__new__(self.kind)
            record.__dict__.update(zip(names, row, strict=False), _state=models.base.ModelState())
            if country is not None and row[country] is not None:
                record._state.fields_cache["country"] = countries[row[country]]
            elif country is not None:
                record._state.fields_cache["country"] = None
            return (written(read(record)),)

        return cells


# The lists of a record, behind its own values.
LISTS = ("topics", "countries")


# Of each kind under a name or two of the portal.
@kept_by_state(32)
def lean_rows(serializer: Any, origin: str) -> LeanRows:
    """The rows of what that class of serializers tells, on the portal that stands at ``origin``."""
    return LeanRows(serializer, origin)


def as_json(text: str) -> str:
    """A list as JSON; as the database has it, where that has nothing in it that could be written otherwise."""
    return json.dumps(json.loads(text), ensure_ascii=False) if "\\" in text else text


def constant(text: str) -> Reader:
    """The same cell in each row."""
    cells = (text,)
    return lambda row: cells


@functools.cache
def by_keys(kind: type[Placed]) -> Prepared:
    """The values of the records of these keys, a list of them in JSON, and the keys that each of their lists holds."""
    lists = LISTS if kind.country_lookup == "countries" else LISTS[:1]
    keys = "SELECT value FROM json_each(%s)"
    if connection.vendor == "postgresql":
        keys = "SELECT value::bigint FROM json_array_elements_text(%s::json)"
    held = {f"{name}_listed": listed(kind, name) for name in lists}
    # As text, for out of each day Python would make an object, only to be written out again.
    texts = {
        field.attname: Cast(field.attname, models.TextField())
        for field in kind._meta.concrete_fields
        if isinstance(field, models.DateField | models.JSONField)
    }
    as_text = {f"{name}_told": expression for name, expression in texts.items()}
    found = kind.objects.filter(pk__in=RawSQL(keys, [KEYS])).order_by().annotate(**held, **as_text)  # noqa: S611 # Our own.
    names = (f"{name}_told" if name in texts else name for name in fields_of(kind))
    return Prepared(found.values_list(*names, *held), KEYS, converting=False)
