"""The charts as files to keep."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict

from records import charts
from records.charts.compared import COMPARED
from records.charts.world_map import SHOW, world_map
from records.citations.pages import cited_map
from records.citations.views import citation_file
from records.metadata.canonical import Parameters
from records.metadata.heeding import heeds, heeds_as
from records.views import kinds
from records.views.base import FilteredView
from records.views.comparing import CompareView
from records.views.timeline import TimelineView

CHARTED_VIEWS: tuple[type[FilteredView], ...] = (*kinds.CHARTED_VIEWS, TimelineView)
# The page on which each chart stands.
CHARTED_PAGES: dict[str, type[FilteredView]] = {
    chart.name: view for view in CHARTED_VIEWS for chart in view.chart_types
}
# And the picture of the countries that an address compares, of which there is none without any.
PICTURES: dict[str, Any] = {**CHARTED_PAGES, COMPARED.name: CompareView}


def chart_called(name: str, request: HttpRequest) -> charts.Chart:
    """The chart of that name, of what the filters in the address leave. Raises Http404."""
    if name not in PICTURES:
        raise Http404("There is no such chart.")
    chart: charts.Chart = PICTURES[name].drawn_alone(name, request.GET)
    return chart


def heeded_by_charts(query: QueryDict, name: str, **kwargs: Any) -> Parameters | None:
    """What a chart heeds: that of the page on which it stands."""
    found: Parameters | None = PICTURES[name]().heeded(query) if name in PICTURES else []
    return found


@heeds_as(heeded_by_charts)
def chart_file(request: HttpRequest, name: str, form: str) -> HttpResponse:
    """A chart of what the filters in the address leave, as a file to keep: ``form`` is svg, png or csv."""
    chart = chart_called(name, request)
    if form == "csv":
        return to_keep(charts.as_csv(chart), "text/csv; charset=utf-8", f"{name}.csv")
    return picture(charts.as_svg(chart, origin(request)), f"{name}.{form}")


@heeds_as(heeded_by_charts)
def chart_citation(request: HttpRequest, name: str, form: str) -> HttpResponse:
    """How to cite a chart of what the filters in the address leave; 404 where it shows nothing."""
    chart = chart_called(name, request)
    if not chart.drawing:
        raise Http404("There is no such chart to cite.")
    view = PICTURES[name]
    return citation_file(view.cited_chart(request, chart, view.state())["cited"], form)


@heeds(SHOW)
def map_citation(request: HttpRequest, form: str) -> HttpResponse:
    """How to cite the world map that the address asks for; 404 where it asks for what cannot be shown."""
    citation = cited_map(request, world_map(request.GET))
    if citation is None:
        raise Http404("There is no such map to cite.")
    return citation_file(citation["cited"], form)


@heeds(SHOW)
def map_file(request: HttpRequest, form: str) -> HttpResponse:
    """The world map that the address asks for, as a file to keep: ``form`` is svg or png."""
    return picture(charts.map_as_svg(world_map(request.GET), origin(request)), f"world-map.{form}", scale=1)


def picture(svg: str, name: str, scale: float = charts.SCALE) -> HttpResponse:
    """A drawing to keep, as the ending of its ``name`` says."""
    if name.endswith(".png"):
        return to_keep(charts.as_png(svg, scale), "image/png", name)
    return to_keep(svg, "image/svg+xml", name)


def to_keep(content: str | bytes, content_type: str, name: str) -> HttpResponse:
    """What the browser saves under that name."""
    return HttpResponse(
        content, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def origin(request: HttpRequest) -> str:
    """What every address of the portal begins with: https://portal.example."""
    return request.build_absolute_uri("/")[:-1]
