"""Attached Table 5 (3) as a picture: persons by Asian country over the years, 1999 to 2003."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from records.charts.geometry import Scale, across, bar, disc, fitting, polyline, text, ticks, widest
from records.charts.shapes import WIDE, ChartType, Drawing, Mark, Panel, Shape, Text
from records.models import AssistanceByCountry
from records.wording import counted, figure, in_years

# So many in a row of a picture by itself.
PANELS, PANEL_WIDTH, PANEL_HEIGHT, PANEL_TOP, PANEL_FLOOR = 5, 160, 152, 44, 122


def draw_countries(records: list[Any]) -> Drawing:
    """A small panel for each country, all of one scale, with a line through a mark for each year."""
    by_name: dict[str, list[Any]] = defaultdict(list)
    for record in sorted(records, key=lambda record: record.year):
        by_name[record.name].append(record)
    by_name = {name: by_name[name] for name in dict.fromkeys(record.name for record in records)}
    years = sorted({record.year for record in records})
    most = max(record.persons for record in records)
    last = widest((figure(rows[-1].persons) for rows in by_name.values()), "c-value")
    x = _year_scale(years[0], years[-1], PANEL_WIDTH - 12 - last)
    values = ticks(most, most=3)[1:-1] or [most]
    y = Scale(0, max(most, 1), PANEL_FLOOR, PANEL_TOP)
    total = sum(record.persons for record in records)
    pitch = (WIDE - PANEL_WIDTH) / (PANELS - 1)
    lines = " and ".join(map(figure, values))
    return Drawing(
        description=(
            f"{counted(total, 'person')} assisted {in_years(years[0], years[-1])}, by Asian country or territory; all "
            f"panels have one scale, with {'lines' if len(values) > 1 else 'a line'} at {lines}, and the most and the "
            "last are written out."
        ),
        rows=[(record.name, record.year, record.persons) for rows in by_name.values() for record in rows],
        width=WIDE,
        height=(PANEL_HEIGHT + 16) * -(-len(by_name) // PANELS) - 16,
        panels=[
            _country_panel(
                name, rows, (index % PANELS * pitch, index // PANELS * (PANEL_HEIGHT + 16)), (x, y), values, years
            )
            for index, (name, rows) in enumerate(by_name.items())
        ],
    )


def _year_scale(first: int, last: int, end: float) -> Scale:
    """Where the years stand in a panel; a year by itself in the middle."""
    margin = 1 if first == last else 0
    return Scale(first - margin, last + margin, 18, end)


def _country_panel(
    name: str,
    rows: list[Any],
    place: tuple[float, float],
    scales: tuple[Scale, Scale],
    values: list[int],
    years: list[int],
) -> Panel:
    """A country's years as a line; its peak and its last year are written out, and lines stand at ``values``."""
    x, y = scales
    points = [(x(record.year), y(record.persons)) for record in rows]
    peak = max(rows, key=lambda record: record.persons)
    (last_x, last_y), last = points[-1], rows[-1]
    said = {
        peak: text(x(peak.year), y(peak.persons) - 8, figure(peak.persons), "c-value", "middle"),
        last: text(last_x + 8, last_y + 4.5, figure(last.persons), "c-value"),
    }
    return Panel(
        name,
        *place,
        PANEL_WIDTH,
        PANEL_HEIGHT,
        marks=[_year_mark(record, name, *point, said.get(record)) for record, point in zip(rows, points, strict=True)],
        lines=[
            across([y(value) for value in values], 0, PANEL_WIDTH),
            across([y(0)], 0, PANEL_WIDTH, "c-axis"),
            Shape("c-s1 c-line", polyline(points)),
        ],
        texts=[
            text(0, 16, fitting(name, PANEL_WIDTH, "c-heading"), "c-heading"),
            *(text(x(year), PANEL_FLOOR + 22, year, "c-tick", "middle") for year in sorted({years[0], years[-1]})),
        ],
    )


def _year_mark(record: Any, name: str, x: float, y: float, said: Text | None) -> Mark:
    """A country's year as a dot, with its figure where it is written out."""
    shapes = (Shape("c-hit", bar(x - 12, y - 12, 24, 24)), Shape("c-s1", disc(x, y, 4)))
    who = name if record.country_id else "Other Asian countries"
    title = f"{who}, {record.year}: {counted(record.persons, 'person')}"
    return Mark(record.get_absolute_url(), title, shapes, (said,) if said else ())


PERSONS_BY_COUNTRY = ChartType(
    name="persons-by-country",
    title="Asian countries over the years",
    source="Attached Table 5 (3)",
    kinds=(AssistanceByCountry,),
    header=("Country/territory", "Year", "Persons"),
    draw=draw_countries,
    most=150,
)
