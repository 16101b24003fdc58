"""The lines of a CSV file of very many records: cells straight from the database's values, no record made of any.

What a cell says is what its serializer's field says; for each kind of field it is written here how to read it of a row.
It is read column by column, some hundred records at a time; what many of them share, such as the cells of a section,
is told once.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from typing import Any

from django.db import models
from django.db.models.functions import Cast
from rest_framework import serializers

from npa_portal.addresses import address
from records import dates
from records.api import fields
from records.api.downloads import as_csv
from records.api.downloads.as_csv import all_written, written
from records.api.flat import FlatColumn, columns_of
from records.api.lean import Reference, reader_of
from records.kinds import NAMES
from records.models import Placed
from records.models.prepared import Prepared
from records.models.state import kept_by_state
from records.views.reading import fields_of, listed, references, those_of

# So many different lists of countries, or dates, are remembered at most.
MOST_KNOWN = 4096
# As `with_keys` gives keys to the database.
KEYS = "[0]"
# The values of some records, column by column; and cells, one or several ready ones for each record.
Columns = Sequence[Sequence[Any]]
Cells = Iterable[str]
Reader = Callable[[Columns], Cells]


class Known(dict[Any, str]):
    """Cells that were told already, by the values that they are told of."""

    def __init__(self, tell: Callable[[Any], str]) -> None:
        super().__init__()
        self.tell = tell

    def __missing__(self, key: Any) -> str:
        if len(self) >= MOST_KNOWN:
            self.clear()
        found = self[key] = self.tell(key)
        return found


# One a column of the database: what two columns of the file say is read once.
@functools.cache
def of_text(place: int) -> Reader:
    """Reads a text of a record, or what has none, which is a cell."""
    return lambda columns: all_written([text or "" for text in columns[place]])


def of_number(place: int) -> Reader:
    """Reads a number of a record, or what has none, which is a cell."""
    return lambda columns: ["" if number is None else str(number) for number in columns[place]]


def of_known(place: int, tell: Callable[[Any], str]) -> Reader:
    """Reads a value that many records share; its cells are told once."""
    known = Known(tell)
    return lambda columns: [known[value] for value in columns[place]]


class LeanRows:
    """The cells of records of one kind by their keys, under the columns of its serializer."""

    def __init__(self, serializer: Any, origin: str) -> None:
        self.kind: type[Placed] = serializer.Meta.model
        self.places = {name: place for place, name in enumerate(fields_of(self.kind))}
        self.origin = origin
        self.references = references()
        self.head = as_csv.head(columns_of(serializer))
        by_field: dict[str, list[FlatColumn]] = {}
        for column in columns_of(serializer):
            by_field.setdefault(column.path[0], []).append(column)
        read = serializer(context={"origin": origin}).fields
        self.readers = [self.reader(name, read[name], columns) for name, columns in by_field.items()]

    def of_keys(self, keys: Sequence[int]) -> bytes:
        """The lines of a CSV file, in the order of the keys; one query. Raises KeyError where one was withdrawn."""
        place = self.places["id"]
        found = {row[place]: row for row in by_keys(self.kind)(json.dumps(list(keys)))}
        return self.lines([found[key] for key in keys])

    def of_all(self) -> bytes:
        """The same of all there are, of which there must be one, in the report's order; one query."""
        return self.lines(of_all(self.kind)())

    def lines(self, rows: Sequence[Sequence[Any]]) -> bytes:
        """The same of the database's rows."""
        columns = list(zip(*rows, strict=True))
        cells = {read: read(columns) for read in self.readers}
        lines = map(",".join, zip(*map(cells.__getitem__, self.readers), strict=True))
        return "\r\n".join([*lines, ""]).encode()

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
            return lambda columns: all_written(dates.days_in_words(columns[date], columns[fiscal]))
        match field:
            case fields.KindField():
                return lambda columns: repeat(NAMES[self.kind], len(columns[0]))
            case fields.ApiAddressField():
                return self.of_address(f"api:{NAMES[self.kind]}-detail")
            case fields.AddressField() if self.kind.get_absolute_url is Placed.get_absolute_url:
                return self.of_address(f"{self.kind.url_name}-detail")
            case fields.LabelField() if self.kind.named_by:
                return of_text(self.places[self.kind.named_by])
        return self.of_record(field)

    def of_choice(self, place: int, name: str) -> Reader:
        """A choice in words."""
        chosen: Any = self.kind._meta.get_field(name)
        words: dict[Any, Any] = dict(chosen.flatchoices)
        return of_known(place, lambda value: written(str(words.get(value, value))))

    def of_value(self, place: int, field: Any) -> Reader:
        """A value of the record itself."""
        own = self.kind._meta.concrete_fields[place]
        if isinstance(own, models.JSONField):
            return lambda columns: all_written(list(map(as_json, columns[place])))
        if isinstance(field, fields.ShareField):
            return of_known(place, lambda share: "" if share is None else str(float(share)))
        if isinstance(field, serializers.BooleanField):
            return of_known(place, lambda value: written(bool(value)))
        return of_text(place) if isinstance(own, TEXTS) else of_number(place)

    def of_address(self, name: str) -> Reader:
        """The absolute address called ``name``."""
        place = self.places["slug"]
        before, after = (f"{self.origin}{address(name, 'slug')}").rsplit("slug", 1)
        return lambda columns: [f"{before}{slug}{after}" for slug in columns[place]]

    def of_one(self, name: str, reference: Reference, columns: list[FlatColumn]) -> Reader:
        """The cells of what the record refers to."""
        known = self.references.sections if name == "section" else self.references.countries

        def tell(key: int | None) -> str:
            data = {name: None if key is None else reference.to_representation(known[key])}
            return ",".join(written(column.cell(data)) for column in columns)

        return of_known(self.places[f"{name}_id"], tell)

    def of_many(self, name: str, reference: Reference, columns: list[FlatColumn]) -> Reader:
        """The cells of all that the record refers to, parted by `JOINT`."""
        known = getattr(self.references, name)

        def tell(keys: str | None) -> str:
            data = {name: [reference.to_representation(one) for one in those_of(known, keys)]}
            return ",".join(written(column.cell(data)) for column in columns)

        return of_known(len(self.places) + LISTS.index(name), tell)

    def of_record(self, field: Any) -> Reader:
        """What a record says of itself, such as its name."""
        names, country = tuple(self.places), self.places.get("country_id")
        countries = self.references.countries
        read = reader_of(field)

        def cell(*row: Any) -> str:
            record = self.kind.__new__(self.kind)
            record.__dict__.update(zip(names, row, strict=False), _state=models.base.ModelState())
            if country is not None and row[country] is not None:
                record._state.fields_cache["country"] = countries[row[country]]
            elif country is not None:
                record._state.fields_cache["country"] = None
            return written(read(record))

        return lambda columns: map(cell, *columns)


