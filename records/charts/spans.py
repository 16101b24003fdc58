"""Records as bars on an axis of time: where a bar begins and ends, how it looks, and the years around all of them."""

from __future__ import annotations

from typing import Any

from records.charts.geometry import Scale, across, arrow_bar, bar, moment, text, upright
from records.charts.shapes import Shape, Text

# The axis ends after the year in which the report leaves off, and begins no earlier than this: the one century that
# the report tells of before it stands at its edge.
FIRST_YEAR, LAST_YEAR = 1945, 2004
A_DAY, LEAST_WIDTH = 1 / 366, 7


def ends_of(record: Any, x: Scale) -> tuple[float, float]:
    """Where its bar begins and ends: that of what goes on, with the axis."""
    start = min(max(x(moment(record.earliest)), x.start), x.end - LEAST_WIDTH)
    end = x(moment(record.latest) + A_DAY) if record.latest else x.end
    return start, min(max(end, start + LEAST_WIDTH), x.end)


def shapes_of(record: Any, start: float, end: float, y: float, height: float, colour: str) -> tuple[Shape, ...]:
    """A bar from its first to its last day: filled within a year, tinted beyond it, hollow where the date is vague."""
    if record.is_span:
        outline = bar if record.latest else arrow_bar
        tint = Shape(f"{colour} c-tint", outline(start, y, end - start, height))
        return tint, Shape(colour, bar(start, y, 3, height))
    return (Shape(f"{colour} c-hollow" if record.is_vague else colour, bar(start, y, end - start, height)),)


def axis_of(
    years: list[int], x: Scale, top: float, floors: list[float], width: float
) -> tuple[list[Shape], list[Text]]:
    """The years above and below the lanes, which begin at ``top``, and a line at the floor of each."""
    bottom = floors[-1]
    lines = [upright([x(year) for year in years], top - 4, bottom), across(floors, 0, width)]
    return lines, [text(x(year), y, year, "c-tick", "middle") for year in years for y in (14, bottom + 18)]
