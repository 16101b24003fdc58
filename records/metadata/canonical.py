"""The one address of what a page shows: its parameters in one order, without those that change nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from records.lists.filter_sets import WordsFilterSet
from records.lists.paging import Pages
from records.lists.record_table import RecordTable

Parameters = list[tuple[str, str]]


def address(path: str, parameters: Parameters) -> str:
    """The path with its parameters."""
    return f"{path}?{urlencode(parameters)}" if parameters else path


def of_filters(filterset: WordsFilterSet) -> Parameters:
    """What filters, as the form understood it; of an address that cannot be, what it says, in the form's order."""
    if filterset.is_valid():
        return list(filterset.settings)
    return [(name, value.strip()) for name, values in filterset.asked.lists() for value in sorted(values)]


def of_tables(tables: Iterable[RecordTable]) -> Parameters:
    """How each table is sorted, and which of its pages is shown."""
    found: Parameters = []
    for table in tables:
        if table.order_by:
            found.append((table.prefixed_order_by_field, ",".join(map(str, table.order_by))))
        found += of_pages(table.pages, table.prefixed_page_field)
    return found


def of_pages(pages: Pages | None, parameter: str = "page") -> Parameters:
    """Which page is shown; the first goes without saying."""
    return [(parameter, str(pages.number))] if pages and pages.number > 1 else []


def in_words(filterset: WordsFilterSet | None, tables: Iterable[Any], pages: Pages | None) -> str:
    """The same as a reader says it: “Filtered by Year: 2002. Sorted by Date, descending. Page 2 of 3.”"""
    said = []
    if filterset and filterset.chips:
        asked = "; ".join(f"{chip.label}: {chip.value}" for chip in filterset.chips)
        said.append(f"Filtered by {filterset.in_words if filterset.is_valid() else asked}")
    for table in tables:
        for alias in table.order_by:
            column = table.columns[alias.bare].header
            said.append(f"{table.caption} sorted by {column}{', descending' if alias.is_descending else ''}")
        said += _page_in_words(table.pages, f"{table.caption}, page")
    said += _page_in_words(pages, "Page")
    return "".join(f"{sentence}. " for sentence in said).rstrip()


def _page_in_words(pages: Pages | None, page: str) -> list[str]:
    return [f"{page} {pages.number} of {pages.count}"] if pages and pages.number > 1 else []
