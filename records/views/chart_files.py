"""The charts as files to keep."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from records import charts
from records.views import kinds
from records.views.base import FilteredView
from records.views.timeline import TimelineView

# The page on which each chart stands.
CHARTED_PAGES: dict[str, type[FilteredView]] = {
    chart.name: view
    for view in (
        kinds.TrainingCourseListView,
        kinds.ExpertListView,
        kinds.MissionListView,
        kinds.MeetingListView,
        kinds.TreatyListView,
        kinds.StatisticListView,
        TimelineView,
    )
    for chart in view.chart_types
}


def chart_file(request: HttpRequest, name: str, form: str) -> HttpResponse:
    """A chart of what the filters in the address leave, as a file to keep: ``form`` is svg or csv."""
    view = CHARTED_PAGES.get(name)
    if view is None:
        raise Http404("There is no such chart.")
    chart = view.drawn_alone(name, request.GET)
    if form == "svg":
        content, content_type = charts.as_svg(chart, request.build_absolute_uri("/")[:-1]), "image/svg+xml"
    else:
        content, content_type = charts.as_csv(chart), "text/csv; charset=utf-8"
    disposition = f'attachment; filename="{name}.{form}"'
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": disposition})
