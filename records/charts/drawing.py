"""Draws the charts of a list from the records that its filters leave, and writes them as files."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from msgspec import Struct, field

from npa_portal.addresses import address
from npa_portal.fragments import fragment
from records.charts.geometry import lines_of
from records.charts.shapes import HALF, INK, INK_SOFT, WIDE, ChartType, Drawing
from records.citations.citation import REPORT
from records.models.state import kept_by_state

# From one line of text to the next, in a picture by itself.
LINE, TITLE_LINE = 19, 25
# What stands above and below a picture in a frame of another site, and how high that is at most.
ROUND_A_FRAME, HIGHEST_FRAME = 190, 800
# What XML 1.0 cannot hold; named by what it can, it would take Python milliseconds to compile.
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# What makes a spreadsheet take a text for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Filters(Struct, frozen=True):
    """What was left out before a chart was drawn: as its address says it, and as a reader says it."""

    query: str = ""
    in_words: str = ""


class Chart(Struct, frozen=True):
    """A chart of the records that match. Without a drawing they are none, or so many that ``notice`` says it.

    A page adds how to cite it.
    """

    type: ChartType
    drawing: Drawing | None
    notice: str
    filters: Filters
    # What stands in the drawing's place on a phone, where that is another.
    narrow: Drawing | None = None
    citation: dict[str, Any] | None = None
    # What was drawn of it for pages, which the same chart with a citation has, too.
    _drawn: dict[str, SafeString] = field(default_factory=dict)

    @property
    def picture(self) -> SafeString:
        """The picture on a page; only where there is a drawing."""
        if "picture" not in self._drawn:
            self._drawn["picture"] = fragment("picture", chart=self, new_tab=False)
        return self._drawn["picture"]

    @property
    def rows(self) -> list[tuple[Any, ...]]:
        """The numbers, row by row."""
        return self.drawing.rows if self.drawing else []

    @property
    def lead(self) -> str:
        """What it shows, or why it shows nothing."""
        return self.drawing.description if self.drawing else self.notice or "Nothing in the report matches."

    @property
    def gist(self) -> str:
        """The first clause of it, for the line to which the chart is folded."""
        return re.split(r"[;.] |\.$", self.lead, maxsplit=1)[0]

    @property
    def width(self) -> int:
        return HALF if self.type.half else WIDE

    @property
    def svg_address(self) -> str:
        return self._address("chart-svg")

    @property
    def png_address(self) -> str:
        return self._address("chart-png")

    @property
    def csv_address(self) -> str:
        return self._address("chart-csv")

    @property
    def embed_address(self) -> str:
        """The small page that shows it in a frame of another site."""
        return self._address("chart-embed")

    @property
    def embed_height(self) -> int:
        """How high that frame is to be, in pixels; what is higher is scrolled."""
        return min((self.drawing.height if self.drawing else 0) + ROUND_A_FRAME, HIGHEST_FRAME)

    @property
    def page_address(self) -> str:
        """The page on which it stands, narrowed as it is."""
        return self.type.page_address + self._asked

    def _address(self, name: str) -> str:
        return address(name, self.type.name) + self._asked

    @property
    def _asked(self) -> str:
        return f"?{self.filters.query}" if self.filters.query else ""


# The records of a kind: still to be read, or read with what a chart shows of them.
Rows = QuerySet[Any] | list[Any]


def draw_charts(types: Sequence[ChartType], matching: Mapping[Any, Rows], filters: Filters) -> list[Chart]:
    """Those of the charts that have anything to show of what ``matching`` holds of their kinds of record."""
    return [chart for chart in _drawn(types, matching, filters) if chart.drawing or chart.notice]


def draw_chart(chart_type: ChartType, matching: Mapping[Any, Rows], filters: Filters) -> Chart:
    """The one chart, also where it has nothing to show."""
    return _drawn([chart_type], matching, filters)[0]


def _drawn(types: Sequence[ChartType], matching: Mapping[Any, Rows], filters: Filters) -> list[Chart]:
    """The charts; what no filter narrows is kept for the state that the records are in.

    A kind of record is read once, however many charts show it.
    """
    kept = {} if filters.query else _unfiltered()
    new = [chart_type for chart_type in types if chart_type.name not in kept]
    read: dict[Any, list[Any]] = {}
    for model in dict.fromkeys(model for chart_type in new for model in chart_type.kinds):
        # No more than tells that there are too many.
        room = (chart_type.most - _number(chart_type, read) for chart_type in new if model in chart_type.kinds)
        read[model] = _rows(matching[model], max(0, *room))
    for chart_type in new:
        kept[chart_type.name] = _chart(chart_type, [read[model] for model in chart_type.kinds], filters)
    return [kept[chart_type.name] for chart_type in types]


@kept_by_state()
def _unfiltered() -> dict[str, Chart]:
    """The charts of all records in that state, by their names: some twenty, each of a limited number of marks."""
    return {}


def _number(chart_type: ChartType, read: Mapping[Any, list[Any]]) -> int:
    """How many records of the chart are read."""
    return sum(len(read.get(model, ())) for model in chart_type.kinds)


def _rows(records: Rows, most: int) -> list[Any]:
    """The records with what a chart shows of them, and one more than ``most`` where there are more."""
    if isinstance(records, list):
        return records[: most + 1]
    found: Any = records  # Every kind's queryset has what is asked of it.
    return list(found.model.objects.named().filter(pk__in=found.first_keys(most)).order_by("position", "pk"))


def _chart(chart_type: ChartType, rows: list[list[Any]], filters: Filters) -> Chart:
    drawing, narrow = None, None
    # What has no date has no place on an axis of time.
    drawable = [[record for record in records if getattr(record, "earliest", True)] for records in rows]
    if sum(map(len, rows)) > chart_type.most:
        return too_many(chart_type, filters)
    if any(drawable):
        drawing = chart_type.draw(*drawable)
        narrow = chart_type.draw_narrow(*drawable) if chart_type.draw_narrow else None
    return Chart(chart_type, drawing, "", filters, narrow)


def too_many(chart_type: ChartType, filters: Filters) -> Chart:
    """The chart of more records than it can show: it says so."""
    notice = f"More than {chart_type.most} records match, too many for a picture; filter the list to see one."
    return Chart(chart_type, None, notice, filters)


def as_svg(chart: Chart, base: str) -> str:
    """The chart as a file by itself, with its title, description and source; its links begin with ``base``."""
    by = chart.filters.in_words
    title = lines_of(chart.type.title, chart.width, "c-title")
    lead = lines_of(f"{chart.lead} Filtered by {by}." if by else chart.lead, chart.width)
    source = lines_of(f"{REPORT}, {chart.type.source}", chart.width)
    under = 54 + TITLE_LINE * (len(title) - 1)
    top = under + 8 + LINE * len(lead)
    foot = top + (chart.drawing.height if chart.drawing else 0) + 24
    context = {
        "chart": chart,
        "drawing": chart.drawing,
        "base": base,
        "title": [(30 + TITLE_LINE * row, line) for row, line in enumerate(title)],
        "lead": [(under + LINE * row, line) for row, line in enumerate(lead)],
        "top": top,
        "source": [(foot + LINE * row, line) for row, line in enumerate(source)],
        "height": foot + LINE * len(source),
        "ink": INK,
        "ink_soft": INK_SOFT,
    }
    return NOT_IN_XML.sub("", render_to_string("charts/standalone.svg", context))


def as_csv(chart: Chart) -> str:
    """The chart's numbers under their header, with no text that a spreadsheet would run."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(chart.type.header)
    writer.writerows([_cell(value) for value in row] for row in chart.rows)
    return out.getvalue()


def _cell(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
