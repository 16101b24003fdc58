"""The timeline: the dated records of all kinds in one order, by decade and year."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from msgspec import Struct, field

from records import charts
from records.charts.decades import decade_of, year_of
from records.charts.folding import FOLDED, date_of, fold, name_of
from records.charts.spans import FIRST_YEAR, LAST_YEAR
from records.corrections.corrected import CorrectedRecords
from records.kinds import DATED_KINDS
from records.lists.files import listings_of
from records.lists.filter_sets import TimelineFilterSet
from records.lists.in_time import InTime, begins
from records.lists.paging import page_of, pages_of
from records.models import Addressed, CooperationProject
from records.views.base import FilteredView, said_of

# So many stand on one page together; of more there are pages, each quickly made and read.
TOGETHER, PER_PAGE = 500, 100


class Span(Struct, frozen=True):
    """A record that goes on for more than a year, on the axis of the report's years, in percent of it."""

    start: float
    width: float


def _percent(year: int) -> float:
    """Where a year begins on the axis of the report's years."""
    return min(max((year - FIRST_YEAR) / (LAST_YEAR + 1 - FIRST_YEAR), 0), 1) * 100


class Entry(Struct, frozen=True):
    """A record of the timeline; those of one kind and date, or a project with its beginning, stand in one entry."""

    records: list[Any]

    def takes(self, record: Any) -> bool:
        """Whether a record that comes next belongs to it."""
        if isinstance(self.record, CooperationProject):
            return begins(record, self.record)
        return isinstance(record, FOLDED) and fold(record) == fold(self.record)

    @property
    def record(self) -> Any:
        return self.records[0]

    @property
    def told_by(self) -> list[Any]:
        """The events that tell how its project began."""
        return self.records[1:] if isinstance(self.record, CooperationProject) else []

    @property
    def is_folded(self) -> bool:
        """Whether it stands for many records of one kind."""
        return len(self.records) > 1 and not self.told_by

    @property
    def title(self) -> str:
        """The record's name, or what the records of the entry are."""
        return name_of(self.records if self.is_folded else self.records[:1])

    @property
    def date(self) -> str:
        """The date in words."""
        return date_of(self.record)

    @property
    def span(self) -> Span | None:
        """Its place on the axis, where it goes on for more than a year."""
        if not self.record.is_span:
            return None
        last = self.record.latest.year if self.record.latest else LAST_YEAR
        start, end = _percent(self.record.earliest.year), _percent(last + 1)
        return Span(round(start, 1), round(max(end - start, 0), 1))


class Year(Struct, frozen=True):
    """The entries that begin in one year; without a number, those that the report dates by no year."""

    number: int | None
    entries: list[Entry]


class Period(Struct, frozen=True):
    """A decade, or what began before the years that are asked for."""

    name: str
    anchor: str
    years: list[Year] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many records begin in it."""
        return sum(len(entry.records) for year in self.years for entry in year.entries)


def periods(records: list[Any], first_year: int | None = None) -> list[Period]:
    """Records in order by decade and year; those that begin before ``first_year`` come first, together."""
    found = []
    for (name, anchor), of_period in groupby(records, key=lambda record: _period(record, first_year)):
        by_year = groupby(of_period, key=year_of)
        found.append(Period(name, anchor, [Year(year, _entries(of_year)) for year, of_year in by_year]))
    return found


def _period(record: Any, first_year: int | None) -> tuple[str, str]:
    """The name and the anchor of the period in which a record begins."""
    if first_year and record.earliest.year < first_year:
        return f"Begun before {first_year}", "before"
    return decade_of(record)


def _entries(records: Iterable[Any]) -> list[Entry]:
    """The records of a year, those together that stand in one entry."""
    entries: list[Entry] = []
    for record in records:
        if entries and entries[-1].takes(record):
            entries[-1].records.append(record)
        else:
            entries.append(Entry([record]))
    return entries


class TimelineView(FilteredView):
    """The dated records of every kind in one order."""

    template_name = "records/timeline.html"
    url_name = "event-list"
    title = "Timeline"
    card = "timeline"
    place = "all sections"
    introduction = (
        "Every dated record of the report in one order, and what only its running text tells, as events in our own "
        "words."
    )
    note = (
        "A record stands at its first day; a bar beneath it shows what went on for more than a year, from 1945 to 2004."
    )
    filterset_class = TimelineFilterSet
    chart_types = (charts.LANES,)
    # The list itself.
    extra_context = {"numbers_below": True}

    @property
    def parameter_names(self) -> Iterable[str]:
        return [*super().parameter_names, "page"]

    @classmethod
    def kinds_shown(cls) -> Iterable[type[Addressed]]:
        return DATED_KINDS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        query = self.request.GET
        filterset = TimelineFilterSet(query, queryset=DATED_KINDS[0].objects.all())
        pages = InTime.of(filterset, PER_PAGE)
        if pages.count <= TOGETHER:
            pages.per_page = TOGETHER
        page, notices = page_of(pages, query.get("page", "1"))
        shown: dict[type[Addressed], list[int]] = {}
        for one in page.object_list:
            shown.setdefault(type(one), []).append(one.pk)
        return super().get_context_data(
            filterset=filterset,
            charts=self.lanes(pages, said_of(filterset)),
            periods=periods(list(page.object_list), pages.first_year),
            corrected_records=CorrectedRecords(shown),
            pages=pages_of(page, query),
            notices=notices,
            tables=listings_of("timeline", self.title, pages.count, filterset.asked),
            match_count=pages.count,
            total_count=pages.total if filterset.narrows else pages.count,
            **kwargs,
        )

    def lanes(self, pages: InTime, filters: charts.Filters) -> list[charts.Chart]:
        """The picture of all that matches."""
        if pages.by_kind is None:
            return [charts.too_many(charts.LANES, filters)]
        return charts.draw_charts(self.chart_types, pages.by_kind, filters)
