"""The lists' tables, a class a kind: which columns, under which headings, sorted how."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import django_tables2 as tables
from django.db.models import Max, Min, Q, QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.text import capfirst

from records.kinds import NAMES, list_address
from records.lists.columns import (
    ChangeColumn,
    ChoiceColumn,
    Column,
    CountryColumn,
    DateColumn,
    FigureColumn,
    LinkColumn,
    RowNameColumn,
    SectionColumn,
    YearColumn,
)
from records.lists.paging import Pages, address_with, page_of, pages_of
from records.models import (
    AssistanceByCountry,
    AssistanceByRegion,
    AssistanceYear,
    CooperationProject,
    Country,
    CourtesyVisit,
    DisasterReliefMission,
    Event,
    ExpertDispatch,
    ExpertField,
    Meeting,
    Membership,
    PeacekeepingMission,
    PrintedFigure,
    Topic,
    TrainingCourse,
    Treaty,
)
from records.wording import figure

PER_PAGE = 50


@dataclass(frozen=True)
class HeadCell:
    """A column's heading, with the address that sorts by it."""

    label: str
    css: str
    sort_address: str = ""
    sorted: str = ""


@dataclass(frozen=True)
class BodyCell:
    """One cell of a row, with its column's heading for narrow screens."""

    label: str
    css: str
    html: str


class RecordTable(tables.Table):
    """What every list shares: the report's order, lean rows, printed totals beneath."""

    # The printed totals that belong beneath the table, where the report prints any.
    printed_totals: PrintedFigure.Table | None = None

    # The kind's own list, filtered to these rows; set where the table stands on another page.
    list_address = ""

    class Meta:
        template_name = "includes/_table.html"

    @cached_property
    def match_count(self) -> int:
        """How many records the table holds on all its pages."""
        return int(self.paginator.count)

    @property
    def anchor(self) -> str:
        """What the table is called in the address of a page of several."""
        return NAMES[self._meta.model]

    @property
    def caption(self) -> str:
        """What the table lists, in plain words."""
        return capfirst(str(self._meta.model._meta.verbose_name_plural))

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
        self.paginate(per_page=PER_PAGE)
        self.page, notices = page_of(self.paginator, query.get(self.prefixed_page_field, "1"))
        return refused + notices

    def keep_ties_in_order(self) -> None:
        """Leave rows of one value in the report's order, so that no row is on two pages or on none."""
        rows = self.data.data
        self.data.data = rows.order_by(*rows.query.order_by, *self._meta.model._meta.ordering)

    @property
    def sortable(self) -> list[str]:
        """The names by which the address can sort."""
        return [column.name for column in self.columns if column.orderable]

    def head(self) -> Iterator[HeadCell]:
        """The headings; each address keeps the filters and leaves the page."""
        for column in self.columns:
            if not column.orderable:
                yield HeadCell(column.header, column.column.css)
                continue
            alias = column.order_by_alias
            sort = {self.prefixed_order_by_field: str(alias.opposite if column.is_ordered else alias.bare)}
            address = address_with(self.query, self.prefixed_page_field, **sort)
            direction = ("descending" if alias.is_descending else "ascending") if column.is_ordered else ""
            yield HeadCell(column.header, column.column.css, address, direction)

    @property
    def pages(self) -> Pages | None:
        """What leads to the pages before and after; None where there is but one."""
        return pages_of(self.page, self.query, self.prefixed_page_field)

    def body(self) -> Iterator[list[BodyCell]]:
        """The rows of the page: for each record its cells."""
        columns = [(column.header, column.column) for column in self.columns]
        for record in self.page.object_list.data if hasattr(self, "page") else self.data:
            yield [BodyCell(label, column.css, column.cell(record)) for label, column in columns]

    def totals(self) -> list[BodyCell]:
        """The totals as printed, under their columns; empty where the report prints none."""
        if not self.printed_totals:
            return []
        printed = dict(PrintedFigure.objects.filter(table=self.printed_totals).values_list("column", "value"))
        first, *others = self.columns
        return [
            BodyCell(first.header, first.column.css, "Total as printed, of all rows"),
            *(BodyCell(column.header, column.column.css, figure(printed.get(column.header))) for column in others),
        ]


