"""Attached Table 5 as pictures: visitors assisted by year, by region, and by Asian country, 1999 to 2003."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from records.charts.geometry import (
    Scale,
    across,
    apart,
    bar,
    disc,
    fitting,
    polyline,
    text,
    ticks,
)
from records.charts.shapes import HALF, WIDE, ChartType, Drawing, Mark, Shape, Text, series
from records.models import AssistanceByCountry, AssistanceByRegion, AssistanceYear
from records.wording import counted, figure, in_years

# In the report's order, so that a region keeps its colour whatever else is filtered away.
REGIONS = ("Asia", "Europe", "South America", "Oceania", "Africa", "Middle and Near East", "North America")
# More series than this cannot be named beside their bars.
NAMED_SERIES = 14


def _year_labels(years: list[int], places: list[float], y: float, room: float) -> Iterator[Text]:
    """The years under their bars, as many as there is room for."""
    every = max(1, round(40 / room + 0.49))
    for index, (year, place) in enumerate(zip(years, places, strict=True)):
        if index % every == 0:
            yield text(place, y, year, "c-tick", "middle")


# --- Cases, persons and countries by year -------------------------------------------------------------------------

COUNTS = (("cases", "Cases"), ("persons", "Persons"), ("countries_count", "Countries and territories"))
PANEL_GAP, YEARS_HEIGHT, YEARS_TOP, YEARS_BOTTOM = 40, 216, 44, 26


def draw_years(records: list[Any]) -> Drawing:
    """Three panels of bars side by side, a bar for each year."""
    records = sorted(records, key=lambda record: record.year)
    years = [record.year for record in records]
    room = (WIDE - 2 * PANEL_GAP) / 3
    pitch = room / len(years)
    floor = YEARS_HEIGHT - YEARS_BOTTOM
    marks, lines, texts = [], [], []
    for panel, (field, label) in enumerate(COUNTS):
        left = panel * (room + PANEL_GAP)
        values = [getattr(record, field) for record in records]
        y = Scale(0, max(*values, 1), floor, YEARS_TOP)
        middles = [left + pitch * (index + 0.5) for index in range(len(years))]
        width = min(pitch * 0.68, 44)
        for record, value, middle in zip(records, values, middles, strict=True):
            shapes = (
                Shape("c-hit", bar(middle - pitch / 2, YEARS_TOP - 16, pitch, floor - YEARS_TOP + 16)),
                Shape("c-s1", bar(middle - width / 2, y(value), width, floor - y(value))),
            )
            named = (text(middle, y(value) - 5, figure(value), "c-value", "middle"),) if pitch > 30 else ()
            title = f"{record.year}: {figure(value)} {label.lower()}"
            marks.append(Mark(record.get_absolute_url(), title, shapes, named))
        lines.append(across([floor], left, left + room, "c-axis"))
        texts += [text(left, 16, label, "c-heading"), *_year_labels(years, middles, YEARS_HEIGHT - 8, pitch)]
    cases, persons = (sum(getattr(record, field) for record in records) for field in ("cases", "persons"))
    return Drawing(
        description=(
            f"{counted(cases, 'case')} of assistance to visitors from overseas {in_years(years[0], years[-1])}, to "
            f"{counted(persons, 'person')}; for each year also how many countries and territories they came from."
        ),
        rows=[(record.year, *(getattr(record, field) for field, _ in COUNTS)) for record in records],
        width=WIDE,
        height=YEARS_HEIGHT,
        marks=marks,
        lines=lines,
        texts=texts,
    )


# --- Persons by region and year -----------------------------------------------------------------------------------

STACK_TOP, STACK_HEIGHT, STACK_BOTTOM, STACK_LEFT = 24, 330, 28, 40
# Room right of the bars for the names of the regions.
STACK_NAMES = 150


def draw_regions(records: list[Any]) -> Drawing:
    """For each year a bar of persons, a part for each region."""
    total = sum(record.persons for record in records)
    years = sorted({record.year for record in records})
    return _stacks(
        records,
        "persons",
        f"{counted(total, 'person')} assisted {in_years(years[0], years[-1])}, by the region that they came from.",
    )


def draw_region_shares(records: list[Any]) -> Drawing:
    """For each year a bar of 100 percent, a part for each region's share as printed."""
    years = sorted({record.year for record in records})
    return _stacks(
        records,
        "share",
        f"Each region’s share of the persons assisted {in_years(years[0], years[-1])}, in percent as the report "
        "prints it.",
    )


