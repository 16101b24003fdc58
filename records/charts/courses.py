"""The courses of section 2 (1) C as a picture: from when to when each was held."""

from __future__ import annotations

from typing import Any

from records.charts.geometry import Scale, arrow_bar, bar, fitting, moment, text, upright, width_of, year_ticks
from records.charts.shapes import WIDE, ChartType, Drawing, Mark, Shape, Text, series
from records.models import TrainingCourse
from records.wording import counted

# The year in which the report leaves off; a bar with an arrow goes on beyond it.
LAST_YEAR = 2004
PITCH, BAR, HEADING, TOP, LEFT, RIGHT = 24, 16, 38, 24, 16, 12


def draw(courses: list[Any]) -> Drawing:
    """A bar for each course from its first to its last year, list by list; an arrow says that it goes on."""
    first = min(course.earliest.year for course in courses)
    last = max(LAST_YEAR, *((course.latest or course.earliest).year for course in courses))
    x = Scale(first, last + 1, LEFT, WIDE - RIGHT)
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
            marks.append(_mark(course, y, x, series(index)))
            end = course.latest.year if course.latest else "ongoing"
            rows.append((course.name, label, course.earliest.year, end))
            y += PITCH
    years = year_ticks(first, last, most=10)
    if last - years[-1] > 2:
        years.append(last)
    ongoing = sum(course.latest is None for course in courses)
    return Drawing(
        description=(
            f"{counted(len(courses), 'course')} from {first} on, in the report’s own lists"
            + (f"; an arrow shows the {ongoing} still ongoing in the report." if ongoing else ".")
        ),
        rows=rows,
        width=WIDE,
        height=int(y) + 28,
        marks=marks,
        lines=[upright([x(year) for year in years], TOP, y + 4)],
        texts=[
            *headings,
            *(text(x(year), place, year, "c-tick", "middle") for year in years for place in (14, y + 20)),
        ],
    )


def _mark(course: Any, y: float, x: Scale, colour: str) -> Mark:
    """The row of one course, all of it a link."""
    start = x(moment(course.earliest))
    end = x(course.latest.year + 1) if course.latest else x.end
    top = y + (PITCH - BAR) / 2
    draw_bar = bar if course.latest else arrow_bar
    shapes = (
        Shape("c-hit", bar(0, y, WIDE, PITCH)),
        Shape(f"{colour} c-tint", draw_bar(start, top, end - start, BAR)),
        Shape(colour, bar(start, top, 4, BAR)),
    )
    name = course.name
    size = width_of(name)
    if size + 10 <= start:
        label = text(start - 8, y + 16.5, name, "c-label", "end")
    elif size + 10 <= WIDE - end:
        label = text(end + 8, y + 16.5, name)
    elif start > x.end - start:
        label = text(start - 8, y + 16.5, fitting(name, start - 8), "c-label", "end")
    else:
        label = text(start + 10, y + 16.5, fitting(name, x.end - start - 20))
    years = course.date_in_words if course.latest else f"{course.date_in_words}, still ongoing in the report"
    return Mark(course.get_absolute_url(), f"{name}: {years}", shapes, (label,))


COURSES = ChartType(
    name="courses-over-time",
    title="Courses from their first to their last year",
    source="section 2 (1) C",
    kinds=(TrainingCourse,),
    header=("Course", "Category", "First year", "Last year"),
    draw=draw,
    most=80,
)
