"""The interface's addresses of records: each kind as a list under the filters of its page, and record by record."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, ClassVar

from django.http import Http404, HttpResponsePermanentRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse
from msgspec.structs import replace

from records.api import serializers
from records.api.answering import InterfaceViewSet
from records.api.downloads.answers import all_as_csv
from records.api.lean import representation
from records.api.problems import WithdrawnError
from records.former_addresses import former_address, withdrawal
from records.kinds import LIST_TITLES, NAMES, TITLES, list_address, with_record_count
from records.lists import filter_sets, tables
from records.lists.country_table import CountryTable
from records.lists.filter_sets import WordsFilterSet
from records.lists.matching import Whole
from records.lists.measures import with_figures
from records.models import Addressed, Country, Placed, PrintedFigure, Section, Tally, Topic
from records.views.reading import records_of
from records.wording import short

ALL_AS_CSV = "format=csv"
# The part of the report that a kind belongs to, by its name in urls.py.
TAGS = {**LIST_TITLES, "": "Reconciliation"}


class KindViewSet(InterfaceViewSet):
    """The records of a kind, each by its slug; a former slug leads on, a withdrawn record is said to be."""

    lookup_field = "slug"
    keeps_former_keys = True

    kind: ClassVar[type[Addressed]]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Each takes its names from the kind of its serializer."""
        super().__init_subclass__(**kwargs)
        cls.kind = cls.serializer_class.Meta.model
        cls.public_name = NAMES[cls.kind]
        cls.title = TITLES[cls.public_name]
        cls.tag = TAGS.get(cls.kind.url_name, "Countries, topics, sections")

    @cached_property
    def represent(self) -> Callable[[Any], Any]:
        return representation(self.serializer_class, self.origin)

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A file of all records needs nothing of what the REST framework, the filters or the sorting do."""
        asks_for_all = request.META["QUERY_STRING"] == ALL_AS_CSV and not kwargs
        if asks_for_all and (file := all_as_csv(self)):
            self.headers = self.default_response_headers
            return self.finalize_response(request, file)
        return super().dispatch(request, *args, **kwargs)

    def count(self) -> int:
        return self.kind.objects.count()

    @classmethod
    def page_address(cls) -> str:
        return list_address(cls.kind)

    def first(self) -> Any:
        return self.get_queryset().first()

    def get_queryset(self) -> Any:
        return self.kind.objects.for_data()

    def filtered_by(self, query: QueryDict) -> WordsFilterSet:
        return self.filterset_class(query, queryset=self.get_queryset())

    def matching(self, filterset: WordsFilterSet) -> Any:
        return filterset.matching(filterset.queryset)

    def whole_of(self, filterset: WordsFilterSet) -> Whole:
        return Whole(filterset.queryset, filterset.matching, filterset.narrows, filterset.leaves_at_least)

    def paginate_queryset(self, queryset: Any) -> Any:
        """The records of the page: of those of the report by their keys, which is one query for all that they say."""
        if not issubclass(self.kind, Placed):
            return super().paginate_queryset(queryset)
        if self.whole:
            self.whole = replace(self.whole, records=keys_alone(self.whole.records))
        page = super().paginate_queryset(keys_alone(queryset)) or []
        return records_of(self.kind, [record.pk for record in page])

    def found(self, key: str) -> Any:
        return None if "\0" in key else self.get_queryset().filter(slug=key).first()

    def missing(self, key: str) -> HttpResponseBase:
        former = former_address(self.kind, key)
        if former is None:
            raise Http404(f"There is no {self.kind._meta.verbose_name} “{short(key)}”.")
        if not former.now:
            raise WithdrawnError(former.name, former.since, withdrawal(former))
        address = reverse(f"api:{self.public_name}-detail", args=[former.now])
        return HttpResponsePermanentRedirect(self.request.build_absolute_uri(address))


def keys_alone(records: Any) -> Any:
    """The same records with nothing but their keys."""
    return records.select_related(None).prefetch_related(None).only("pk")


class CountryViewSet(KindViewSet):
    """Countries and territories that the report names."""

    serializer_class = serializers.CountrySerializer
    filterset_class = filter_sets.CountryFilterSet
    table_class = CountryTable

    def get_queryset(self) -> Any:
        return with_figures(Country.objects.all())


class TopicViewSet(KindViewSet):
    """Topics, the portal's own tags."""

    serializer_class = serializers.TopicSerializer
    filterset_class = filter_sets.WordsFilterSet
    table_class = tables.TopicTable

    def get_queryset(self) -> Any:
        return with_record_count(Topic.objects.all(), Tally.Facet.TOPIC)


class SectionViewSet(KindViewSet):
    """Sections and attached tables of the report."""

    serializer_class = serializers.SectionSerializer
    filterset_class = filter_sets.WordsFilterSet

    def get_queryset(self) -> Any:
        return with_record_count(Section.objects.select_related("parent", "cited_in"), Tally.Facet.SECTION)


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

    @classmethod
    def page_address(cls) -> str:
        return reverse("reconciliation")


class TermViewSet(KindViewSet):
    """Abbreviations, short names and foreign words of the report (all sections)."""

    serializer_class = serializers.TermSerializer
    filterset_class = filter_sets.TermFilterSet
    table_class = tables.TermTable


# In the order of the kinds; each stands under its kind's public name.
KIND_VIEWSETS: tuple[type[KindViewSet], ...] = (
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
    TermViewSet,
)