def _stacks(records: list[Any], field: str, description: str) -> Drawing:
    """A bar for each year with a part for each region, as high as ``field``, the first region at the bottom."""
    in_percent = field == "share"
    by_year: dict[int, list[Any]] = defaultdict(list)
    for record in records:
        by_year[record.year].append(record)
    years = sorted(by_year)
    sums = {year: float(sum(getattr(record, field) for record in by_year[year])) for year in years}
    values = [0, 25, 50, 75, 100] if in_percent else ticks(max(sums.values()), most=5)
    floor, right = STACK_HEIGHT - STACK_BOTTOM, HALF - STACK_NAMES - 14
    y = Scale(0, values[-1], floor, STACK_TOP)
    pitch = (right - STACK_LEFT) / len(years)
    width = min(pitch * 0.72, 60)
    middles = [STACK_LEFT + pitch * (index + 0.5) for index in range(len(years))]
    colours = _colours(records)
    marks, ends = [], []
    for year, middle in zip(years, middles, strict=True):
        height = 0.0
        for record in by_year[year]:
            value = float(getattr(record, field))
            tall = y(height) - y(height + value)
            # A line between the parts would hide the thinnest of them.
            look = f"{colours[record.region]} c-part" if tall > 3 else colours[record.region]
            shape = Shape(look, bar(middle - width / 2, y(height + value), width, tall))
            title = f"{record.region}, {year}: {counted(record.persons, 'person')}, {record.share}%"
            marks.append(Mark(record.get_absolute_url(), title, (shape,)))
            if year == years[-1]:
                ends.append((y(height + value / 2), record))
            height += value
    suffix = "%" if in_percent else ""
    texts = [text(STACK_LEFT - 8, y(value) + 4, f"{value}{suffix}", "c-tick", "end") for value in values]
    texts += _year_labels(years, middles, STACK_HEIGHT - 8, pitch)
    if not in_percent and pitch > 30:
        texts += [
            text(middle, y(sums[year]) - 6, figure(int(sums[year])), "c-value", "middle")
            for year, middle in zip(years, middles, strict=True)
        ]
    named_lines, named = _names(ends, colours, middles[-1] + width / 2)
    return Drawing(
        description=description,
        rows=[
            (record.region, record.year, record.persons, record.share)
            for record in sorted(records, key=lambda record: (record.year, record.position))
        ],
        width=HALF,
        height=STACK_HEIGHT,
        marks=marks,
        lines=[
            across([y(value) for value in values], STACK_LEFT, right),
            across([floor], STACK_LEFT, right, "c-axis"),
            *named_lines,
        ],
        texts=[*texts, *named],
    )


def _colours(records: list[Any]) -> dict[str, str]:
    """The class of each region; what the report does not know comes after what it does."""
    unknown = [region for region in dict.fromkeys(record.region for record in records) if region not in REGIONS]
    return {region: series(index) for index, region in enumerate((*REGIONS, *unknown))}


def _names(ends: list[tuple[float, Any]], colours: dict[str, str], bars: float) -> tuple[list[Shape], list[Text]]:
    """The names of the last bar's parts beside it, led to them by a line: ``ends`` are their middles and records."""
    if len(ends) > NAMED_SERIES:
        return [], []
    left = HALF - STACK_NAMES
    ends = sorted(ends, key=lambda end: end[0])
    places = apart([place for place, _ in ends], 16, STACK_TOP, STACK_HEIGHT - STACK_BOTTOM - 4)
    lines, texts = [], []
    for place, (middle, record) in zip(places, ends, strict=True):
        colour = colours[record.region]
        lines += [
            Shape("c-axis c-fine", polyline([(bars + 2, middle), (left - 3, place)])),
            Shape(colour, bar(left, place - 5, 10, 10)),
        ]
        texts.append(text(left + 15, place + 4, fitting(record.region, STACK_NAMES - 15)))
    return lines, texts


# --- Persons by Asian country over the years ----------------------------------------------------------------------

PANELS, PANEL_HEIGHT, PANEL_TOP, PANEL_FLOOR, COUNTRIES_LEFT = 5, 168, 34, 134, 34


