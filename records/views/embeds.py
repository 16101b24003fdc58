"""The charts and the map as small pages for frames on other sites: no script, no cookie, each link in a new window."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt

from records.charts.world_map import SHOW, world_map
from records.citations.citation import REPORT
from records.metadata.canonical import Parameters
from records.metadata.heeding import heeding, heeds, heeds_as
from records.views.chart_files import chart_called, heeded_by_charts

THEME = "theme"
THEMES = ("light", "dark")


def for_frames(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """A view whose pages may be framed by every site, and run no script: `npa_portal.headers.Answer.FRAMED`."""
    return xframe_options_exempt(view)


def heeded_by_frames(query: QueryDict, name: str) -> Parameters | None:
    """What a chart in a frame heeds: also whether the other site is light or dark."""
    of_chart = heeded_by_charts(query, name)
    return None if of_chart is None else [*of_chart, *heeding(query, [THEME])]


@heeds_as(heeded_by_frames)
@for_frames
def chart_embed(request: HttpRequest, name: str) -> HttpResponse:
    """A chart of what the filters in the address leave; without any, it says so."""
    chart = chart_called(name, request)
    context = {"chart": chart, "name": name, "drawing": chart.drawing, "source": chart.type.source}
    return framed(request, "embeds/chart.html", f"{chart.page_address}#{name}", context)


@heeds(SHOW, THEME)
@for_frames
def map_embed(request: HttpRequest) -> HttpResponse:
    """The world map that the address asks for."""
    shown = world_map(request.GET)
    return framed(request, "embeds/map.html", shown.page_address, {"world_map": shown, "source": "all sections"})


def framed(request: HttpRequest, template: str, whole: str, context: dict[str, object]) -> HttpResponse:
    """The page, with the way to the ``whole`` of what it shows; ``theme`` asks for light or dark."""
    theme = request.GET.get(THEME, "")
    return render(
        request,
        template,
        {
            **context,
            "report": REPORT,
            "whole": request.build_absolute_uri(whole),
            "canonical": request.build_absolute_uri(whole.partition("#")[0]),
            "theme": theme if theme in THEMES else "",
            "new_tab": True,
        },
    )