# The lists of a record, behind its own values.
LISTS = ("topics", "countries")
# What is a text in the database, or read as one.
TEXTS = (models.CharField, models.TextField, models.DateField)


# Of each kind under a name or two of the portal.
@kept_by_state(32)
def lean_rows(serializer: Any, origin: str) -> LeanRows:
    """The rows of what that class of serializers tells, on the portal that stands at ``origin``."""
    return LeanRows(serializer, origin)


def as_json(text: str) -> str:
    """A list as JSON; as the database has it, where that has nothing in it that could be written otherwise."""
    return json.dumps(json.loads(text), ensure_ascii=False) if "\\" in text else text


@functools.cache
def by_keys(kind: type[Placed]) -> Prepared:
    """The values of the records of these keys, a list of them in JSON, and the keys that each of their lists holds."""
    return Prepared(told(kind.objects.with_keys([0]).order_by()), KEYS, converting=False)


@functools.cache
def of_all(kind: type[Placed]) -> Prepared:
    """The same of all records of the kind, in the report's order."""
    return Prepared(told(kind.objects.all()), converting=False)


def told(records: Any) -> Any:
    """The values of these records, and the keys that each of their lists holds."""
    kind = records.model
    lists = LISTS if kind.country_lookup == "countries" else LISTS[:1]
    held = {f"{name}_listed": listed(kind, name) for name in lists}
    # As text, for out of each day Python would make an object, only to be written out again.
    texts = {
        field.attname: Cast(field.attname, models.TextField())
        for field in kind._meta.concrete_fields
        if isinstance(field, models.DateField | models.JSONField)
    }
    as_text = {f"{name}_told": expression for name, expression in texts.items()}
    names = (f"{name}_told" if name in texts else name for name in fields_of(kind))
    return records.annotate(**held, **as_text).values_list(*names, *held)
