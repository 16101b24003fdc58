"""The citations of pages of many: of a list, the timeline, the search, and of the charts on them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect, QueryDict
from django.views.generic import TemplateView, View
from msgspec.structs import replace

from npa_portal.addresses import address
from records.charts import Chart
from records.charts.world_map import WorldMap
from records.citations.shown import Shown, citation_of_shown
from records.citations.views import FORMATS, block, citation_file
from records.kinds import NAMES
from records.lists.paging import has_empty, without_empty
from records.metadata.canonical import Parameters
from records.metadata.views import PublicPage
from records.models import Addressed, Change
from records.models.state import kept_by_state
from records.wording import counted, figure


class CitedPageView(PublicPage, TemplateView):
    """A page of many: a list, the timeline, the search. What its filters leave is cited, and each of its charts."""

    # Its name in urls.py, its place in the report where it has one, and what it lists.
    url_name: ClassVar[str]
    place: ClassVar[str] = ""
    noun: ClassVar[str] = "record"

    @classmethod
    def kinds_shown(cls) -> Iterable[type[Addressed]]:
        """The kinds of record that it may show, whose newest change is the state of the page."""
        return NAMES

    @classmethod
    def state(cls) -> datetime.date | None:
        """The day on which any of what it may show was last changed, kept for each state of the records."""
        kinds = tuple(NAMES[kind] for kind in cls.kinds_shown())
        return _newest_of(kinds)

    def heeded(self, query: QueryDict, **kwargs: Any) -> Parameters | None:
        return None if has_empty(query) else super().heeded(query, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; what a form sends of its empty fields leads to the address without them."""
        if has_empty(request.GET):
            return HttpResponsePermanentRedirect(request.path + without_empty(request.GET))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The context of the page, with its citation and those of its charts; one query.

        Nothing is not cited: no page without a row, and none of filters that cannot be.
        """
        found = super().get_context_data(**kwargs)
        if found.get("match_count") and found["filterset"].is_valid():
            state = self.state()
            found.setdefault("citation", self.cited_list(found, state))
            if "charts" in found:
                found["charts"] = self.cited_charts(self.request, found["charts"], state)
        return found

    def cited_list(self, found: dict[str, Any], state: datetime.date | None) -> dict[str, Any]:
        """The citation of all rows that match, on whatever pages of the list they stand."""
        filterset, matching, total = found["filterset"], found["match_count"], found["total_count"]
        count = (
            f"{figure(matching)} of {counted(total, self.noun)}" if filterset.settings else counted(total, self.noun)
        )
        name = f"list-{self.url_name.removesuffix('-list')}"
        shown = Shown(name, self.title, self.place, count, filterset.query, filterset.in_words)
        where = address(self.url_name)
        cited = citation_of_shown(shown, address=self.request.build_absolute_uri(where), state=state)
        return block(cited, files_of(f"{self.url_name}-cited", [], filterset.query))

    @classmethod
    def cited_charts(cls, request: HttpRequest, charts: list[Chart], state: datetime.date | None) -> list[Chart]:
        """The charts with their citations."""
        return [replace(chart, citation=cls.cited_chart(request, chart, state)) for chart in charts]

    @classmethod
    def cited_chart(cls, request: HttpRequest, chart: Chart, state: datetime.date | None) -> dict[str, Any]:
        """The citation of a chart that stands on the page, or shows the same as one."""
        name, title, query = chart.type.name, f"{chart.type.title} (chart)", chart.filters.query
        count = counted(len(chart.rows), "row")
        shown = Shown(f"chart-{name}", title, chart.type.source, count, query, chart.filters.in_words)
        where = request.build_absolute_uri(address(cls.url_name))
        cited = citation_of_shown(shown, address=where, anchor=name, state=state)
        return block(cited, files_of("chart-cited", [name], query))


@kept_by_state(100)
def _newest_of(kinds: tuple[str, ...]) -> datetime.date | None:
    return Change.objects.newest_of(kinds)


def cited_map(request: HttpRequest, world_map: WorldMap) -> dict[str, Any] | None:
    """The citation of the world map above the list of countries; None where it cannot show what is asked. One query."""
    if world_map.notice:
        return None
    query = f"show={world_map.asked}" if world_map.asked else ""
    count = counted(world_map.country_count, "country or territory", "countries and territories")
    shown = Shown("chart-world-map", f"{world_map.title} (map)", "all sections", count, query)
    where = request.build_absolute_uri(address("country-list"))
    cited = citation_of_shown(shown, address=where, anchor="world-map", state=CitedPageView.state())
    return block(cited, files_of("map-cited", [], query))


def files_of(name: str, args: list[str], query: str) -> list[str]:
    """The addresses of a citation of what a ``query`` leaves, in each format."""
    asked = f"?{query}" if query else ""
    return [address(name, args[0] if args else "", form) + asked for form in FORMATS]


class PageCitationView(View):
    """The citation of a page of many as BibTeX, RIS or CSL-JSON; 404 where the page has none."""

    page: ClassVar[type[CitedPageView]] = CitedPageView

    def heeded(self, query: QueryDict, **kwargs: Any) -> Parameters | None:
        return self.page().heeded(query)

    def get(self, request: HttpRequest, form: str) -> HttpResponse:
        page = self.page()
        page.setup(request)
        citation = page.get_context_data().get("citation")
        if citation is None:
            raise Http404("There is nothing to cite.")
        return citation_file(citation["cited"], form)


def cited_page(page: type[CitedPageView]) -> Callable[..., HttpResponseBase]:
    """The view of the citations of a page of many."""
    return PageCitationView.as_view(page=page)
