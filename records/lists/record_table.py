"""What the lists' tables share: headings that sort, lean rows, pages, and the printed totals beneath."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import django_tables2 as tables
from django.core.paginator import Paginator
from django.db.models import Max, Min, Q, QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from msgspec import Struct
from msgspec.structs import replace

from records.corrections.corrected import CorrectedRecords
from records.kinds import NAMES
from records.lists.columns import YearColumn, no_entry
from records.lists.files import File, files_of
from records.lists.matching import Matching, Whole
from records.lists.paging import Pages, address_with, page_of, pages_of
from records.models import PrintedFigure, Section
from records.models.state import kept_by_state
from records.wording import figure

PER_PAGE = 50


class HeadCell(Struct, frozen=True):
    """A column's heading, with the addresses that sort by it either way, empty where none does."""

    label: str
    short: str
    css: str
    ascending: str = ""
    descending: str = ""
    sorted: str = ""

    @property
    def sort_address(self) -> str:
        """Sorts by it; once more, the other way round."""
        return self.descending if self.sorted == "ascending" else self.ascending


class Sorter(Struct, frozen=True):
    """What sorts a table whose rows are cards: how it is sorted, and the addresses of its other orders."""

    sorted: str
    own_order: str
    own_address: str
    heads: list[HeadCell]


class BodyCell(NamedTuple):
    """One cell of a row, with what it is called where the row is a card."""

    label: str
    css: str
    html: str
    # Whether it is a text, in which the page explains the terms of the glossary.
    is_text: bool = False


