"""Attached Table 5 (2) as two pictures: persons by region and year, and each region's share, 1999 to 2003."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from records.charts.geometry import Scale, across, apart, bar, lines_of, polyline, text, ticks, widest, year_labels
from records.charts.shapes import HALF, ChartType, Drawing, Mark, Shape, Text, series
from records.models import AssistanceByRegion
from records.wording import counted, figure, in_years

# In the report's order, so that a region keeps its colour whatever else is filtered away.
REGIONS = ("Asia", "Europe", "South America", "Oceania", "Africa", "Middle and Near East", "North America")
# More series than this cannot be named beside their bars.
NAMED_SERIES = 14
STACK_TOP, STACK_HEIGHT, STACK_BOTTOM = 24, 330, 28
# The most room right of the bars for the names of the regions, and from one line of them to the next.
STACK_NAMES, NAME_LINE = 130, 17


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
    suffix = "%" if in_percent else ""
    left = widest((f"{value}{suffix}" for value in values), "c-tick") + 8
    floor, right = STACK_HEIGHT - STACK_BOTTOM, HALF - STACK_NAMES - 10
    y = Scale(0, values[-1], floor, STACK_TOP)
    pitch = (right - left) / len(years)
    width = min(pitch * 0.78, 60)
    middles = [left + pitch * (index + 0.5) for index in range(len(years))]
    colours = _colours(records)
    stacks = [
        list(_stack(by_year[year], field, colours, y, middle - width / 2, width))
        for year, middle in zip(years, middles, strict=True)
    ]
    ends = [(middle, record) for (_, middle), record in zip(stacks[-1], by_year[years[-1]], strict=True)]
    texts = [text(left - 8, y(value) + 4, f"{value}{suffix}", "c-tick", "end") for value in values]
    texts += year_labels(years, middles, STACK_HEIGHT - 8, HALF)
    if not in_percent:
        texts += _totals(sums, middles, y, pitch)
    named_lines, named = _names(ends, field, colours, middles[-1] + width / 2)
    return Drawing(
        description=description,
        rows=[
            (record.region, record.year, record.persons, record.share)
            for record in sorted(records, key=lambda record: (record.year, record.position))
        ],
        width=HALF,
        height=STACK_HEIGHT,
        marks=[mark for stack in stacks for mark, _ in stack],
        lines=[
            across([y(value) for value in values], left, right),
            across([floor], left, right, "c-axis"),
            *named_lines,
        ],
        texts=[*texts, *named],
    )


def _stack(
    rows: list[Any], field: str, colours: dict[str, str], y: Scale, left: float, width: float
) -> Iterator[tuple[Mark, float]]:
    """The parts of one year's bar from the bottom up, each with its middle."""
    height = 0.0
    for record in rows:
        value = float(getattr(record, field))
        tall = y(height) - y(height + value)
        # A line between the parts would hide the thinnest of them.
        look = f"{colours[record.region]} c-part" if tall > 3 else colours[record.region]
        shape = Shape(look, bar(left, y(height + value), width, tall))
        title = f"{record.region}, {record.year}: {counted(record.persons, 'person')}, {record.share}%"
        yield Mark(record.get_absolute_url(), title, (shape,)), y(height + value / 2)
        height += value


def _totals(sums: dict[int, float], middles: list[float], y: Scale, pitch: float) -> Iterator[Text]:
    """The persons of each year above its bar, where there is room for all."""
    totals = [figure(int(total)) for total in sums.values()]
    if pitch > widest(totals, "c-value"):
        for said, total, middle in zip(totals, sums.values(), middles, strict=True):
            yield text(middle, y(total) - 6, said, "c-value", "middle")


def _colours(records: list[Any]) -> dict[str, str]:
    """The class of each region; what the report does not know comes after what it does."""
    unknown = [region for region in dict.fromkeys(record.region for record in records) if region not in REGIONS]
    return {region: series(index) for index, region in enumerate((*REGIONS, *unknown))}


def _names(
    ends: list[tuple[float, Any]], field: str, colours: dict[str, str], bars: float
) -> tuple[list[Shape], list[Text]]:
    """The names of the last bar's parts beside it, led to them by a line: ``ends`` are their middles and records.

    The largest part has its figure with its name.
    """
    if len(ends) > NAMED_SERIES:
        return [], []
    left = HALF - STACK_NAMES
    ends = sorted(ends, key=lambda end: end[0])
    largest = max((record for _, record in ends), key=lambda record: getattr(record, field))
    names = [lines_of(record.region, STACK_NAMES - 15, most=2) for _, record in ends]
    for (_, record), lines in zip(ends, names, strict=True):
        if record is largest:
            said = f"{record.share}%" if field == "share" else figure(record.persons)
            lines.append(f"{said} in {record.year}")
    # A name of two lines takes the room of two: they are set apart line by line.
    middles = [
        middle + NAME_LINE * row for (middle, _), lines in zip(ends, names, strict=True) for row, _ in enumerate(lines)
    ]
    places = iter(apart(middles, NAME_LINE, STACK_TOP, STACK_HEIGHT - STACK_BOTTOM - 4))
    shapes, texts = [], []
    for (middle, record), lines in zip(ends, names, strict=True):
        rows = [next(places) for _ in lines]
        shapes += [
            Shape("c-axis c-fine", polyline([(bars + 2, middle), (left - 3, rows[0])])),
            Shape(colours[record.region], bar(left, rows[0] - 5, 10, 10)),
        ]
        texts += [
            text(left + 15, place + 4, line, "c-value" if record is largest and row else "c-label")
            for row, (place, line) in enumerate(zip(rows, lines, strict=True))
        ]
    return shapes, texts


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
