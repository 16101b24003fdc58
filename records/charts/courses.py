"""The courses of section 2 (1) C as a picture: from when to when each was held."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from records.charts.geometry import (
    Scale,
    arrow_bar,
    bar,
    fitting,
    lines_of,
    moment,
    text,
    upright,
    width_of,
    year_ticks,
)
from records.charts.shapes import HALF, WIDE, ChartType, Drawing, Mark, Shape, Text, series
from records.charts.spans import LAST_YEAR
from records.models import TrainingCourse
from records.wording import counted

PITCH, BAR, HEADING, TOP, LEFT, RIGHT = 24, 16, 38, 24, 18, 18
# Of a row whose name stands above its bar.
LINE, THIN_BAR = 17, 8


def draw(courses: list[Any]) -> Drawing:
    """A bar for each course from its first to its last year, list by list; an arrow says that it goes on."""
    return _draw(courses, WIDE, _row)


def draw_narrow(courses: list[Any]) -> Drawing:
    """The same on a phone: each name stands above its bar."""
    return _draw(courses, HALF, _narrow_row)


def _draw(courses: list[Any], width: int, row: Callable[[Any, float, Scale, str], tuple[Mark, float]]) -> Drawing:
    """The lists below each other; ``row`` draws one course at a height and says how much of it the row takes."""
    first = min(course.earliest.year for course in courses)
    last = max(LAST_YEAR, *((course.latest or course.earliest).year for course in courses))
    x = Scale(first, last + 1, LEFT, width - RIGHT)
    marks: list[Mark] = []
    headings: list[Text] = []
    rows: list[tuple[Any, ...]] = []
    y = float(TOP)
    for index, (category, label) in enumerate(TrainingCourse.Category.choices):
        held = [course for course in courses if course.category == category]
        if not held:
            continue
        headings.append(text(0, y + 26, f"{label}: {len(held)}", "c-heading"))
        y += HEADING
        for course in sorted(held, key=lambda course: (course.earliest, course.latest is None, course.position)):
            mark, pitch = row(course, y, x, series(index))
            marks.append(mark)
            end = course.latest.year if course.latest else "ongoing"
            rows.append((course.name, label, course.earliest.year, end))
            y += pitch
    years = year_ticks(first, last, most=10 if width == WIDE else 5)
    if not years or x(last) - x(years[-1]) > 36:
        years.append(last)
    return Drawing(
        description=_description(courses, first),
        rows=rows,
        width=width,
        height=int(y) + 28,
        marks=marks,
        lines=[upright([x(year) for year in years], TOP, y + 4)],
        texts=[
            *headings,
            *(text(x(year), place, year, "c-tick", "middle") for year in years for place in (14, y + 20)),
        ],
    )


def _description(courses: list[Any], first: int) -> str:
    ongoing = sum(course.latest is None for course in courses)
    arrows = f"; an arrow shows the {ongoing} still ongoing in the report" if ongoing else ""
    return f"{counted(len(courses), 'course')} from {first} on, in the report’s own lists{arrows}."


def _row(course: Any, y: float, x: Scale, colour: str) -> tuple[Mark, float]:
    """The name beside the bar, on the side on which there is room, or within it."""
    start, end = _ends(course, x)
    name = course.name
    size = width_of(name)
    if size + 10 <= start:
        label = text(start - 8, y + 16.5, name, "c-label", "end")
    elif size + 10 <= WIDE - end:
        label = text(end + 8, y + 16.5, name)
    elif start > x.end - start:
        # The longest are whole in smaller type.
        css = "c-note" if size > start - 8 else "c-label"
        label = text(start - 8, y + 16.5, fitting(name, start - 8, css), css, "end")
    else:
        label = text(start + 10, y + 16.5, fitting(name, x.end - start - 20))
    shapes = (Shape("c-hit", bar(0, y, WIDE, PITCH)), *_bar(course, y + (PITCH - BAR) / 2, BAR, x, colour))
    return _mark(course, shapes, [label]), PITCH


def _narrow_row(course: Any, y: float, x: Scale, colour: str) -> tuple[Mark, float]:
    """The name above the bar, in two lines where it is long."""
    lines = lines_of(course.name, HALF, most=2)
    below = y + LINE * len(lines) + 4
    pitch = below + THIN_BAR + 10 - y
    shapes = (Shape("c-hit", bar(0, y, HALF, pitch)), *_bar(course, below, THIN_BAR, x, colour))
    labels = [text(0, y + LINE * place - 3, line) for place, line in enumerate(lines, start=1)]
    return _mark(course, shapes, labels), pitch


def _ends(course: Any, x: Scale) -> tuple[float, float]:
    """Where its bar begins and ends."""
    return x(moment(course.earliest)), x(course.latest.year + 1) if course.latest else x.end


def _bar(course: Any, top: float, height: float, x: Scale, colour: str) -> tuple[Shape, Shape]:
    start, end = _ends(course, x)
    draw_bar = bar if course.latest else arrow_bar
    return Shape(f"{colour} c-tint", draw_bar(start, top, end - start, height)), Shape(
        colour, bar(start, top, 4, height)
    )


def _mark(course: Any, shapes: tuple[Shape, ...], labels: list[Text]) -> Mark:
    """The row of one course, all of it a link."""
    years = course.date_in_words if course.latest else f"{course.date_in_words}, still ongoing in the report"
    return Mark(course.get_absolute_url(), f"{course.name}: {years}", shapes, tuple(labels))


COURSES = ChartType(
    name="courses-over-time",
    title="Courses from their first to their last year",
    source="section 2 (1) C",
    kinds=(TrainingCourse,),
    header=("Course", "Category", "First year", "Last year"),
    draw=draw,
    draw_narrow=draw_narrow,
    most=80,
)
