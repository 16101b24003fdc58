"""The interface's addresses: each kind as a list under the filters of its page, and record by record."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import Http404, HttpResponsePermanentRedirect
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from records.api import serializers
from records.api.asking import COMMON, filters_in, refuse_unknown, sorted_by
from records.api.problems import WithdrawnError
from records.former_addresses import former_address
from records.kinds import with_record_count
from records.lists import filter_sets, tables
from records.lists.record_table import RecordTable
from records.models import Addressed, Country, PrintedFigure, Section, Topic


class KindViewSet(ReadOnlyModelViewSet):
    """The records of a kind: all of them under filters, page by page or as one file, and each by its slug."""

    http_method_names = ["get", "head"]
    lookup_field = "slug"
    # What the page of the kind reads of its address, and the table that says how it is sorted.
    filterset_class: ClassVar[type[filter_sets.WordsFilterSet]]
    table_class: ClassVar[type[RecordTable] | None] = None

    @property
    def kind(self) -> type[Addressed]:
        return self.serializer_class.Meta.model

    def get_queryset(self) -> Any:
        return self.kind.objects.for_data()

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "origin": self.request.build_absolute_uri("/")[:-1]}

    def asked_for(self, request: Request) -> Any:
        """The records that the address asks for, in its order. Raises BadParametersError."""
        query = request.query_params
        records = self.get_queryset()
        filterset = filters_in(query, self.filterset_class, records)
        refuse_unknown(query, [*filterset.form.fields, *COMMON])
        found = filterset.matching(records)
        return sorted_by(query, self.table_class, found) if self.table_class else found

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        page = self.paginate_queryset(self.asked_for(request))
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        refuse_unknown(request.query_params, [])
        slug = kwargs["slug"]
        if record := self.get_queryset().filter(slug=slug).first():
            return Response(self.get_serializer(record).data)
        former = former_address(self.kind, slug)
        if former is None:
            raise Http404(f"There is no {self.kind._meta.verbose_name} “{slug}”.")
        if not former.now:
            raise WithdrawnError(f"“{former.name}” was withdrawn on {former.since:%Y-%m-%d}.")
        return HttpResponsePermanentRedirect(request.build_absolute_uri(f"../{former.now}/"))


class CountryViewSet(KindViewSet):
    """Countries and territories that the report names."""

    serializer_class = serializers.CountrySerializer
    filterset_class = filter_sets.CountryFilterSet
    table_class = tables.CountryTable

    def get_queryset(self) -> Any:
        return with_record_count(Country.objects.all(), "country")


class TopicViewSet(KindViewSet):
    """Topics, the portal's own tags."""

    serializer_class = serializers.TopicSerializer
    filterset_class = filter_sets.WordsFilterSet
    table_class = tables.TopicTable

    def get_queryset(self) -> Any:
        return with_record_count(Topic.objects.all(), "topics")


class SectionViewSet(KindViewSet):
    """Sections and attached tables of the report."""

    serializer_class = serializers.SectionSerializer
    filterset_class = filter_sets.WordsFilterSet

    def get_queryset(self) -> Any:
        return with_record_count(Section.objects.select_related("parent", "cited_in"), "section")


class ExpertDispatchViewSet(KindViewSet):
    """Experts dispatched, by country (Attached Table 1 (1))."""

    serializer_class = serializers.ExpertDispatchSerializer
    filterset_class = filter_sets.ExpertFilterSet
    table_class = tables.ExpertDispatchTable


class ExpertFieldViewSet(KindViewSet):
    """Experts dispatched, by technical field (Attached Table 1 (2))."""

    serializer_class = serializers.ExpertFieldSerializer
    filterset_class = filter_sets.ExpertFilterSet
    table_class = tables.ExpertFieldTable


class TrainingCourseViewSet(KindViewSet):
    """Training courses, seminars, meetings and studies (section 2 (1) C)."""

    serializer_class = serializers.TrainingCourseSerializer
    filterset_class = filter_sets.TrainingCourseFilterSet
    table_class = tables.TrainingCourseTable


