"""The pictures that are shown beside links to the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.utils.text import capfirst
from django.views import View

from records.api.page import InterfacePageView
from records.charts import as_png
from records.charts.world_map import world_map
from records.citations.citation import EDITION, REPORT, place_of
from records.corrections.views import ChangeListView
from records.data_package.views import DataView
from records.lists.measures import figures_of
from records.metadata.canonical import Parameters
from records.metadata.cards import Card, card_as_svg, of_chart, of_country, of_map
from records.metadata.heeding import heeds
from records.metadata.views import PublicPage
from records.models import Addressed, Country, Section, Topic
from records.reconciliation import Figure
from records.reconciliation.views import ReconciliationView, figure_or_404
from records.search.views import SearchView
from records.views import glossary, kinds, sections, site
from records.views.base import FilteredView
from records.views.comparing import CompareView
from records.views.timeline import TimelineView

# The pages that are no record's, by the names of their pictures.
PAGES: dict[str, type[PublicPage]] = {
    view.card: view
    for view in (
        site.HomeView,
        site.AboutView,
        sections.SectionListView,
        kinds.ExpertListView,
        kinds.TrainingCourseListView,
        kinds.CooperationProjectListView,
        kinds.MissionListView,
        kinds.MembershipListView,
        kinds.MeetingListView,
        kinds.TreatyListView,
        kinds.StatisticListView,
        kinds.CourtesyVisitListView,
        TimelineView,
        kinds.CountryListView,
        CompareView,
        kinds.TopicListView,
        glossary.TermListView,
        ReconciliationView,
        ChangeListView,
        SearchView,
        DataView,
        InterfacePageView,
    )
}


@heeds()
def card(request: HttpRequest, name: str) -> HttpResponse:
    """The picture of a page that is no record's."""
    view = PAGES.get(name)
    if view is None:
        raise Http404("There is no such picture.")
    return drawn(card_of(view))


def card_of(view: type[PublicPage]) -> Card:
    """What the picture of a page says: for a list, what its first chart shows of all records."""
    if view is site.HomeView:
        return Card(EDITION, REPORT, picture=of_map(world_map()))
    if view in (kinds.CountryListView, CompareView):
        return Card(EDITION, view.title, view.introduction, of_map(world_map()))
    if issubclass(view, FilteredView) and view.chart_types:
        chart = view.drawn_alone(view.chart_types[0].name, QueryDict())
        return Card(capfirst(chart.type.source), view.title, chart.lead, of_chart(chart))
    return Card(EDITION, view.title, view.introduction)


class RecordCardView(View):
    """The picture of a record's page."""

    # The kinds that share the address, tried one after the other.
    kinds: ClassVar[tuple[type[Addressed], ...]] = ()

    def heeded(self, query: QueryDict, **kwargs: Any) -> Parameters:
        return []

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        for kind in self.kinds:
            if record := kind.objects.for_detail().filter(slug=slug).first():
                return drawn(card_of_record(record))
        raise Http404("There is no such record to show.")


def card_of_record(record: Any) -> Card:
    """What the picture of a record says: what it is, its name, and where it stands in the report."""
    kicker = capfirst(str(record._meta.verbose_name))
    match record:
        case Section():
            return Card(record.called, record.title, record.summary)
        case Topic():
            return Card(kicker, record.name, record.description)
        case Country():
            figures = ", ".join(figure.said for figure in figures_of(record))
            return Card(
                "Country or territory", record.name, f"In the report: {figures or 'its name'}", of_country(record)
            )
    date = getattr(record, "date_in_words", "")
    # Where the name does not say it already.
    dated = f"{capfirst(date)}. " if date and date not in str(record) else ""
    return Card(kicker, str(record), f"{dated}{place_of(record)}")


@heeds()
def figure_card(request: HttpRequest, slug: str) -> HttpResponse:
    """The picture of the page of a printed figure."""
    return drawn(card_of_figure(figure_or_404(slug)))


def card_of_figure(figure: Figure) -> Card:
    """What the picture of a figure says: what it is, what is printed, what its rows give, and whether both agree."""
    finding = figure.finding
    found = f"recomputed “{finding.recomputed}”" if finding.recomputed else "not recomputed"
    lead = f"Printed “{figure.printed}”; {found}. {finding.verdict.label}. {figure.locator}"
    return Card("Printed figure", figure.what, lead)


def drawn(card: Card) -> HttpResponse:
    """The picture as PNG."""
    return HttpResponse(as_png(card_as_svg(card), 1), content_type="image/png")


def carded(detail_view: Any) -> Callable[..., HttpResponseBase]:
    """The view of the pictures of the records that ``detail_view`` shows."""
    return RecordCardView.as_view(kinds=detail_view.kinds)
