"""The pages of each kind, in the report's order: which records, filters, table and pictures; the rest is shared."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from records import charts
from records.charts.world_map import SHOW, world_map
from records.citations.pages import cited_map
from records.kinds import with_record_count
from records.lists import filter_sets, tables
from records.lists.country_table import CountryTable
from records.lists.measures import with_figures
from records.lists.record_table import RecordTable
from records.metadata.canonical import Parameters
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
    Tally,
    Topic,
    TrainingCourse,
    Treaty,
)
from records.views.base import RecordDetailView, RecordListView


class ExpertListView(RecordListView):
    template_name = "records/expert_list.html"
    url_name = "expert-list"
    title = "Experts"
    card = "experts"
    place = "Attached Table 1"
    introduction = (
        "Police personnel sent overseas as experts from FY 1978 to FY 2003, counted by country and by field (Attached "
        "Table 1)."
    )
    note = (
        "A long-term assignment lasts one year or more, a short-term one less; all figures are cumulative totals, "
        "calculated by hand from the data of the International Affairs Division (notes 1 to 3 of the table)."
    )
    filterset_class = filter_sets.ExpertFilterSet
    table_classes = (tables.ExpertDispatchTable, tables.ExpertFieldTable)
    chart_types = (charts.EXPERTS_BY_COUNTRY, charts.EXPERTS_BY_FIELD)


class ExpertDetailView(RecordDetailView):
    kinds = (ExpertDispatch, ExpertField)


class TrainingCourseListView(RecordListView):
    url_name = "course-list"
    title = "Training courses"
    card = "courses"
    place = "Section 2 (1) C"
    introduction = (
        "Courses, seminars, meetings and studies of section 2 (1) C: group training, the NPA’s own ODA-based sessions, "
        "and country-specific training."
    )
    filterset_class = filter_sets.TrainingCourseFilterSet
    table_classes = (tables.TrainingCourseTable,)
    chart_types = (charts.COURSES,)


class TrainingCourseDetailView(RecordDetailView):
    kinds = (TrainingCourse,)


class CooperationProjectListView(RecordListView):
    url_name = "project-list"
    title = "Cooperation projects"
    card = "projects"
    place = "Section 2 (1) D"
    introduction = "The major cooperation activities (a) to (f) of section 2 (1) D."
    filterset_class = filter_sets.CooperationProjectFilterSet
    table_classes = (tables.CooperationProjectTable,)


class CooperationProjectDetailView(RecordDetailView):
    kinds = (CooperationProject,)


class MissionListView(RecordListView):
    url_name = "mission-list"
    title = "Missions"
    card = "missions"
    place = "Section 2 (2) and (3)"
    introduction = (
        "Police in the Japan Disaster Relief Team (section 2 (2)) and civilian police in United Nations peacekeeping "
        "operations (section 2 (3))."
    )
    filterset_class = filter_sets.MissionFilterSet
    table_classes = (tables.DisasterReliefMissionTable, tables.PeacekeepingMissionTable)
    chart_types = (charts.MISSIONS,)


class MissionDetailView(RecordDetailView):
    kinds = (DisasterReliefMission, PeacekeepingMission)


class MembershipListView(RecordListView):
    url_name = "membership-list"
    title = "Memberships"
    card = "memberships"
    place = "Section 3 (2) and (4)"
    introduction = (
        "Members of the Financial Action Task Force as of the end of November 2004 (section 3 (2)) and of the "
        "Asia-Pacific Group on Money Laundering as of the end of June 2004 (section 3 (4))."
    )
    filterset_class = filter_sets.MembershipFilterSet
    table_classes = (tables.MembershipTable,)


class MembershipDetailView(RecordDetailView):
    kinds = (Membership,)


class MeetingListView(RecordListView):
    url_name = "meeting-list"
    title = "Meetings"
    card = "meetings"
    place = "Attached Tables 2 and 3"
    introduction = (
        "Meetings of the G8 Rome/Lyon Group (Attached Table 2) and of the G8 Justice and Interior Ministers (Attached "
        "Table 3), with their main agendas."
    )
    filterset_class = filter_sets.MeetingFilterSet
    table_classes = (tables.MeetingTable,)
    chart_types = (charts.MEETINGS,)


class MeetingDetailView(RecordDetailView):
    kinds = (Meeting,)


class TreatyListView(RecordListView):
    url_name = "treaty-list"
    title = "Treaties"
    card = "treaties"
    place = "Attached Table 4"
    introduction = "Law enforcement and security treaties that Japan ratified or signed by 2003 (Attached Table 4)."
    note = "The date is that of the ratification, or of the signing where the report prints an asterisk."
    filterset_class = filter_sets.TreatyFilterSet
    table_classes = (tables.TreatyTable,)
    chart_types = (charts.TREATIES,)


class TreatyDetailView(RecordDetailView):
    kinds = (Treaty,)


class StatisticListView(RecordListView):
    template_name = "records/statistic_list.html"
    url_name = "statistic-list"
    title = "Statistics"
    card = "statistics"
    place = "Attached Table 5 (1) to (3)"
    introduction = (
        "Assistance to visitors from overseas law enforcement and security organizations, 1999 to 2003 (Attached "
        "Table 5 (1) to (3))."
    )
    filterset_class = filter_sets.StatisticFilterSet
    table_classes = (tables.AssistanceYearTable, tables.AssistanceByRegionTable, tables.AssistanceByCountryTable)
    chart_types = (
        charts.ASSISTANCE_BY_YEAR,
        charts.PERSONS_BY_REGION,
        charts.SHARES_BY_REGION,
        charts.PERSONS_BY_COUNTRY,
    )


class StatisticDetailView(RecordDetailView):
    kinds = (AssistanceYear, AssistanceByRegion, AssistanceByCountry)


class CourtesyVisitListView(RecordListView):
    url_name = "visit-list"
    title = "Visits"
    card = "visits"
    place = "Attached Table 5 (4)"
    introduction = (
        "Major recipients of assistance, 1999 to 2003: who came, when, and whom they called on (Attached Table 5 (4))."
    )
    filterset_class = filter_sets.CourtesyVisitFilterSet
    table_classes = (tables.CourtesyVisitTable,)


class CourtesyVisitDetailView(RecordDetailView):
    kinds = (CourtesyVisit,)


# The lists with a picture, in the report's order.
CHARTED_VIEWS: tuple[type[RecordListView], ...] = (
    ExpertListView,
    TrainingCourseListView,
    MissionListView,
    MeetingListView,
    TreatyListView,
    StatisticListView,
)


class EventDetailView(RecordDetailView):
    kinds = (Event,)


class CountryListView(RecordListView):
    template_name = "records/country_list.html"
    url_name = "country-list"
    title = "Countries"
    card = "countries"
    introduction = (
        "Every country and territory that the report names, once, under one name, with all that it counts of each. A "
        "number leads to its records; two to four countries can be compared."
    )
    filterset_class = filter_sets.CountryFilterSet
    table_classes = (CountryTable,)

    @property
    def parameter_names(self) -> Iterable[str]:
        return [*super().parameter_names, SHOW]

    def records_of(self, table_class: type[RecordTable]) -> Any:
        return with_figures(Country.objects.all())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        world = world_map(self.request.GET)
        return super().get_context_data(world_map=world, map_citation=cited_map(self.request, world), **kwargs)

    def parameters(self, context: dict[str, Any]) -> Parameters:
        shown = context["world_map"].asked
        return [*super().parameters(context), *([(SHOW, shown)] if shown else [])]

    def narrowed(self, context: dict[str, Any]) -> str:
        world = context["world_map"]
        return " ".join(filter(None, (super().narrowed(context), f"{world.title}." if world.asked else "")))


class TopicListView(RecordListView):
    url_name = "topic-list"
    title = "Topics"
    card = "topics"
    introduction = "Subjects by which this portal groups records. They are the portal’s own tags; the report has none."
    filterset_class = filter_sets.WordsFilterSet
    table_classes = (tables.TopicTable,)

    def records_of(self, table_class: type[RecordTable]) -> Any:
        return with_record_count(Topic.objects.all(), Tally.Facet.TOPIC)