class CooperationProjectViewSet(KindViewSet):
    """Major cooperation activities (section 2 (1) D)."""

    serializer_class = serializers.CooperationProjectSerializer
    filterset_class = filter_sets.CooperationProjectFilterSet
    table_class = tables.CooperationProjectTable


class DisasterReliefMissionViewSet(KindViewSet):
    """Police in the Japan Disaster Relief Team (section 2 (2))."""

    serializer_class = serializers.DisasterReliefMissionSerializer
    filterset_class = filter_sets.MissionFilterSet
    table_class = tables.DisasterReliefMissionTable


class PeacekeepingMissionViewSet(KindViewSet):
    """Civilian police in United Nations peacekeeping operations (section 2 (3))."""

    serializer_class = serializers.PeacekeepingMissionSerializer
    filterset_class = filter_sets.MissionFilterSet
    table_class = tables.PeacekeepingMissionTable


class MembershipViewSet(KindViewSet):
    """Members of FATF and APG (sections 3 (2) and 3 (4))."""

    serializer_class = serializers.MembershipSerializer
    filterset_class = filter_sets.MembershipFilterSet
    table_class = tables.MembershipTable


class MeetingViewSet(KindViewSet):
    """G8 meetings with their main agendas (Attached Tables 2 and 3)."""

    serializer_class = serializers.MeetingSerializer
    filterset_class = filter_sets.MeetingFilterSet
    table_class = tables.MeetingTable


class TreatyViewSet(KindViewSet):
    """Treaties that Japan ratified or signed (Attached Table 4)."""

    serializer_class = serializers.TreatySerializer
    filterset_class = filter_sets.TreatyFilterSet
    table_class = tables.TreatyTable


class AssistanceYearViewSet(KindViewSet):
    """Assistance to visitors, by year (Attached Table 5 (1))."""

    serializer_class = serializers.AssistanceYearSerializer
    filterset_class = filter_sets.StatisticFilterSet
    table_class = tables.AssistanceYearTable


class AssistanceByRegionViewSet(KindViewSet):
    """Assistance to visitors, by region and year (Attached Table 5 (2))."""

    serializer_class = serializers.AssistanceByRegionSerializer
    filterset_class = filter_sets.StatisticFilterSet
    table_class = tables.AssistanceByRegionTable


class AssistanceByCountryViewSet(KindViewSet):
    """Assistance to visitors, by Asian country and year (Attached Table 5 (3))."""

    serializer_class = serializers.AssistanceByCountrySerializer
    filterset_class = filter_sets.StatisticFilterSet
    table_class = tables.AssistanceByCountryTable


class CourtesyVisitViewSet(KindViewSet):
    """Major recipients of assistance (Attached Table 5 (4))."""

    serializer_class = serializers.CourtesyVisitSerializer
    filterset_class = filter_sets.CourtesyVisitFilterSet
    table_class = tables.CourtesyVisitTable


class EventViewSet(KindViewSet):
    """Facts that only the running text tells (sections 2 to 6)."""

    serializer_class = serializers.EventSerializer
    filterset_class = filter_sets.TimelineFilterSet
    table_class = tables.EventTable


class PrintedFigureFilterSet(filter_sets.RecordFilterSet):
    """Printed totals; they stand beneath tables and have no list of their own."""

    kinds = (PrintedFigure,)


class PrintedFigureViewSet(KindViewSet):
    """Totals that the report prints beneath its tables."""

    serializer_class = serializers.PrintedFigureSerializer
    filterset_class = PrintedFigureFilterSet


# In the order of the kinds; each stands under its kind's public name.
VIEWSETS: tuple[type[KindViewSet], ...] = (
    CountryViewSet,
    TopicViewSet,
    SectionViewSet,
    ExpertDispatchViewSet,
    ExpertFieldViewSet,
    TrainingCourseViewSet,
    CooperationProjectViewSet,
    DisasterReliefMissionViewSet,
    PeacekeepingMissionViewSet,
    MembershipViewSet,
    MeetingViewSet,
    TreatyViewSet,
    AssistanceYearViewSet,
    AssistanceByRegionViewSet,
    AssistanceByCountryViewSet,
    CourtesyVisitViewSet,
    EventViewSet,
    PrintedFigureViewSet,
)
