"""Attached Table 1 as two pictures: experts dispatched by country and by field, long-term and short-term."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from records.charts.geometry import Scale, bar, fitting, text, ticks, upright, widest
from records.charts.shapes import HALF, ChartType, Drawing, Mark, Shape, Text
from records.models import ExpertDispatch, ExpertField
from records.wording import counted, figure

LONG, SHORT = "c-s2", "c-s1"
TOP, BOTTOM = 34, 26
# The most room left of the bars for the names of countries.
MOST_NAMES = 150


def draw_by_country(dispatches: list[Any]) -> Drawing:
    """A bar for each country, its name before it, the most experts first."""
    names = [str(dispatch.country) for dispatch in dispatches]
    return _draw(dispatches, names, min(widest(names) + 8, MOST_NAMES), 24)


def draw_by_field(fields: list[Any]) -> Drawing:
    """A bar for each field, its name above it, the most experts first."""
    return _draw(fields, [field.field for field in fields], 0, 46)


def _draw(records: list[Any], names: list[str], left: float, pitch: int) -> Drawing:
    """Bars of long-term and short-term experts, a row of height ``pitch`` for each record.

    The names stand in the ``left`` units before the bars, or above them where there are none.
    """
    named = sorted(zip(records, names, strict=True), key=lambda pair: (-pair[0].total, pair[0].position))
    values = ticks(max(record.long_term + record.short_term for record in records), most=4)
    totals = widest((figure(record.total) for record in records), "c-value")
    x = Scale(0, values[-1], left, HALF - 8 - totals)
    bottom = TOP + pitch * len(named)
    marks = [_mark(record, name, TOP + pitch * row, pitch, x) for row, (record, name) in enumerate(named)]
    long_term, short_term = (sum(getattr(record, name) for record in records) for name in ("long_term", "short_term"))
    return Drawing(
        description=(
            f"{counted(long_term + short_term, 'expert')} from FY 1978 to FY 2003, {figure(long_term)} for a year or "
            f"more and {figure(short_term)} for less than a year."
        ),
        rows=[(name, record.long_term, record.short_term, record.total) for record, name in named],
        width=HALF,
        height=bottom + BOTTOM,
        marks=marks,
        lines=[
            upright([x(value) for value in values], TOP, bottom + 4),
            Shape(LONG, bar(left, 6, 12, 12)),
            Shape(SHORT, bar(left + 106, 6, 12, 12)),
        ],
        texts=[
            text(left + 18, 16.5, "Long-term"),
            text(left + 124, 16.5, "Short-term"),
            *_axis(x, values, bottom + 20),
        ],
    )


def _axis(x: Scale, values: list[int], y: float) -> Iterator[Text]:
    for value in values:
        yield text(x(value), y, value, "c-tick", "middle" if value or x.start > 0 else "start")


def _mark(record: Any, name: str, y: float, pitch: int, x: Scale) -> Mark:
    """The row of one record, all of it a link."""
    above = not x.start
    middle = y + (pitch - 15 if above else pitch / 2)
    long_end, end = x(record.long_term), x(record.long_term + record.short_term)
    parts = [Shape("c-hit", bar(0, y, HALF, pitch))]
    if record.long_term:
        parts.append(Shape(LONG, bar(x.start, middle - 7, long_end - x.start, 14)))
    if record.short_term:
        parts.append(Shape(SHORT, bar(long_end, middle - 7, end - long_end, 14)))
    label = (
        text(0, y + 18, fitting(name, HALF))
        if above
        else text(x.start - 8, middle + 4.5, fitting(name, x.start - 8), "c-label", "end")
    )
    total = figure(record.total)
    title = (
        f"{name}: {counted(record.total, 'expert')}, {record.long_term} long-term and {record.short_term} short-term"
    )
    value = text(end + 6, middle + 4.5, total, "c-value")
    return Mark(record.get_absolute_url(), title, tuple(parts), (label, value))


EXPERTS_BY_COUNTRY = ChartType(
    name="experts-by-country",
    title="Experts by country",
    source="Attached Table 1 (1)",
    kinds=(ExpertDispatch,),
    header=("Country", "Long-term", "Short-term", "Total"),
    draw=draw_by_country,
    most=80,
    half=True,
)

EXPERTS_BY_FIELD = ChartType(
    name="experts-by-field",
    title="Experts by field",
    source="Attached Table 1 (2)",
    kinds=(ExpertField,),
    header=("Field", "Long-term", "Short-term", "Total"),
    draw=draw_by_field,
    most=80,
    half=True,
)
