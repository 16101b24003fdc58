"""The dated records of every kind on one axis of time, a lane for each kind."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from records.charts.decades import decades
from records.charts.folding import address_of, date_of, fold, name_of, together
from records.charts.geometry import Scale, bar, fitting, text, width_of, year_ticks
from records.charts.shapes import WIDE, ChartType, Drawing, Mark, Shape, series
from records.charts.spans import FIRST_YEAR, LAST_YEAR, axis_of, ends_of, shapes_of
from records.models import (
    AssistanceByCountry,
    AssistanceByRegion,
    AssistanceYear,
    CooperationProject,
    CourtesyVisit,
    DisasterReliefMission,
    Event,
    Meeting,
    Membership,
    PeacekeepingMission,
    TrainingCourse,
    Treaty,
)
from records.wording import counted

LANES_OF: dict[type[Any], str] = {
    TrainingCourse: "Courses",
    CooperationProject: "Projects",
    DisasterReliefMission: "Disaster relief",
    PeacekeepingMission: "Peacekeeping",
    Membership: "Memberships",
    Meeting: "Meetings",
    Treaty: "Treaties",
    AssistanceYear: "Statistics",
    AssistanceByRegion: "Statistics",
    AssistanceByCountry: "Statistics",
    CourtesyVisit: "Visits",
    Event: "Events",
}
LEAST_YEARS = 6
TOP, BOTTOM, LEFT, RIGHT, GAP = 26, 28, 164, 20, 10
# Up to so many marks each bears its name.
MOST_NAMES = 36
NAMED_PITCH, NAMED_BAR, BARE_PITCH, BARE_BAR, LONGEST_NAME = 24, 14, 9, 7, 400


class _Place(Struct, frozen=True):
    """Where records stand in their lane, one or some together: from where to where, and what else their mark takes."""

    records: list[Any]
    start: float
    end: float
    name: str = ""
    named_before: bool = False

    @property
    def record(self) -> Any:
        return self.records[0]

    @property
    def taken(self) -> tuple[float, float]:
        """All that the mark and its name take up."""
        if self.named_before:
            return self.start - 6 - width_of(self.name), self.end
        if self.name:
            return self.start, max(self.end, self._name_at + width_of(self.name))
        return self.start, self.end

    @property
    def _name_at(self) -> float:
        framed = self.record.is_vague and width_of(self.name) + 16 <= self.end - self.start
        within = self.record.is_span or framed
        return self.start + 8 if within else self.end + 6

    @property
    def rooms(self) -> tuple[float, float]:
        """How wide a name may be within or after the mark, and before it."""
        return WIDE - self._name_at, self.start - 6 - LEFT

    @property
    def name_at(self) -> float:
        """Where the name begins, or ends where it stands before the mark."""
        return self.start - 6 if self.named_before else self._name_at


def draw(*kinds: list[Any]) -> Drawing:
    """A lane for each kind in the report's order, a mark for each record, below each other where they would touch."""
    records = sorted((record for found in kinds for record in found), key=lambda record: record.earliest)
    first, last = _years(records)
    x = Scale(first, last + 1, LEFT, WIDE - RIGHT)
    named = len(records) <= MOST_NAMES
    pitch = NAMED_PITCH if named else BARE_PITCH
    marks: list[Mark] = []
    texts, floors, y = [], [], float(TOP)
    for index, (label, groups) in enumerate(_lanes(kinds)):
        if not groups:
            continue
        rows = _rows([_place(group, x, named) for group in groups])
        texts.append(text(0, y + GAP + pitch / 2 + 2, label, "c-value"))
        texts.append(text(LEFT - 16, y + GAP + pitch / 2 + 2, sum(map(len, groups)), "c-tick", "end"))
        for row, places in enumerate(rows):
            top = y + GAP / 2 + row * pitch
            marks += [_mark(place, top, named, series(index)) for place in places]
        y += max(len(rows) * pitch, 18) + GAP
        floors.append(y)
    lines, labels = axis_of(year_ticks(first, last + 1, most=12), x, TOP, floors, WIDE)
    return Drawing(
        description=_description(records, len(marks)),
        rows=[(record.date_in_words, str(record), record.kind) for record in records],
        width=WIDE,
        height=int(y) + BOTTOM,
        marks=marks,
        lines=lines,
        texts=[*texts, *labels],
        decades=decades(records),
    )


