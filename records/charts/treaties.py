"""Attached Table 4 as a picture: the treaties as they add up, those ratified and those signed only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from msgspec import Struct, field

from records.charts.geometry import (
    Scale,
    across,
    bar,
    boxes_meet,
    disc,
    moment,
    number,
    text,
    ticks,
    upright,
    widest,
    width_of,
    year_ticks,
)
from records.charts.shapes import HALF, WIDE, ChartType, Drawing, Mark, Shape, Text
from records.models import Treaty
from records.wording import counted

HEIGHT, RIGHT, TOP, BOTTOM = 416, 20, 34, 28
RATIFIED, SIGNED = Treaty.Action.RATIFIED.value, Treaty.Action.SIGNED.value
LOOKS = {RATIFIED: "c-s1", SIGNED: "c-s2 c-hollow"}
LABELS = {RATIFIED: "Ratified", SIGNED: "Signed only"}
# From one line of what is hatched to the next.
HATCH = 5
# On a phone the picture begins here; what came before is said.
NARROW_FROM = 1995
# Years with so many treaties are named, at most so many of them.
A_PEAK, MOST_PEAKS = 3, 2


class _Step(Struct, frozen=True):
    """From this place on there are so many treaties, so many of them ratified; ``treaty`` is the one that came."""

    place: float
    total: int
    ratified: int
    treaty: Any = None


class _Plot(Struct, frozen=True):
    """The scales of a picture, and its steps from left to right."""

    width: int
    x: Scale
    y: Scale
    counts: list[int]
    steps: list[_Step] = field(default_factory=list)

    @property
    def spans(self) -> Iterator[tuple[_Step, float]]:
        """Each step with the place at which the next one begins."""
        ends = [*(step.place for step in self.steps[1:]), self.x.end]
        return zip(self.steps, ends, strict=True)


def draw(treaties: list[Any]) -> Drawing:
    """The number of treaties as a line that climbs one step at each, with a mark on each step."""
    return _draw(_in_order(treaties), 0, WIDE)


def draw_narrow(treaties: list[Any]) -> Drawing:
    """The same on a phone: from 1995 on, where there are any, with the number of those before."""
    treaties = _in_order(treaties)
    before = sum(treaty.earliest.year < NARROW_FROM for treaty in treaties)
    return _draw(treaties, before if before < len(treaties) else 0, HALF)


def _in_order(treaties: list[Any]) -> list[Any]:
    return sorted(treaties, key=lambda treaty: (treaty.earliest, treaty.position))


def _draw(treaties: list[Any], before: int, width: int) -> Drawing:
    """The picture without marks for the first ``before`` of the treaties, upon which the others add up."""
    plot = _plot(treaties, before, width)
    x, y, marks = plot.x, plot.y, [_mark(step, plot.y) for step in plot.steps[1:]]
    years = year_ticks(int(x.low), int(x.high), most=10 if width == WIDE else 5)
    path = f"M{number(x.start)} {number(y(before))}" + "".join(
        f"H{number(step.place)}V{number(y(step.total))}" for step in plot.steps
    )
    fixed = [
        text(0, 14, "Number of treaties, added up"),
        *(text(x.start - 8, y(count) + 4, count, "c-tick", "end") for count in plot.counts),
        *(text(x(year), HEIGHT - 6, year, "c-tick", "middle") for year in years),
        *_legend(treaties, x.start),
    ]
    return Drawing(
        description=_description(treaties),
        rows=[
            (treaty.date, treaty.name, treaty.get_action_display(), count)
            for count, treaty in enumerate(treaties, start=1)
        ],
        width=width,
        height=HEIGHT,
        marks=marks,
        lines=[
            across([y(count) for count in plot.counts], x.start, x.end),
            Shape("c-s1 c-tint", "".join(_areas(plot))),
            Shape("c-s2 c-hatch", "".join(_hatching(plot))),
            upright([x(year) for year in years], y(0), y(0) + 5, "c-axis"),
            across([y(0)], x.start, x.end, "c-axis"),
            Shape("c-s7 c-line", f"{path}H{number(x.end)}"),
            *_swatches(x.start),
        ],
        texts=[*fixed, *_notes(treaties, before, plot, fixed)],
    )


def _plot(treaties: list[Any], before: int, width: int) -> _Plot:
    shown = treaties[before:]
    first = NARROW_FROM if before else shown[0].earliest.year
    counts = ticks(len(treaties), most=7)
    x = Scale(first, shown[-1].earliest.year + 1, widest(counts) + 10, width - RIGHT)
    ratified = sum(treaty.action == RATIFIED for treaty in treaties[:before])
    steps = [_Step(x.start, before, ratified)]
    for total, treaty in enumerate(shown, start=before + 1):
        ratified += treaty.action == RATIFIED
        steps.append(_Step(x(moment(treaty.earliest)), total, ratified, treaty))
    return _Plot(width, x, Scale(0, counts[-1], HEIGHT - BOTTOM, TOP), counts, steps)


def _mark(step: _Step, y: Scale) -> Mark:
    """The end of a step, a link to its treaty."""
    treaty = step.treaty
    title = f"{treaty.name}, {treaty.get_action_display().lower()} {treaty.date_in_words}"
    shapes = (
        Shape("c-hit", disc(step.place, y(step.total), 6.5)),
        Shape(LOOKS[treaty.action], disc(step.place, y(step.total), 4.5)),
    )
    return Mark(treaty.get_absolute_url(), title, shapes)


def _areas(plot: _Plot) -> Iterator[str]:
    """What is ratified, as bars from step to step."""
    for step, end in plot.spans:
        if step.ratified and end > step.place:
            top = plot.y(step.ratified)
            yield bar(step.place, top, end - step.place, plot.y(0) - top)


def _hatching(plot: _Plot) -> Iterator[str]:
    """What is signed only, upon what is ratified: upright lines, which hold without colour."""
    for step, end in plot.spans:
        if step.total > step.ratified:
            first = -(-step.place // HATCH)
            places = [HATCH * place for place in range(int(first), int(end // HATCH) + 1)]
            yield from (f"M{number(x)} {number(plot.y(step.ratified))}V{number(plot.y(step.total))}" for x in places)


def _swatches(left: float) -> list[Shape]:
    """What the two looks of a mark and of what lies beneath them mean."""
    found = []
    for row, (action, look) in enumerate(LOOKS.items()):
        x, y = left + 12, TOP + 11 + 22 * row
        beneath = (
            Shape("c-s1 c-tint", bar(x, y, 28, 14))
            if action == RATIFIED
            else Shape("c-s2 c-hatch", "".join(f"M{number(x + step)} {y}v14" for step in range(1, 28, HATCH)))
        )
        found += [beneath, Shape(look, disc(x + 14, y + 7, 4.5))]
    return found


def _legend(treaties: list[Any], left: float) -> list[Text]:
    """The names of both, with their numbers."""
    found = Counter(treaty.action for treaty in treaties)
    return [
        text(left + 48, TOP + 22.5 + 22 * row, f"{label}: {found[action]}")
        for row, (action, label) in enumerate(LABELS.items())
    ]


def _notes(treaties: list[Any], before: int, plot: _Plot, fixed: list[Text]) -> Iterator[Text]:
    """How many came before the picture begins, and in which years most came: where nothing else stands."""
    taken = list(fixed)
    for note in (*_before(treaties, before, plot), *_peaks(plot)):
        if not any(boxes_meet(note, other) for other in taken):
            taken.append(note)
            yield note


def _before(treaties: list[Any], before: int, plot: _Plot) -> Iterator[Text]:
    if before:
        said = f"{before} from {treaties[0].earliest.year} on"
        yield text(plot.x.start + 6, plot.y(before) + 17, said, "c-note")


def _peaks(plot: _Plot) -> Iterator[Text]:
    """The years in which most treaties came, beside their steps."""
    years = Counter(step.treaty.earliest.year for step in plot.steps[1:])
    for year, count in sorted(years.most_common(MOST_PEAKS)):
        if count >= A_PEAK and len(years) > 1:
            steps = [(before, step) for before, step in pairwise(plot.steps) if step.treaty.earliest.year == year]
            middle = plot.y((steps[0][0].total + steps[-1][1].total) / 2)
            said = f"{count} in {year}"
            if (place := steps[0][1].place - 10) - width_of(said, "c-value") > plot.x.start:
                yield text(place, middle + 4, said, "c-value", "end")
            else:
                yield text(steps[-1][1].place + 10, middle + 4, said, "c-value")


def _description(treaties: list[Any]) -> str:
    signed = sum(treaty.action == SIGNED for treaty in treaties)
    first, last = treaties[0].date_in_words, treaties[-1].date_in_words
    when = first if first == last else f"{first} to {last}"
    count = counted(len(treaties), "treaty", "treaties")
    ratified = len(treaties) - signed
    return f"{count}, {ratified} ratified and {signed} signed only: {when}. The line climbs one step at each."


TREATIES = ChartType(
    name="treaties-over-time",
    title="Treaties as they add up",
    source="Attached Table 4",
    kinds=(Treaty,),
    header=("Date", "Treaty", "Action", "So far"),
    draw=draw,
    draw_narrow=draw_narrow,
)
