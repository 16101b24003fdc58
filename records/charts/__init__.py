"""The charts above the lists: plain functions from records to shapes, drawn as SVG by templates."""

from records.charts.assistance_countries import PERSONS_BY_COUNTRY
from records.charts.assistance_regions import PERSONS_BY_REGION, SHARES_BY_REGION
from records.charts.assistance_years import ASSISTANCE_BY_YEAR
from records.charts.courses import COURSES
from records.charts.drawing import Chart, Filters, as_csv, as_svg, draw_chart, draw_charts, too_many
from records.charts.experts import EXPERTS_BY_COUNTRY, EXPERTS_BY_FIELD
from records.charts.lanes import LANES
from records.charts.map_file import map_as_svg
from records.charts.meetings import MEETINGS
from records.charts.missions import MISSIONS
from records.charts.png import SCALE, as_png
from records.charts.shapes import ChartType
from records.charts.treaties import TREATIES

__all__ = [
    "ASSISTANCE_BY_YEAR",
    "COURSES",
    "EXPERTS_BY_COUNTRY",
    "EXPERTS_BY_FIELD",
    "LANES",
    "MEETINGS",
    "MISSIONS",
    "PERSONS_BY_COUNTRY",
    "PERSONS_BY_REGION",
    "SCALE",
    "SHARES_BY_REGION",
    "TREATIES",
    "Chart",
    "ChartType",
    "Filters",
    "as_csv",
    "as_png",
    "as_svg",
    "draw_chart",
    "draw_charts",
    "map_as_svg",
    "too_many",
]