class RecordTable(tables.Table):
    """What every list shares: the report's order, lean rows, printed totals beneath."""

    # How many rows stand on a page.
    per_page = PER_PAGE
    # The printed totals that belong beneath the table, where the report prints any.
    printed_totals: PrintedFigure.Table | None = None
    # The order that it stands in unless it is asked for another.
    own_order = "Order in the report"
    # The kind's own list, filtered to these rows; set where the table stands on another page.
    list_address = ""
    # The section that it is of, where it stands among the tables of others.
    part: Section | None = None
    # The filters that leave these rows, without the sorting; None where no address asks for them.
    asked: QueryDict | None = None
    # All records of the list, of which filters leave these rows; None where none does.
    whole: Whole | None = None
    # Which values stand corrected; None where that is not asked.
    corrected: CorrectedRecords | None = None

    class Meta:
        template_name = "includes/_table.html"

    @classmethod
    def records(cls) -> Any:
        """All records of its kind, with what it shows of them."""
        return cls._meta.model.objects.for_rows()

    @classmethod
    def parameter_names(cls) -> list[str]:
        """The parameters by which an address sorts and turns it over."""
        return [f"{cls._meta.prefix}{name}" for name in (cls._meta.order_by_field, cls._meta.page_field)]

    @cached_property
    def match_count(self) -> int:
        """How many records the table holds on all its pages."""
        count: int = self.paginator.count
        return count

    @property
    def anchor(self) -> str:
        """What the table is called in the address of a page of several."""
        return NAMES[self._meta.model]

    @property
    def lists(self) -> str:
        """What the table lists, in plain words."""
        return capfirst(str(self._meta.model._meta.verbose_name_plural))

    @property
    def caption(self) -> str:
        """The same, with the section that it is of where it stands among those of others."""
        return f"{self.lists}, {self.part.number}" if self.part else self.lists

    def read_address(self, query: QueryDict) -> list[str]:
        """Sort and page as the address asks; returns what of it could not be done, in plain words."""
        self.query = query
        refused = []
        asked = [alias for text in query.getlist(self.prefixed_order_by_field) for alias in text.split(",") if alias]
        known = [alias for alias in asked if alias.removeprefix("-") in self.sortable]
        self.order_by = known
        if len(known) < len(asked):
            refused.append(f"{self.caption} cannot be sorted by that; columns are: {', '.join(self.sortable)}.")
        self.keep_ties_in_order()
        self.paginator = self.paged(self.per_page)
        self.page, notices = page_of(self.paginator, query.get(self.prefixed_page_field, "1"))
        return refused + notices

    def show_first(self, most: int) -> None:
        """Show the first ``most`` of the rows in the order that they have."""
        self.show_first_of(self.paged(most))

    def show_first_of(self, pages: Paginator[Any]) -> None:
        """Show the first of ``pages``."""
        self.query = QueryDict()
        self.paginator = pages
        self.page = pages.page(1)

    def paged(self, per_page: int) -> Paginator[Any]:
        """Its rows in their order, page by page."""
        return Matching(self.data.data, per_page, self.whole)

    def keep_ties_in_order(self) -> None:
        """Leave rows of one value in the report's order, so that no row is on two pages or on none."""
        self.data.data = self.data.data.order_by(*self.terms(), *self.report_order)

    @property
    def report_order(self) -> Sequence[Any]:
        """What the rows are ordered by unless the address asks for another order."""
        return self._meta.model._meta.ordering

    def terms(self) -> list[Any]:
        """What the rows are sorted by, column after column; the library heeds one alone where one has its own way."""
        if len(self.order_by) < 2:
            return list(self.data.data.query.order_by)
        terms: list[Any] = []
        for alias in self.order_by:
            self.data.order_by([alias])
            terms += self.data.data.query.order_by
        return terms

    @property
    def sortable(self) -> list[str]:
        """The names by which the address can sort."""
        return [column.name for column in self.columns if column.orderable]

    def head(self) -> Iterator[HeadCell]:
        """The headings; each address keeps the filters and leaves the page."""
        for column, _ in self.cells:
            named = HeadCell(column.header, column.column.short, column.column.css)
            if not column.orderable:
                yield named
                continue
            alias = column.order_by_alias.bare
            ascending, descending = self.sorted_address(alias), self.sorted_address(f"-{alias}")
            yield replace(named, ascending=ascending, descending=descending, sorted=sorted_by(column))

    def sorted_address(self, alias: str) -> str:
        """The address of the same rows sorted so, at the first of them."""
        sort = {self.prefixed_order_by_field: alias}
        return f"{address_with(self.query, self.prefixed_page_field, **sort)}#{self.rows_anchor}"

    @property
    def rows_anchor(self) -> str:
        """Where its rows begin on the page."""
        return f"{self.part.slug}-{self.anchor}-rows" if self.part else f"{self.anchor}-rows"

    @cached_property
    def heads(self) -> list[HeadCell]:
        """The same at hand."""
        return list(self.head())

    @property
    def sorter(self) -> Sorter | None:
        """What sorts it where it has no headings; None where there is nothing to sort."""
        heads = [head for head in self.heads if head.sort_address]
        if not heads or self.match_count < 2:
            return None
        by = [f"{head.short}, {head.sorted}" for head in heads if head.sorted]
        return Sorter("; ".join(by), self.own_order, self.sorted_address(""), heads)

    @property
    def pages(self) -> Pages | None:
        """What leads to the pages before and after; None where there is but one."""
        return pages_of(self.page, self.query, self.prefixed_page_field)

    @cached_property
    def files(self) -> list[File]:
        """The files of all its rows, in the order on screen."""
        if self.asked is None:
            return []
        asked = self.asked.copy()
        asked.setlist("sort", self.sorting)
        return files_of(self.anchor, asked)

    @property
    def sorting(self) -> list[str]:
        """The columns that the address sorts by, as the interface takes them."""
        return [str(alias) for alias in self.order_by or ()]

    def body(self) -> Iterator[list[BodyCell]]:
        """The rows of the page: for each record its cells."""
        columns = [(bound.column, cells) for bound, cells in self.cells]
        for number, record in enumerate(self.rows_shown):
            yield [
                BodyCell(column.label_of(record), column.css, cells[number] or no_entry(column.absent), column.is_text)
                for column, cells in columns
            ]

    @cached_property
    def rows_shown(self) -> list[Any]:
        """What the page shows of the table."""
        return list(self.page.object_list if hasattr(self, "page") else self.data)

    @cached_property
    def cells(self) -> list[tuple[Any, list[str]]]:
        """The columns, each with what it says of every row; one that says nothing of any is left out."""
        rows = self.rows_shown
        # Most pages show nothing that was corrected.
        cell = self.cell if self.corrected else plain_cell
        said = [(bound, [cell(bound.column, row) for row in rows]) for bound in self.columns]
        return [(bound, cells) for bound, cells in said if any(cells)]

    def pks_shown(self) -> Iterator[int]:
        """The primary keys of the records that the page shows."""
        return (record.pk for record in self.rows_shown)

    def cell(self, column: Any, record: Any) -> str:
        """The cell, and beside a corrected value what is printed."""
        said: str = column.cell(record)
        marks = list(column.corrected_in(record, self.corrected)) if self.corrected else []
        if not marks:
            return said
        beside = format_html_join(" ", "{}", ((mark,) for mark in marks))
        return format_html("<span>{} {}</span>", said or no_entry(column.absent), beside)

    def totals(self) -> list[BodyCell]:
        """The totals as printed, under their columns; empty where the report prints none."""
        if not self.printed_totals:
            return []
        printed = totals_of(self.printed_totals)
        (first, _), *others = self.cells
        none = no_entry("The report prints no total.")
        return [
            BodyCell(first.header, first.column.css, "Total as printed, of all rows"),
            *(
                BodyCell(bound.column.short, bound.column.css, figure(printed.get(bound.header)) or none)
                for bound, _ in others
            ),
        ]


