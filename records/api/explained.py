"""The interface explained to a reader: what its description says to programs, in plain words and in tables."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from msgspec import Struct

from records.api.answering import ORIGIN, InterfaceViewSet
from records.api.asking import SORT
from records.api.described import description
from records.api.parameters import SLUG, Parameter, parameters_of
from records.api.root import VIEWSETS
from records.api.serializers import DATE, FIRST, LAST, PLACE, PlacedSerializer, TreatySerializer, component_of

# What stands in a field in place of a text or number: one, and many.
REFERRED = {
    "CountryReference": ("country", "countries"),
    "TopicReference": ("topic", "topics"),
    "SectionReference": ("section", "sections"),
    "RowReference": ("record", "records"),
}
TYPES = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "uri": "address",
    "date": "day",
    "date-time": "time",
}
# The parameters that all lists have alike are explained once.
PAGING = ("page", "page_size", "format")
# By which of its fields one of a list is known.
NAMED_BY = ("label", "what", "name")


class FieldLine(Struct, frozen=True):
    """A field as a line of a table."""

    name: str
    type: str
    description: str
    # The values that it may have, where these are few.
    values: tuple[str, ...] = ()


class ParameterLine(Struct, frozen=True):
    """A parameter as a line of a table."""

    name: str
    value: str
    description: str


class ListEntry(Struct, frozen=True):
    """One list of the interface, with all that is to be known of it and lines that can be run."""

    name: str
    title: str
    description: str
    count: int
    address: str
    # What the address of one of it ends with; empty where each stands under a list of its own.
    key: str
    page: str
    parameters: list[ParameterLine]
    fields: list[FieldLine]
    # The name of the table of fields that it has beside its own.
    shared: tuple[str, ...]
    example: str
    # The field that says what one of it is called.
    named_by: str
    # A query that leaves a few of it.
    query: str

    @property
    def file_query(self) -> str:
        return f"{self.query}{'&' if self.query else '?'}format=csv"

    @property
    def fields_caption(self) -> str:
        return "Its own fields" if self.shared else "Fields"


def entry_of(viewset: type[InterfaceViewSet], origin: str) -> ListEntry:
    """A list of the interface, which stands under ``origin``."""
    path = reverse(f"api:{viewset.public_name}-list")
    operation = description()["paths"][path]["get"]
    fields = field_lines(component_of(viewset.serializer_class))
    shared = shared_by(viewset)
    alike = {name for table in shared for name in SHARED[table]}
    names = {line.name for line in fields}
    return ListEntry(
        name=viewset.public_name,
        title=viewset.title,
        description=str(viewset.__doc__),
        count=viewset().count(),
        address=f"{origin}{path}",
        key=viewset.lookup_field if viewset in VIEWSETS else "",
        page=viewset.page_address(),
        parameters=[_parameter_line(one) for one in parameters_of(viewset) if one.name not in PAGING],
        fields=[line for line in fields if line.name not in alike],
        shared=shared,
        example=_example(operation).replace(ORIGIN, origin),
        named_by=next(name for name in NAMED_BY if name in names),
        query=_query(operation["parameters"]),
    )


# The fields that many kinds have alike, by the name of their table.
SHARED = {"names": FIRST, "place": (*PLACE, *LAST), "date": DATE}


def shared_by(viewset: type[InterfaceViewSet]) -> tuple[str, ...]:
    """The tables of fields that a list has beside its own fields."""
    names = viewset.serializer_class().fields.keys()
    if not set(FIRST) <= names:
        return ()
    if not issubclass(viewset.serializer_class, PlacedSerializer):
        return ("names",)
    return ("names", "place", "date") if set(DATE) <= names else ("names", "place")


def shared_fields() -> dict[str, list[FieldLine]]:
    """Those fields, described once, as treaties have them."""
    lines = {line.name: line for line in field_lines(component_of(TreatySerializer))}
    return {table: [lines[name] for name in names] for table, names in SHARED.items()}


def references() -> dict[str, list[FieldLine]]:
    """The fields of what a record refers to, by the word that stands for it in the tables."""
    return {one: field_lines(component) for component, (one, _) in REFERRED.items()}


def answers() -> dict[str, str]:
    """What each code means, as the lists and the records answer it."""
    found: dict[str, str] = {}
    for path in (reverse("api:treaties-list"), f"{reverse('api:treaties-list')}{{slug}}/"):
        for code, answer in description()["paths"][path]["get"]["responses"].items():
            found.setdefault(code, answer["description"])
    return dict(sorted(found.items()))


def field_lines(component: str) -> list[FieldLine]:
    """The fields of one object of the description."""
    properties = description()["components"]["schemas"][component]["properties"]
    return [_line(name, schema) for name, schema in properties.items()]


def _parameter_line(one: Parameter) -> ParameterLine:
    items = one.schema["items"] if one.repeatable else one.schema
    word = "slug" if items.get("pattern") == SLUG["pattern"] else "column" if one.name == SORT else ""
    value = word or ("year" if items["type"] == "integer" else "choice" if one.choices else "text")
    return ParameterLine(one.name, f"{value}, repeatable" if one.repeatable else value, one.description)


def _line(name: str, schema: dict[str, Any]) -> FieldLine:
    values = schema.get("enum", [])
    # What the values mean stands in the description as a list; the values alone are enough here.
    description = schema.get("description", "").partition("\n\n*")[0]
    if name == "kind":
        return FieldLine(name, "text", description)
    return FieldLine(name, type_of(schema), description, tuple(values))


def type_of(schema: dict[str, Any]) -> str:
    """A type in plain words: “list of countries”, “day, or null”."""
    parts = schema.get("allOf") or schema.get("oneOf") or [schema]
    types = [kind for part in parts for kind in _listed(part.get("type", "reference"))]
    or_null = ", or null" if "null" in types else ""
    return f"{_plain(parts[0], many=False)}{or_null}"


def _plain(schema: dict[str, Any], *, many: bool) -> str:
    if "$ref" in schema:
        return REFERRED[schema["$ref"].rpartition("/")[2]][many]
    kind = next(kind for kind in _listed(schema["type"]) if kind != "null")
    if kind == "array":
        return f"list{'s' * many} of {_plain(schema['items'], many=True)}"
    word = TYPES[schema.get("format", "") if schema.get("format") in TYPES else kind]
    return f"{word}s" if many else word


def _listed(types: str | list[str]) -> Iterable[str]:
    return [types] if isinstance(types, str) else types


def _example(operation: dict[str, Any]) -> str:
    examples = operation["responses"]["200"]["content"]["application/json"].get("examples", {})
    found = [example["value"]["results"][0] for example in examples.values()]
    return json.dumps(found[0], ensure_ascii=False, indent=2) if found else ""


def _query(parameters: list[dict[str, Any]]) -> str:
    """A query by the first country that leaves some records; empty where a list has none."""
    examples = [parameter.get("examples", {}) for parameter in parameters if parameter["name"] == "country"]
    values = [example["value"][0] for found in examples for example in found.values()]
    return f"?country={values[0]}" if values else ""
