"""Attached Table 4 as a picture: the treaties as they add up."""

from __future__ import annotations

from typing import Any

from records.charts.geometry import Scale, across, disc, moment, number, text, ticks, upright, year_ticks
from records.charts.shapes import WIDE, ChartType, Drawing, Mark, Shape, Text
from records.models import Treaty
from records.wording import counted

HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 400, 36, 16, 16, 28
LOOKS = {Treaty.Action.RATIFIED.value: "c-s1", Treaty.Action.SIGNED.value: "c-s2 c-hollow"}


def draw(treaties: list[Any]) -> Drawing:
    """The number of treaties as a line that climbs one step at each, with a mark on each step."""
    treaties = sorted(treaties, key=lambda treaty: (treaty.earliest, treaty.position))
    first, last = treaties[0].earliest.year, treaties[-1].earliest.year + 1
    counts = ticks(len(treaties), most=7)
    x = Scale(first, last, LEFT, WIDE - RIGHT)
    y = Scale(0, counts[-1], HEIGHT - BOTTOM, TOP)
    years = year_ticks(first, last, most=10)
    marks, path = [], f"M{number(LEFT)} {number(y(0))}"
    for count, treaty in enumerate(treaties, start=1):
        place = x(moment(treaty.earliest))
        path += f"H{number(place)}V{number(y(count))}"
        title = f"{treaty.name}, {treaty.get_action_display().lower()} {treaty.date_in_words}"
        shapes = (
            Shape("c-hit", disc(place, y(count), 6.5)),
            Shape(LOOKS[treaty.action], disc(place, y(count), 4.5)),
        )
        marks.append(Mark(treaty.get_absolute_url(), title, shapes))
    return Drawing(
        description=_description(treaties),
        rows=[
            (treaty.date, treaty.name, treaty.get_action_display(), count)
            for count, treaty in enumerate(treaties, start=1)
        ],
        width=WIDE,
        height=HEIGHT,
        marks=marks,
        lines=[
            across([y(count) for count in counts], LEFT, WIDE - RIGHT),
            upright([x(year) for year in years], y(0), y(0) + 5, "c-axis"),
            across([y(0)], LEFT, WIDE - RIGHT, "c-axis"),
            Shape("c-s7 c-line", f"{path}H{number(WIDE - RIGHT)}"),
            *(Shape(look, disc(LEFT + 22, TOP + 20 + 22 * row, 5)) for row, look in enumerate(LOOKS.values())),
        ],
        texts=[
            *(text(LEFT - 8, y(count) + 4, count, "c-tick", "end") for count in counts),
            *(text(x(year), HEIGHT - 6, year, "c-tick", "middle") for year in years),
            *_legend(treaties),
        ],
    )


def _legend(treaties: list[Any]) -> list[Text]:
    """What the two looks of a mark mean, with their numbers."""
    found = [treaty.action for treaty in treaties]
    return [
        text(LEFT + 36, TOP + 25 + 22 * row, f"{label}: {found.count(action)}")
        for row, (action, label) in enumerate(Treaty.Action.choices)
    ]


def _description(treaties: list[Any]) -> str:
    signed = sum(treaty.action == Treaty.Action.SIGNED for treaty in treaties)
    first, last = treaties[0].date_in_words, treaties[-1].date_in_words
    when = first if first == last else f"{first} to {last}"
    count = counted(len(treaties), "treaty", "treaties")
    return f"{count}, {len(treaties) - signed} ratified and {signed} signed: {when}. The line climbs one step at each."


TREATIES = ChartType(
    name="treaties-over-time",
    title="Treaties as they add up",
    source="Attached Table 4",
    kinds=(Treaty,),
    header=("Date", "Treaty", "Action", "So far"),
    draw=draw,
)