class PivotTable(RecordTable):
    """A table as the report prints it, with a column a year; each figure leads to its own record.

    The rows are grouped and sorted by the database, so that they page like any other list.
    """

    # The fields that make a row, the printed name first.
    row_fields: tuple[str, ...] = ()
    # The fields that a figure shows.
    figure_fields: tuple[str, ...] = ("persons",)

    def __init__(self, data: QuerySet[Any], **kwargs: Any) -> None:
        self.match_count = data.count()
        years = data.order_by("-year").values_list("year", flat=True).distinct()
        kind = self._meta.model
        columns = [(f"y{year}", YearColumn(str(year), kind=kind, year=year)) for year in years]
        figures: dict[str, Any] = {}
        for _, column in columns:
            for field in ("pk", "slug", *self.figure_fields):
                figures[f"{field}_{column.year}"] = Max(field, filter=Q(year=column.year))
        rows = data.select_related(None).order_by().values(*self.row_fields).annotate(place=Min("position"), **figures)
        super().__init__(rows.order_by("place"), extra_columns=columns, **kwargs)

    def paged(self, per_page: int) -> Paginator[Any]:
        return Paginator(self.data.data, per_page)

    @property
    def sorting(self) -> list[str]:
        """None: the interface gives the records of which the rows are made, each by itself, in the report's order."""
        return []

    @property
    def report_order(self) -> Sequence[Any]:
        return ("place",)

    def pks_shown(self) -> Iterator[int]:
        return (value for row in self.rows_shown for name, value in row.items() if name.startswith("pk_") and value)


@kept_by_state(10)
def totals_of(table: str) -> dict[str, int]:
    """The totals that the report prints beneath a table, by the headings of its columns; one query."""
    return dict(PrintedFigure.objects.filter(table=table).values_list("column", "value"))


def plain_cell(column: Any, record: Any) -> str:
    """The cell alone."""
    said: str = column.cell(record)
    return said


def sorted_by(column: Any) -> str:
    """How the rows are sorted by the column, in the words of ARIA; nothing where they are not."""
    if not column.is_ordered:
        return ""
    return "descending" if column.order_by_alias.is_descending else "ascending"


def tell_corrections(tables: Iterable[RecordTable]) -> None:
    """Let the tables of a page say which of their values stand corrected; one query for all of them."""
    shown = [table for table in tables if table._meta.model in NAMES]
    corrected = CorrectedRecords({table._meta.model: table.pks_shown() for table in shown})
    for table in shown:
        table.corrected = corrected
