"""Attached Tables 2 and 3 as a picture: the G8 meetings, year by year."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from records.charts.geometry import across, bar, lines_of, text, width_of
from records.charts.shapes import WIDE, ChartType, Drawing, Mark, Shape, Text, series
from records.dates import MONTHS
from records.models import Meeting
from records.wording import counted, in_years

TOP, BOTTOM, BLOCK, TALLEST = 40, 28, 54, 560
FORUMS = {forum: series(index) for index, forum in enumerate(Meeting.Forum.values)}
# More years than this are shown without those in which nobody met.
MOST_YEARS = 40


def draw(meetings: list[Any]) -> Drawing:
    """A column for each year with a block for each meeting, the first at the bottom, coloured by forum."""
    meetings = sorted(meetings, key=lambda meeting: (meeting.earliest, meeting.position))
    by_year: dict[int, list[Any]] = defaultdict(list)
    for meeting in meetings:
        by_year[meeting.earliest.year].append(meeting)
    first, last = meetings[0].earliest.year, meetings[-1].earliest.year
    years = list(range(first, last + 1)) if last - first < MOST_YEARS else sorted(by_year)
    tallest = max(map(len, by_year.values()))
    block = min(BLOCK, TALLEST / tallest)
    floor = TOP + block * tallest
    pitch = min(WIDE / len(years), 160)
    marks, texts = [], []
    for index, year in enumerate(years):
        left = index * pitch
        for place, meeting in enumerate(by_year.get(year, []), start=1):
            marks.append(_mark(meeting, left + 1, floor - place * block + 1, pitch - 2, block - 2))
        texts.append(text(left + pitch / 2, floor + 18, year, "c-tick", "middle"))
    swatches, names = _legend(meetings)
    return Drawing(
        description=(
            f"{counted(len(meetings), 'meeting')} {in_years(first, last)}, a block for each; the first of a year "
            "stands at the bottom."
        ),
        rows=[
            (meeting.earliest.year, meeting.get_forum_display(), meeting.date_in_words, meeting.venue)
            for meeting in meetings
        ],
        width=WIDE,
        height=int(floor) + BOTTOM,
        marks=marks,
        lines=[across([floor], 0, pitch * len(years), "c-axis"), *swatches],
        texts=[*texts, *names],
    )


def _legend(meetings: list[Any]) -> tuple[list[Shape], list[Text]]:
    """The forums with their colours and their numbers of meetings, side by side."""
    left, swatches, names = 0.0, [], []
    for forum, label in Meeting.Forum.choices:
        said = f"{label}: {sum(meeting.forum == forum for meeting in meetings)}"
        swatches.append(Shape(FORUMS[forum], bar(left, 6, 12, 12)))
        names.append(text(left + 18, 16.5, said))
        left += 18 + width_of(said) + 24
    return swatches, names


def _mark(meeting: Any, x: float, y: float, width: float, height: float) -> Mark:
    """A block with the month and the place, where there is room for them."""
    colour = FORUMS[meeting.forum]
    shapes = (Shape(f"{colour} c-tint", bar(x, y, width, height)), Shape(colour, bar(x, y, 4, height)))
    month = MONTHS[meeting.earliest.month - 1][:3]
    texts: tuple[Text, ...] = ()
    if height > BLOCK - 4 and width > 60:
        venue = lines_of(meeting.venue, width - 7, "c-note", most=2)
        texts = (
            text(x + 6.5, y + 14, month, "c-tick"),
            *(text(x + 6.5, y + 30 + 15.5 * row, line, "c-note") for row, line in enumerate(venue)),
        )
    return Mark(meeting.get_absolute_url(), str(meeting), shapes, texts)


MEETINGS = ChartType(
    name="meetings-by-year",
    title="Meetings by year and forum",
    source="Attached Tables 2 and 3",
    kinds=(Meeting,),
    header=("Year", "Forum", "Date", "Venue"),
    draw=draw,
)