class ExpertDispatchTable(RecordTable):
    """Experts by country, Attached Table 1 (1)."""

    printed_totals = PrintedFigure.Table.EXPERTS_BY_COUNTRY
    country = LinkColumn("Country", order_by="country__name")
    long_term = FigureColumn("Long-term")
    short_term = FigureColumn("Short-term")
    total = FigureColumn("Total")

    class Meta(RecordTable.Meta):
        model = ExpertDispatch
        fields = ()


class ExpertFieldTable(RecordTable):
    """Experts by field, Attached Table 1 (2)."""

    printed_totals = PrintedFigure.Table.EXPERTS_BY_FIELD
    field = LinkColumn("Field")
    long_term = FigureColumn("Long-term")
    short_term = FigureColumn("Short-term")
    total = FigureColumn("Total")

    class Meta(RecordTable.Meta):
        model = ExpertField
        prefix = "field-"
        fields = ()


class TrainingCourseTable(RecordTable):
    """Training courses, section 2 (1) C."""

    name = LinkColumn("Course")
    category = ChoiceColumn("Category")
    date = DateColumn("Years")
    countries = CountryColumn("Country", orderable=False)

    class Meta(RecordTable.Meta):
        model = TrainingCourse
        fields = ()


class CooperationProjectTable(RecordTable):
    """Major cooperation activities, section 2 (1) D."""

    name = LinkColumn("Project")
    date = DateColumn("Years")
    countries = CountryColumn("Country", orderable=False)

    class Meta(RecordTable.Meta):
        model = CooperationProject
        fields = ()


class DisasterReliefMissionTable(RecordTable):
    """Disaster relief, section 2 (2)."""

    country = LinkColumn("Country/territory", order_by="country__name")
    date = DateColumn()
    type_of_disaster = Column("Type of disaster")
    personnel = FigureColumn("Personnel dispatched")

    class Meta(RecordTable.Meta):
        model = DisasterReliefMission
        fields = ()


class PeacekeepingMissionTable(RecordTable):
    """Peacekeeping, section 2 (3)."""

    country = LinkColumn("Country/territory", order_by="country__name")
    date = DateColumn("Assignment period")
    personnel = FigureColumn("Personnel dispatched")

    class Meta(RecordTable.Meta):
        model = PeacekeepingMission
        prefix = "pko-"
        fields = ()


class MembershipTable(RecordTable):
    """Members of FATF and APG, the notes of sections 3 (2) and 3 (4)."""

    member = LinkColumn("Member")
    body_name = ChoiceColumn("Body", accessor="body", order_by="body")
    date = DateColumn("As of")

    class Meta(RecordTable.Meta):
        model = Membership
        fields = ()


class MeetingTable(RecordTable):
    """G8 meetings, Attached Tables 2 and 3."""

    date = DateColumn()
    venue = LinkColumn("Venue")
    country = CountryColumn("Country", order_by="country__name")
    forum = ChoiceColumn("Forum")
    round = FigureColumn("Round")
    agenda = Column("Main agenda", css="long", orderable=False)

    class Meta(RecordTable.Meta):
        model = Meeting
        fields = ()


class TreatyTable(RecordTable):
    """Treaties, Attached Table 4."""

    name = LinkColumn("Treaty")
    kind = ChoiceColumn("Kind", accessor="treaty_kind", order_by="treaty_kind")
    action = ChoiceColumn("Action")
    date = DateColumn("Date of ratification or signing")
    countries = CountryColumn("Partner", orderable=False)

    class Meta(RecordTable.Meta):
        model = Treaty
        fields = ()


