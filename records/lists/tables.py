"""The lists' tables, a class a kind: which columns, under which headings, sorted how."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import QueryDict

from records.kinds import NAMES, list_address
from records.lists.columns import (
    AdoptedColumn,
    ChangeColumn,
    ChoiceColumn,
    Column,
    CountryColumn,
    DateColumn,
    FigureColumn,
    LetterColumn,
    LinkColumn,
    LocatorColumn,
    RowNameColumn,
    SectionColumn,
    TextColumn,
)
from records.lists.matching import Tallied, tallies_of_all
from records.lists.record_table import PivotTable, RecordTable, tell_corrections
from records.models import (
    AssistanceByCountry,
    AssistanceByRegion,
    AssistanceYear,
    CooperationProject,
    CourtesyVisit,
    DisasterReliefMission,
    Event,
    ExpertDispatch,
    ExpertField,
    Meeting,
    Membership,
    PeacekeepingMission,
    PrintedFigure,
    Term,
    Topic,
    TrainingCourse,
    Treaty,
)


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
    personnel = FigureColumn("Personnel dispatched", short="Personnel")

    class Meta(RecordTable.Meta):
        model = DisasterReliefMission
        fields = ()


class PeacekeepingMissionTable(RecordTable):
    """Peacekeeping, section 2 (3)."""

    country = LinkColumn("Country/territory", order_by="country__name")
    date = DateColumn("Assignment period")
    personnel = FigureColumn("Personnel dispatched", short="Personnel")

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
    agenda = TextColumn("Main agenda", css="long", short="Agenda", orderable=False)

    class Meta(RecordTable.Meta):
        model = Meeting
        fields = ()


class TreatyTable(RecordTable):
    """Treaties, Attached Table 4."""

    name = LinkColumn("Treaty")
    kind = ChoiceColumn("Kind", accessor="treaty_kind", order_by="treaty_kind")
    action = ChoiceColumn("Action", css="action")
    date = AdoptedColumn("Date of ratification or signing", short="Date")
    countries = CountryColumn("Partner", orderable=False, absent="The table names no partner.")

    class Meta(RecordTable.Meta):
        model = Treaty
        fields = ()


class AssistanceYearTable(RecordTable):
    """Cases and persons by year, Attached Table 5 (1)."""

    year = LinkColumn("Year")
    cases = FigureColumn("Cases")
    cases_change = ChangeColumn("Change", short="Change in cases")
    persons = FigureColumn("Persons")
    persons_change = ChangeColumn("Change", short="Change in persons")
    countries_count = FigureColumn("Countries (territories)", short="Countries")

    class Meta(RecordTable.Meta):
        model = AssistanceYear
        fields = ()


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
    occasion = TextColumn("Calls and lunches", short="Calls")

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

    @classmethod
    def records(cls) -> Any:
        return super().records().with_section()


class TopicTable(RecordTable):
    """The portal's topics, with the number of records that carry each."""

    own_order = "Name"
    name = LinkColumn("Topic")
    description = TextColumn("What it takes in", short="Takes in", orderable=False)
    record_count = FigureColumn("Records")

    class Meta(RecordTable.Meta):
        model = Topic
        fields = ()


class TermTable(RecordTable):
    """Abbreviations, short names and foreign words of all sections, by letter."""

    own_order = "Alphabet"
    term = LetterColumn("Term")
    meaning = Column("Meaning", css="long")
    kind = ChoiceColumn("Kind", css="kind", accessor="term_kind", order_by="term_kind")
    locator = LocatorColumn("First place", order_by="position")

    class Meta(RecordTable.Meta):
        model = Term
        fields = ()

    @classmethod
    def records(cls) -> Any:
        return super().records().with_section()


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


def of_all_kinds(narrow: Callable[[Any], Any], counts: Mapping[str, int], parameter: str) -> list[RecordTable]:
    """The tables of those kinds of which ``narrow`` leaves any record, in the report's order.

    How many it leaves of each kind is given by its public name, as the tallies say. Each leads to the same records in
    its kind's own list, which ``parameter`` filters. Printed totals belong beneath whole tables only, and these are
    narrowed.
    """
    found = []
    totals = tallies_of_all()
    for table_class in RECORD_TABLES:
        kind = table_class._meta.model
        if not (count := counts.get(NAMES[kind], 0)):
            continue
        records = table_class.records()
        table = table_class(narrow(records), orderable=False)
        if issubclass(table_class, PivotTable):
            table.read_address(QueryDict())
        else:
            is_indexed = kind.country_lookup == "country" and parameter.startswith("country=")
            total = totals[NAMES[kind]]
            table.show_first_of(Tallied(records, narrow, table.per_page, count, total, is_indexed=is_indexed))
        table.printed_totals = None
        table.list_address = list_address(kind, parameter)
        table.asked = QueryDict(parameter)
        found.append(table)
    tell_corrections(found)
    return found