def _lanes(kinds: tuple[list[Any], ...]) -> list[tuple[str, list[list[Any]]]]:
    """The lanes with what is to have a mark in each, in the order of their first days."""
    lanes: dict[str, list[list[Any]]] = {label: [] for label in LANES_OF.values()}
    for label, records in zip(LANES_OF.values(), kinds, strict=True):
        lanes[label] += together(
            sorted(records, key=lambda record: (record.earliest, *map(str, fold(record)), record.position))
        )
    return [(label, sorted(groups, key=lambda group: group[0].earliest)) for label, groups in lanes.items()]


def _years(records: list[Any]) -> tuple[int, int]:
    """The first and last year of the axis."""
    last = max((r.latest.year if r.latest else LAST_YEAR for r in records), default=LAST_YEAR)
    last = max(last, FIRST_YEAR)
    first = max(min(records[0].earliest.year, last + 1 - LEAST_YEARS), FIRST_YEAR)
    return first, last


def _description(records: list[Any], marks: int) -> str:
    """What is drawn, in a sentence or two."""
    said = f"{counted(len(records), 'dated record')}, a mark for each"
    if marks < len(records):
        said += "; or one for the members listed as of a day and for the figures of a year"
    ongoing = sum(record.latest is None for record in records)
    if ongoing:
        said += "; an arrow shows what goes on in the report"
    if any(record.is_vague for record in records):
        said += "; a hollow mark, what the report dates by a decade or century"
    if records[0].earliest.year < FIRST_YEAR:
        said += f"; what is older than {FIRST_YEAR} stands at the left edge"
    return f"{said}."


def _place(records: list[Any], x: Scale, named: bool) -> _Place:
    """Where the records would stand, whatever else stands there."""
    start, end = ends_of(records[0], x)
    if not named:
        return _Place(records, start, end)
    name = fitting(name_of(records), LONGEST_NAME)
    after, before = _Place(records, start, end, name).rooms
    named_before = width_of(name) > after and before > after
    return _Place(records, start, end, fitting(name, before if named_before else after), named_before)


def _rows(places: list[_Place]) -> list[list[_Place]]:
    """The places in as few rows as keep them apart, each in the first row that has room."""
    rows: list[list[_Place]] = []
    for place in places:
        start, end = place.taken
        row = next(
            (row for row in rows if all(e + 3 <= start or s >= end + 3 for s, e in (o.taken for o in row))), None
        )
        if row is None:
            rows.append([place])
        else:
            row.append(place)
    return rows


def _mark(place: _Place, top: float, named: bool, colour: str) -> Mark:
    """The bar of its records, and its name where marks are ``named``."""
    record = place.record
    height, pitch = (NAMED_BAR, NAMED_PITCH) if named else (BARE_BAR, BARE_PITCH)
    y = top + (pitch - height) / 2
    shapes = shapes_of(record, place.start, place.end, y, height, colour)
    said = name_of(place.records)
    title = said if record.date_in_words in said else f"{said}: {date_of(record)}"
    if len(place.records) > 1:
        title += f", {counted(len(place.records), 'record')}"
    address = address_of(place.records)
    if not named:
        return Mark(address, title, shapes)
    start, end = place.taken
    hit = Shape("c-hit", bar(start, top, end - start, pitch))
    name = text(place.name_at, y + 11.5, place.name, "c-label", "end" if place.named_before else "start")
    return Mark(address, title, (hit, *shapes), (name,))


LANES = ChartType(
    name="records-over-time",
    title="Over the years",
    source="all sections",
    kinds=tuple(LANES_OF),
    header=("Date", "Record", "Kind"),
    draw=draw,
    most=600,
    page="event-list",
)
