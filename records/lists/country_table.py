"""The countries as a matrix: a row a country, a column for each thing that is counted of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import NullIf
from django.utils.html import format_html
from django.utils.safestring import SafeString
from msgspec import Struct

from records.lists.columns import FigureColumn, LinkColumn, link
from records.lists.measures import MEASURES, RecordMeasure
from records.lists.record_table import RecordTable, sorted_by
from records.models import Country
from records.models.state import kept_by_state
from records.wording import figure

# What names a country, and its other cells.
Line = tuple[str, SafeString]

BOX = '<input type="checkbox" name="country" value="{}" aria-label="Compare {}">'
NONE = '<span class="no-entry" title="{}">–</span>'


class CountryNameColumn(LinkColumn):
    """A country's name, after the box that chooses it."""

    def cell(self, record: Any) -> str:
        return format_html(BOX, record.slug, record) + link(record, record)


class MeasureColumn(FigureColumn):
    """What is counted of a country, leading to the list of its records; what it has none of comes last."""

    def __init__(self, measure: RecordMeasure) -> None:
        super().__init__(measure.label, accessor=measure.name, initial_sort_descending=True)
        self.measure = measure

    def cell(self, record: Any) -> str:
        value = self.value_of(record)
        if not value:
            return format_html(NONE, self.measure.absent)
        return format_html('<a href="{}">{}</a>', self.measure.list_address(record.slug), figure(value))

    def order(self, queryset: QuerySet[Any], is_descending: bool) -> tuple[QuerySet[Any], bool]:
        counted = NullIf(F(self.measure.name), Value(0))
        place = counted.desc(nulls_last=True) if is_descending else counted.asc(nulls_last=True)
        return queryset.order_by(place), True


class Heading(Struct, frozen=True):
    """A column's heading: what it counts in a sentence's words, and the address that sorts by it."""

    label: str
    counts: str
    css: str
    sort_address: str
    sorted: str


class CountryTable(RecordTable):
    """Countries and territories, with all that is counted of each."""

    own_order = "Name"
    # All on one page, so that any can be compared.
    per_page = 500

    name = CountryNameColumn("Country or territory")
    record_count = FigureColumn("All records", initial_sort_descending=True)

    class Meta(RecordTable.Meta):
        model = Country
        fields = ()
        sequence = ("name", "...", "record_count")

    def __init__(self, data: Any, **kwargs: Any) -> None:
        columns = [(measure.name, MeasureColumn(measure)) for measure in MEASURES]
        super().__init__(data, extra_columns=columns, **kwargs)

    def headings(self) -> Iterator[Heading]:
        """The headings; each sorts, what is counted with the most first."""
        for bound in self.columns:
            counts = bound.column.measure.counts if isinstance(bound.column, MeasureColumn) else ""
            address = self.sorted_address(str(bound.order_by_alias.next))
            yield Heading(bound.header, counts, bound.column.css, address, sorted_by(bound))

    def lines(self) -> Iterator[Line]:
        """For each country of the page what names it, and its other cells at once: there are hundreds."""
        kept = _lines_kept()
        for country in self.rows_shown:
            if country.pk not in kept:
                kept[country.pk] = self.line(country)
            yield kept[country.pk]

    def line(self, country: Country) -> Line:
        """What names the country, and its other cells."""
        first, *others = [bound.column for bound in self.columns]
        cells = (format_html("<td>{}</td>", column.cell(country)) for column in others)
        return self.cell(first, country), SafeString("".join(cells))


@kept_by_state()
def _lines_kept() -> dict[int, Line]:
    """The lines of the matrix in that state of the records, by the primary keys of their countries."""
    return {}
