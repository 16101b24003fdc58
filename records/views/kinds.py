"""The public pages: each view names its records, filters and table; the rest is shared."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.urls import reverse
from django.views.generic import DetailView, TemplateView

from records import charts
from records.charts.world_map import world_map
from records.citations.views import citation_and_corrections
from records.kinds import LIST_TITLES, RECORD_KINDS, list_address, with_record_count
from records.lists import filters, tables
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
    Record,
    Section,
    Topic,
    TrainingCourse,
    Treaty,
)
from records.outline import Outline
from records.reconciliation import figures_with


class FilteredView(TemplateView):
    """A page of a filter form, with the pictures of what its filters leave."""

    filterset_class: ClassVar[type[filters.WordsFilterSet]]
    # The pictures above the records, drawn from the same ones.
    chart_types: ClassVar[tuple[charts.ChartType, ...]] = ()

    @classmethod
    def drawn_alone(cls, name: str, query: QueryDict) -> charts.Chart:
        """One of the view's charts, of what the filters in ``query`` leave."""
        chart_type = next(known for known in cls.chart_types if known.name == name)
        filterset = cls.filterset_class(query, queryset=chart_type.kinds[0].objects.all())
        matching = {kind: filterset.matching(kind.objects.all()) for kind in chart_type.kinds}
        return charts.draw_chart(chart_type, matching, said_of(filterset))


def said_of(filterset: filters.WordsFilterSet) -> charts.Filters:
    """The filters as a chart names them."""
    query = filterset.data.copy()
    for name in query.keys() - filterset.form.fields.keys():
        del query[name]
    return charts.Filters(query.urlencode(), "; ".join(f"{chip.label}: {chip.value}" for chip in filterset.chips))


class RecordListView(FilteredView):
    """A list page: a filter form over one table, or over several kinds' tables one below the other."""

    table_classes: ClassVar[tuple[type[tables.RecordTable], ...]]

    def get_template_names(self) -> list[str]:
        return [f"records/{self.table_classes[0]._meta.model._meta.model_name}_list.html"]

    def records_of(self, table_class: type[tables.RecordTable]) -> Any:
        """The records that the table may show, before any filter."""
        return table_class._meta.model.objects.for_list()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        query = self.request.GET
        everything = [self.records_of(table_class) for table_class in self.table_classes]
        filterset = self.filterset_class(query, queryset=everything[0])
        matching = {records.model: filterset.matching(records) for records in everything}
        found, notices = [], []
        for table_class in self.table_classes:
            table = table_class(matching[table_class._meta.model])
            notices += table.read_address(query)
            found.append(table)
        match_count = sum(table.match_count for table in found)
        total_count = sum(records.model.objects.count() for records in everything) if filterset.chips else match_count
        return super().get_context_data(
            filterset=filterset,
            charts=charts.draw_charts(self.chart_types, matching, said_of(filterset)),
            tables=[table for table in found if table.match_count],
            several_kinds=len(found) > 1,
            notices=list(dict.fromkeys(notices)),
            match_count=match_count,
            total_count=total_count,
            **kwargs,
        )