def draw_countries(records: list[Any]) -> Drawing:
    """A small panel for each country, all of one scale, with a line through a mark for each year."""
    by_name: dict[str, list[Any]] = defaultdict(list)
    for record in records:
        by_name[record.name].append(record)
    years = sorted({record.year for record in records})
    first, last = years[0], years[-1]
    # A year by itself stands in the middle.
    margin = 1 if first == last else 0
    most = max(record.persons for record in records)
    high = max(most * 1.2, 1)
    values = [value for value in ticks(most, most=3) if value <= high]
    pitch = (WIDE - COUNTRIES_LEFT) / max(min(PANELS, len(by_name)), 3)
    marks, lines, texts = [], [], []
    for index, (name, rows) in enumerate(by_name.items()):
        row, column = divmod(index, PANELS)
        left, top = COUNTRIES_LEFT + column * pitch, row * PANEL_HEIGHT
        right = left + pitch - 26
        x = Scale(first - margin, last + margin, left + 10, right - 10)
        y = Scale(0, high, top + PANEL_FLOOR, top + PANEL_TOP)
        rows = sorted(rows, key=lambda record: record.year)
        points = [(x(record.year), y(record.persons)) for record in rows]
        lines += [
            across([y(value) for value in values], left, right),
            across([y(0)], left, right, "c-axis"),
            Shape("c-s1 c-line", polyline(points)),
        ]
        marks += [
            _year_mark(record, name, *point, labelled=record is rows[-1])
            for record, point in zip(rows, points, strict=True)
        ]
        texts.append(text(left, top + 18, fitting(name, pitch - 26, 14), "c-heading"))
        texts += [text(x(year), top + PANEL_FLOOR + 18, year, "c-tick", "middle") for year in sorted({first, last})]
        if not column:
            texts += [text(left - 8, y(value) + 4, value, "c-tick", "end") for value in values]
    total = sum(record.persons for record in records)
    return Drawing(
        description=(
            f"{counted(total, 'person')} assisted {in_years(years[0], years[-1])}, by Asian country or territory; all "
            "panels have one scale, and the last year is written out."
        ),
        rows=[
            (record.name, record.year, record.persons)
            for rows in by_name.values()
            for record in sorted(rows, key=lambda record: record.year)
        ],
        width=WIDE,
        height=PANEL_HEIGHT * -(-len(by_name) // PANELS) - 8,
        marks=marks,
        lines=lines,
        texts=texts,
    )


def _year_mark(record: Any, name: str, x: float, y: float, *, labelled: bool) -> Mark:
    """A country's year as a dot; ``labelled`` writes its figure beside it."""
    shapes = (Shape("c-hit", bar(x - 12, y - 12, 24, 24)), Shape("c-s1", disc(x, y, 4)))
    label = (text(x + 7, y - 6, figure(record.persons), "c-value", "middle"),) if labelled else ()
    who = name if record.country_id else "Other Asian countries"
    return Mark(record.get_absolute_url(), f"{who}, {record.year}: {counted(record.persons, 'person')}", shapes, label)


ASSISTANCE_BY_YEAR = ChartType(
    name="assistance-by-year",
    title="Assistance by year",
    source="Attached Table 5 (1)",
    kinds=(AssistanceYear,),
    header=("Year", "Cases", "Persons", "Countries and territories"),
    draw=draw_years,
    most=60,
)

PERSONS_BY_REGION = ChartType(
    name="persons-by-region",
    title="Persons by region",
    source="Attached Table 5 (2)",
    kinds=(AssistanceByRegion,),
    header=("Region", "Year", "Persons", "Share in %"),
    draw=draw_regions,
    half=True,
)

SHARES_BY_REGION = ChartType(
    name="shares-by-region",
    title="Shares by region",
    source="Attached Table 5 (2)",
    kinds=(AssistanceByRegion,),
    header=("Region", "Year", "Persons", "Share in %"),
    draw=draw_region_shares,
    half=True,
)

PERSONS_BY_COUNTRY = ChartType(
    name="persons-by-country",
    title="Asian countries over the years",
    source="Attached Table 5 (3)",
    kinds=(AssistanceByCountry,),
    header=("Country/territory", "Year", "Persons"),
    draw=draw_countries,
    most=150,
)
