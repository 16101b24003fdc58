"""The parameters of each list, from the declarations of its filters and columns, for the schema and for its page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import django_filters
from msgspec import Struct, field

from records.api.answering import InterfaceViewSet
from records.api.asking import FORMAT, SORT
from records.api.paging import RecordPagination
from records.lists.files import FORMATS
from records.lists.filters import ChoiceFilter, ReferencesFilter, YearFilter

SLUG = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 120}
YEAR = {"type": "integer", "minimum": 1, "maximum": 9999}


class Parameter(Struct, frozen=True):
    """One parameter: its name, what it asks for, and what its value may be, as JSON Schema says it."""

    name: str
    description: str
    schema: dict[str, Any]
    # The values that are no free text, each in words.
    choices: dict[str, str] = field(default_factory=dict)

    @property
    def repeatable(self) -> bool:
        return bool(self.schema["type"] == "array")


def parameters_of(viewset: type[InterfaceViewSet]) -> list[Parameter]:
    """The parameters of a list, filters first."""
    return [*_filters(viewset), *_sorting(viewset), *_paging(), _file()]


def _filters(viewset: type[InterfaceViewSet]) -> Iterator[Parameter]:
    filters = viewset.filterset_class.base_filters
    for name in viewset.filterset_class.parameter_names():
        yield _filter(name, filters[name], viewset.filterset_class.year_help)


def _filter(name: str, one: django_filters.Filter, year_help: str) -> Parameter:
    label = str(one.label)
    if isinstance(one, ReferencesFilter):
        noun = str(one.refers_to._meta.verbose_name)
        below = ", or what stands below it" if noun == "section" else ""
        description = f"The slug of a {noun} that the records refer to{below}; repeat it for any of several."
        return Parameter(name, description, {"type": "array", "items": SLUG})
    if isinstance(one, ChoiceFilter):
        choices = dict(one.extra["choices"])
        said = "; ".join(f"{value}: {words}" for value, words in choices.items())
        return Parameter(name, f"{label}. {said}.", {"type": "string", "enum": list(choices)}, choices)
    if isinstance(one, YearFilter):
        return Parameter(name, f"{label}. {year_help}", YEAR)
    most = one.extra["max_length"]
    schema = {"type": "string", "maxLength": most, "pattern": "^[^\\u0000]*$"}
    return Parameter(name, f"{label}, every one of which must occur in the record’s text.", schema)


def _sorting(viewset: type[InterfaceViewSet]) -> Iterator[Parameter]:
    if columns := viewset.sortable():
        values = [value for column in columns for value in (column, f"-{column}")]
        said = f"A column to sort by: {', '.join(columns)}; with - before it, from its end."
        description = f"{said} Repeat it for what to sort by next."
        yield Parameter(SORT, description, {"type": "array", "items": {"type": "string", "enum": values}})


def _paging() -> Iterator[Parameter]:
    paging = RecordPagination
    number = {"type": "integer", "minimum": 1, "default": 1}
    yield Parameter(paging.page_query_param, paging.page_query_description, number)
    size = {"type": "integer", "minimum": 1, "maximum": paging.max_page_size, "default": paging.page_size}
    yield Parameter(paging.page_size_query_param, paging.page_size_query_description, size)


def _file() -> Parameter:
    choices = {form: label for form, (label, _) in FORMATS.items()}
    description = "Asks for a file of all that match in place of a page; with neither page nor page_size."
    return Parameter(FORMAT, description, {"type": "string", "enum": list(choices)}, choices)
