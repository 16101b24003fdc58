"""What of the records an address asks for: the filters and the sorting of the pages, and nothing that they lack."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from records.api.problems import BadParametersError
from records.lists.filter_sets import WordsFilterSet
from records.lists.record_table import PivotTable, RecordTable
from records.wording import short

# Those that every list of the interface reads beside its filters.
COMMON = ("sort", "page", "page_size", "format")


def refuse_unknown(query: QueryDict, known: list[str]) -> None:
    """Raise BadParametersError where the address has parameters beside ``known`` ones."""
    unknown = [name for name in query if name not in known]
    if unknown:
        reason = f"There is no such parameter; there are: {', '.join(known)}."
        raise BadParametersError([(short(name), reason) for name in unknown])


def filters_in(query: QueryDict, filterset_class: type[WordsFilterSet], records: Any) -> WordsFilterSet:
    """The filters of the address. Raises BadParametersError where a value does not fit."""
    filterset = filterset_class(query, queryset=records)
    if not filterset.is_valid():
        errors = filterset.form.errors.items()
        raise BadParametersError([(name, reason) for name, reasons in errors for reason in reasons])
    return filterset


def sortable(table_class: type[RecordTable]) -> list[str]:
    """The values of ``sort``: the columns of the page's table, where it has a row for each record."""
    if issubclass(table_class, PivotTable):
        return []
    return table_class([]).sortable


def sorted_by(query: QueryDict, table_class: type[RecordTable], records: Any) -> Any:
    """The records in the order that the address asks for, else in the report's. Raises BadParametersError."""
    asked = [name for text in query.getlist("sort") for name in text.split(",") if name]
    if not asked:
        return records
    known = sortable(table_class)
    if any(name.removeprefix("-") not in known for name in asked):
        what = f"columns are: {', '.join(known)}" if known else "they come in the report’s order"
        raise BadParametersError([("sort", f"These records cannot be sorted by that; {what}.")])
    table = table_class(records)
    table.order_by = asked
    table.keep_ties_in_order()
    return table.data.data