class RecordDetailView(DetailView):
    """A record's own page. Kinds that share an address are tried one after the other."""

    kinds: ClassVar[tuple[type[Record], ...]]

    def get_object(self, queryset: Any = None) -> Record:
        for kind in self.kinds:
            if record := kind.objects.for_detail().filter(slug=self.kwargs["slug"]).first():
                return record
        raise Http404(f"There is no {self.kinds[0]._meta.verbose_name} at this address.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record = self.object
        before, after = type(record).objects.neighbours(record)
        return super().get_context_data(
            **citation_and_corrections(self.request, record),
            record=record,
            list_address=reverse(f"{record.url_name}-list"),
            list_title=LIST_TITLES[record.url_name],
            before=before,
            after=after,
            checks=figures_with(record),
            **kwargs,
        )


class ExpertListView(RecordListView):
    filterset_class = filters.ExpertFilterSet
    table_classes = (tables.ExpertDispatchTable, tables.ExpertFieldTable)
    chart_types = (charts.EXPERTS_BY_COUNTRY, charts.EXPERTS_BY_FIELD)


class ExpertDetailView(RecordDetailView):
    kinds = (ExpertDispatch, ExpertField)


class TrainingCourseListView(RecordListView):
    filterset_class = filters.TrainingCourseFilterSet
    table_classes = (tables.TrainingCourseTable,)
    chart_types = (charts.COURSES,)


class TrainingCourseDetailView(RecordDetailView):
    kinds = (TrainingCourse,)


class CooperationProjectListView(RecordListView):
    filterset_class = filters.CooperationProjectFilterSet
    table_classes = (tables.CooperationProjectTable,)


class CooperationProjectDetailView(RecordDetailView):
    kinds = (CooperationProject,)


class MissionListView(RecordListView):
    filterset_class = filters.MissionFilterSet
    table_classes = (tables.DisasterReliefMissionTable, tables.PeacekeepingMissionTable)
    chart_types = (charts.MISSIONS,)


class MissionDetailView(RecordDetailView):
    kinds = (DisasterReliefMission, PeacekeepingMission)


class MembershipListView(RecordListView):
    filterset_class = filters.MembershipFilterSet
    table_classes = (tables.MembershipTable,)


class MembershipDetailView(RecordDetailView):
    kinds = (Membership,)


class MeetingListView(RecordListView):
    filterset_class = filters.MeetingFilterSet
    table_classes = (tables.MeetingTable,)
    chart_types = (charts.MEETINGS,)


class MeetingDetailView(RecordDetailView):
    kinds = (Meeting,)


class TreatyListView(RecordListView):
    filterset_class = filters.TreatyFilterSet
    table_classes = (tables.TreatyTable,)
    chart_types = (charts.TREATIES,)


class TreatyDetailView(RecordDetailView):
    kinds = (Treaty,)


class StatisticListView(RecordListView):
    filterset_class = filters.StatisticFilterSet
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
    filterset_class = filters.CourtesyVisitFilterSet
    table_classes = (tables.CourtesyVisitTable,)


class CourtesyVisitDetailView(RecordDetailView):
    kinds = (CourtesyVisit,)


class EventDetailView(RecordDetailView):
    kinds = (Event,)


class CountryListView(RecordListView):
    filterset_class = filters.CountryFilterSet
    table_classes = (tables.CountryTable,)

    def records_of(self, table_class: type[tables.RecordTable]) -> Any:
        return with_record_count(Country.objects.all(), "country")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(world_map=world_map(self.request.GET), **kwargs)


class TopicListView(RecordListView):
    filterset_class = filters.WordsFilterSet
    table_classes = (tables.TopicTable,)

    def records_of(self, table_class: type[tables.RecordTable]) -> Any:
        return with_record_count(Topic.objects.all(), "topics")


class SectionListView(TemplateView):
    """The report's outline as a tree, or the sections in whose text the words stand."""

    template_name = "records/section_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        outline = Outline(with_record_count(Section.objects.all(), "section"))
        filterset = filters.WordsFilterSet(self.request.GET, queryset=Section.objects.all())
        found = filterset.matching(Section.objects.all()) if filterset.chips else Section.objects.none()
        matching = [outline.by_slug[slug] for slug in found.values_list("slug", flat=True)]
        return super().get_context_data(
            outline=outline,
            filterset=filterset,
            sections=matching,
            match_count=len(matching) if filterset.chips else len(outline.sections),
            total_count=len(outline.sections),
            **kwargs,
        )


class SectionDetailView(TemplateView):
    """A section: its summary, its records, what stands below it, before it and after it."""

    template_name = "records/section_detail.html"
    kinds = (Section,)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        outline = Outline(with_record_count(Section.objects.all(), "section"))
        section = outline.by_slug.get(self.kwargs["slug"])
        if section is None:
            raise Http404("The report has no such section.")
        before, after = outline.neighbours(section)
        here = [section, *outline.tables_of(section)]
        return super().get_context_data(
            **citation_and_corrections(self.request, section),
            outline=outline,
            section=section,
            children=outline.children(section),
            attached_tables=outline.tables_of(section),
            tables=tables.of_all_kinds(
                lambda records: records.in_sections(here), f"section={section.slug}", with_totals=True
            ),
            before=before,
            after=after,
            **kwargs,
        )


class HomeView(TemplateView):
    """What this is, the sections, the counts, where to start."""

    template_name = "home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counts = [(kind._meta, list_address(kind), kind.objects.count()) for kind in RECORD_KINDS]
        world = world_map()
        return super().get_context_data(
            world_map=world,
            outline=Outline(),
            counts=counts,
            record_count=sum(count for _, _, count in counts),
            country_count=len(world.places),
            **kwargs,
        )


class AboutView(TemplateView):
    """What the edition is, its source, and how it was transcribed."""

    template_name = "about.html"


def healthz(request: HttpRequest) -> HttpResponse:
    """Says to a monitor whether the portal can read its records: 200, or 503 where it cannot."""
    try:
        Section.objects.exists()
    except DatabaseError:
        connection.close()
        return JsonResponse({"status": "the database does not answer"}, status=503)
    return JsonResponse({"status": "ok"})


def robots(request: HttpRequest) -> HttpResponse:
    """Robots may read all but the admin."""
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    lines = ["User-agent: *", f"Disallow: {reverse('admin:index')}", f"Sitemap: {sitemap}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
