"""Sections 2 (2) and 2 (3) as a picture: disaster relief and peacekeeping over the years, by their size."""

from __future__ import annotations

import math
from typing import Any

from records.charts.geometry import Scale, bar, disc, fitting, moment, text, upright, width_of, year_ticks
from records.charts.shapes import WIDE, ChartType, Drawing, Mark, Shape
from records.models import DisasterReliefMission, PeacekeepingMission
from records.wording import counted, figure

TOP, BOTTOM, LEAST_PITCH, MARGIN = 40, 28, 26, 44
# The largest circle; the area of a circle is in proportion to the personnel.
LARGEST = 38
RELIEF, PEACEKEEPING = "c-s1", "c-s2"


def draw(relief: list[Any], peacekeeping: list[Any]) -> Drawing:
    """A row for each mission, the first at the top: a circle at its date, as large as its personnel."""
    missions = sorted([*relief, *peacekeeping], key=lambda mission: (mission.earliest, mission.position))
    first, last = missions[0].earliest.year, missions[-1].earliest.year + 1
    most = max(*(mission.personnel for mission in missions), 1)
    x = Scale(first, last, MARGIN, WIDE - MARGIN)
    y, marks = float(TOP), []
    for mission in missions:
        radius = max(LARGEST * math.sqrt(mission.personnel / most), 2)
        pitch = max(2 * radius + 4, LEAST_PITCH)
        marks.append(_mark(mission, x(moment(mission.earliest)), y + pitch / 2, radius, pitch))
        y += pitch
    years = year_ticks(first, last, most=16)
    personnel = sum(mission.personnel for mission in missions)
    of_relief = f"Disaster relief: {len(relief)}"
    second = 19 + width_of(of_relief) + 24
    return Drawing(
        description=(
            f"{counted(len(missions), 'mission')}, {len(relief)} of disaster relief and {len(peacekeeping)} of "
            f"peacekeeping, with {figure(personnel)} personnel; a circle’s area is in proportion to them."
        ),
        rows=[(mission.date_in_words, str(mission.country), _type(mission), mission.personnel) for mission in missions],
        width=WIDE,
        height=int(y) + BOTTOM,
        marks=marks,
        lines=[
            upright([x(year) for year in years], TOP - 8, y + 4),
            Shape(RELIEF, disc(7, 12, 6)),
            Shape(PEACEKEEPING, disc(7 + second, 12, 6)),
        ],
        texts=[
            *(text(x(year), y + 20, year, "c-tick", "middle") for year in years),
            text(19, 16.5, of_relief),
            text(19 + second, 16.5, f"Peacekeeping (PKO): {len(peacekeeping)}"),
        ],
    )


def _type(mission: Any) -> str:
    """What it was sent for."""
    return mission.type_of_disaster if isinstance(mission, DisasterReliefMission) else "Peacekeeping (PKO)"


def _mark(mission: Any, x: float, y: float, radius: float, pitch: float) -> Mark:
    """A circle with its label to the side on which there is room."""
    colour = RELIEF if isinstance(mission, DisasterReliefMission) else PEACEKEEPING
    label = f"{mission.country}, {_type(mission).lower().replace('pko', 'PKO')}: {figure(mission.personnel)}"
    before, after = x - radius - 8, WIDE - x - radius - 8
    to_left = width_of(label) > after and before > after
    label = fitting(label, before if to_left else after)
    side = before if to_left else x + radius + 8
    start = side - width_of(label) if to_left else x - radius
    shapes = (
        Shape("c-hit", bar(start, y - pitch / 2, 2 * radius + 8 + width_of(label), pitch)),
        Shape(colour, disc(x, y, radius)),
    )
    title = f"{mission}: {figure(mission.personnel)} personnel"
    return Mark(
        mission.get_absolute_url(),
        title,
        shapes,
        (text(side, y + 4.5, label, "c-label", "end" if to_left else "start"),),
    )


MISSIONS = ChartType(
    name="missions-over-time",
    title="Missions by time and size",
    source="section 2 (2) and (3)",
    kinds=(DisasterReliefMission, PeacekeepingMission),
    header=("Date", "Country/territory", "Type", "Personnel"),
    draw=draw,
    most=60,
)
