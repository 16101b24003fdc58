"""What of the records an address asks for: the filters and the sorting of the pages, and nothing that they lack.

The faults of an address are found one after the other, each a parameter with its reason; `refuse` tells all at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import QueryDict

from records.api.problems import BadParametersError
from records.lists.filter_sets import WordsFilterSet
from records.lists.filters import ReferencesField
from records.lists.record_table import PivotTable, RecordTable
from records.wording import short

Fault = tuple[str, str]

# Those that every list of the interface reads beside its filters; ``sort`` only where its records can be sorted.
SORT = "sort"
FORMAT = "format"
COMMON = ("page", "page_size", FORMAT)


def refuse(*faults: Iterable[Fault]) -> None:
    """Raise BadParametersError where there is any fault."""
    found = [fault for some in faults for fault in some]
    if found:
        raise BadParametersError(found)


def unknown(query: QueryDict, known: list[str]) -> list[Fault]:
    """The parameters beside ``known`` ones."""
    there_are = f"there are: {', '.join(known)}" if known else "there is none at this address"
    return [(short(name), f"There is no such parameter; {there_are}.") for name in query if name not in known]


def repeated(query: QueryDict, once: Iterable[str]) -> list[Fault]:
    """Those of ``once`` that are given several times, of which no more than one could be heeded."""
    return [(name, "This parameter can be given only once.") for name in once if len(query.getlist(name)) > 1]


def unfit(filterset: WordsFilterSet) -> list[Fault]:
    """The filters whose values do not fit, or are given several times and mean one thing."""
    single = [name for name, field in filterset.form.fields.items() if not isinstance(field, ReferencesField)]
    errors = filterset.form.errors.items()
    return [*repeated(filterset.data, single), *((name, reason) for name, reasons in errors for reason in reasons)]


def sortable(table_class: type[RecordTable] | None) -> list[str]:
    """The values of ``sort``: the columns of the page's table, where it has a row for each record."""
    if table_class is None or issubclass(table_class, PivotTable):
        return []
    return table_class([]).sortable


def _asked(query: QueryDict) -> list[str]:
    return [name for text in query.getlist(SORT) for name in text.split(",") if name]


def unsortable(query: QueryDict, known: list[str]) -> list[Fault]:
    """The fault of a ``sort`` by what is none of the ``known`` columns."""
    if not known or all(name.removeprefix("-") in known for name in _asked(query)):
        return []
    return [(SORT, f"These records cannot be sorted by that; columns are: {', '.join(known)}.")]


def sorted_by(query: QueryDict, table_class: type[RecordTable] | None, records: Any) -> Any:
    """The records in the order that the address asks for, else in the report's."""
    asked = _asked(query)
    if not asked or table_class is None:
        return records
    table = table_class(records)
    table.order_by = asked
    table.keep_ties_in_order()
    return table.data.data
