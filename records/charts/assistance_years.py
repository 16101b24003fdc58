"""Attached Table 5 (1) as a picture: cases, persons and countries by year, 1999 to 2003."""

from __future__ import annotations

from typing import Any

from records.charts.geometry import Scale, across, bar, text, widest, year_labels
from records.charts.shapes import WIDE, ChartType, Drawing, Mark, Panel, Shape
from records.models import AssistanceYear
from records.wording import counted, figure, in_years

COUNTS = (("cases", "Cases"), ("persons", "Persons"), ("countries_count", "Countries and territories"))
PANEL_GAP, YEARS_WIDTH, YEARS_HEIGHT, YEARS_TOP, YEARS_BOTTOM = 38, 268, 216, 44, 26


def draw_years(records: list[Any]) -> Drawing:
    """Three panels of bars side by side, a bar for each year."""
    records = sorted(records, key=lambda record: record.year)
    years = [record.year for record in records]
    cases, persons = (sum(getattr(record, field) for record in records) for field in ("cases", "persons"))
    return Drawing(
        description=(
            f"{counted(cases, 'case')} of assistance to visitors from overseas {in_years(years[0], years[-1])}, to "
            f"{counted(persons, 'person')}; for each year also how many countries and territories they came from."
        ),
        rows=[(record.year, *(getattr(record, field) for field, _ in COUNTS)) for record in records],
        width=WIDE,
        height=YEARS_HEIGHT,
        panels=[
            _years_panel(records, field, label, place * (YEARS_WIDTH + PANEL_GAP))
            for place, (field, label) in enumerate(COUNTS)
        ],
    )


def _years_panel(records: list[Any], field: str, label: str, place: float) -> Panel:
    """A bar for what is counted of each year."""
    values = [getattr(record, field) for record in records]
    pitch = YEARS_WIDTH / len(records)
    floor, width = YEARS_HEIGHT - YEARS_BOTTOM, min(pitch * 0.68, 44)
    y = Scale(0, max(*values, 1), floor, YEARS_TOP)
    middles = [pitch * (index + 0.5) for index in range(len(records))]
    named = pitch > widest(map(figure, values), "c-value")
    marks = []
    for record, value, middle in zip(records, values, middles, strict=True):
        shapes = (
            Shape("c-hit", bar(middle - pitch / 2, YEARS_TOP - 16, pitch, floor - YEARS_TOP + 16)),
            Shape("c-s1", bar(middle - width / 2, y(value), width, floor - y(value))),
        )
        said = (text(middle, y(value) - 5, figure(value), "c-value", "middle"),) if named else ()
        title = f"{record.year}: {figure(value)} {label.lower()}"
        marks.append(Mark(record.get_absolute_url(), title, shapes, said))
    return Panel(
        label,
        place,
        0,
        YEARS_WIDTH,
        YEARS_HEIGHT,
        marks,
        lines=[across([floor], 0, YEARS_WIDTH, "c-axis")],
        texts=[
            text(0, 16, label, "c-heading"),
            *year_labels([record.year for record in records], middles, YEARS_HEIGHT - 8, YEARS_WIDTH),
        ],
    )


ASSISTANCE_BY_YEAR = ChartType(
    name="assistance-by-year",
    title="Assistance by year",
    source="Attached Table 5 (1)",
    kinds=(AssistanceYear,),
    header=("Year", "Cases", "Persons", "Countries and territories"),
    draw=draw_years,
    most=60,
)