class AssistanceYearTable(RecordTable):
    """Cases and persons by year, Attached Table 5 (1)."""

    year = LinkColumn("Year")
    cases = FigureColumn("Cases")
    cases_change = ChangeColumn("Change")
    persons = FigureColumn("Persons")
    persons_change = ChangeColumn("Change")
    countries_count = FigureColumn("Countries (territories)")

    class Meta(RecordTable.Meta):
        model = AssistanceYear
        fields = ()


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
        columns = [(f"y{year}", YearColumn(str(year), year=year)) for year in years]
        figures: dict[str, Any] = {}
        for _, column in columns:
            for field in ("slug", *self.figure_fields):
                figures[f"{field}_{column.year}"] = Max(field, filter=Q(year=column.year))
        rows = data.select_related(None).order_by().values(*self.row_fields).annotate(place=Min("position"), **figures)
        super().__init__(rows.order_by("place"), extra_columns=columns, **kwargs)

    def keep_ties_in_order(self) -> None:
        rows = self.data.data
        self.data.data = rows.order_by(*rows.query.order_by, "place")


class AssistanceByRegionTable(PivotTable):
    """Persons by region and year, Attached Table 5 (2), with the printed percentages."""

    printed_totals = PrintedFigure.Table.PERSONS_BY_REGION
    row_fields = ("region",)
    figure_fields = ("persons", "share")
    region = RowNameColumn("Region")

    class Meta(RecordTable.Meta):
        model = AssistanceByRegion
        prefix = "region-"
        fields = ()


class AssistanceByCountryTable(PivotTable):
    """Persons by Asian country and year, Attached Table 5 (3)."""

    printed_totals = PrintedFigure.Table.PERSONS_BY_COUNTRY
    row_fields = ("name", "country__slug")
    name = RowNameColumn("Country/territory")

    class Meta(RecordTable.Meta):
        model = AssistanceByCountry
        prefix = "country-"
        fields = ()


class CourtesyVisitTable(RecordTable):
    """Major recipients of assistance, Attached Table 5 (4)."""

    date = DateColumn()
    visitor = LinkColumn("Visitor")
    country = CountryColumn("Country", order_by="country__name")
    occasion = Column("Calls and lunches")

    class Meta(RecordTable.Meta):
        model = CourtesyVisit
        fields = ()


class EventTable(RecordTable):
    """Events of sections 2 to 6."""

    date = DateColumn()
    title = LinkColumn("Event")
    countries = CountryColumn("Country", orderable=False)
    section = SectionColumn("Section", order_by="section__position")

    class Meta(RecordTable.Meta):
        model = Event
        fields = ()


class CountryTable(RecordTable):
    """Countries and territories, with the number of records that concern each."""

    name = LinkColumn("Country or territory")
    printed = Column("Printed as", accessor="printed_as", orderable=False)
    record_count = FigureColumn("Records")

    class Meta(RecordTable.Meta):
        model = Country
        fields = ()


class TopicTable(RecordTable):
    """The portal's topics, with the number of records that carry each."""

    name = LinkColumn("Topic")
    description = Column("What it takes in", orderable=False)
    record_count = FigureColumn("Records")

    class Meta(RecordTable.Meta):
        model = Topic
        fields = ()


RECORD_TABLES = (
    ExpertDispatchTable,
    ExpertFieldTable,
    TrainingCourseTable,
    CooperationProjectTable,
    DisasterReliefMissionTable,
    PeacekeepingMissionTable,
    MembershipTable,
    MeetingTable,
    TreatyTable,
    AssistanceYearTable,
    AssistanceByRegionTable,
    AssistanceByCountryTable,
    CourtesyVisitTable,
    EventTable,
)


def of_all_kinds(narrow: Callable[[Any], Any], parameter: str, *, with_totals: bool = False) -> list[RecordTable]:
    """The tables of those kinds of which ``narrow`` leaves any record, in the report's order.

    Each leads to the same records in its kind's own list, which ``parameter`` filters. Printed totals belong beneath
    a whole table only: ``with_totals`` says that ``narrow`` leaves none in part.
    """
    found = []
    for table_class in RECORD_TABLES:
        kind = table_class._meta.model
        table = table_class(narrow(kind.objects.for_list()), orderable=False)
        table.read_address(QueryDict())
        if not with_totals:
            table.printed_totals = None
        if table.match_count:
            table.list_address = list_address(kind, parameter)
            found.append(table)
    return found
