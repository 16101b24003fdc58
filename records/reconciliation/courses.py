"""Sections 2 (1) A and C: training courses, told in the text and listed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from records.models import TrainingCourse
from records.reconciliation import comparing, printed
from records.reconciliation.comparing import counted
from records.reconciliation.figure import Figure, Finding, present
from records.reconciliation.report import Report, called

HISTORY = "2-1-a"
LISTS = "2-1-c"
# The last year that the report covers, by its own title.
LAST_YEAR = 2003
DRUGS = "seminar-on-control-of-drug-offenses"
TRAFFIC = "traffic-police-administration-seminar"
CRIMINAL_INVESTIGATION = "seminar-on-criminal-investigation-ii"


def figures(report: Report) -> Iterator[Figure]:
    """The figures on courses, in the report's order."""
    yield first_year(report)
    yield drug_course_begins(report)
    yield traffic_course_begins(report)
    yield from courses_of_1974(report)
    yield criminal_investigation_begins(report)
    yield criminal_investigation_numeral(report)
    yield own_oda_program_begins(report)
    yield one_country_each(report)
    yield up_to_2003(report)
    yield ongoing_in_1999(report)
    yield seminars_since_the_1950s(report)


def list_of(category: str = "") -> str:
    """The address of the list of courses, of one category where one is given."""
    return f"{reverse('course-list')}{f'?category={category}' if category else ''}"


def of_category(report: Report, category: str) -> list[Any]:
    """The courses of one of the three lists."""
    return [course for course in report.courses if course.category == category]


def earliest(courses: list[Any]) -> TrainingCourse | None:
    """The course that began first; None where none has a date."""
    dated = [course for course in courses if course.earliest]
    return min(dated, key=lambda course: course.earliest, default=None)


def first_year(report: Report) -> Figure:
    """The text: police cooperation began in 1962; no course is older."""
    first = earliest(report.courses)
    return Figure(
        slug="courses-first-year",
        what="Beginning of international cooperation involving the police",
        section=HISTORY,
        locator="Section 2 (1) A, paragraph 2",
        printed="began in 1962",
        finding=comparing.beginning("1962", first),
        rule="First year of the oldest of all courses listed in section 2 (1) C.",
        rows=present(first),
        list_address=f"{list_of()}?sort=date",
        event="first-drug-training-course-1962",
    )


def drug_course_begins(report: Report) -> Figure:
    """The text: a drug-related training course in 1962."""
    course = called(report.courses, DRUGS)
    return Figure(
        slug="courses-drugs-1962",
        what="First drug-related training course",
        section=HISTORY,
        locator="Section 2 (1) A, paragraph 2",
        printed="in 1962",
        finding=comparing.beginning("1962", course),
        rule="First year of the Seminar on Control of Drug Offenses in the list of section 2 (1) C.",
        rows=present(course),
        event="first-drug-training-course-1962",
    )


def traffic_course_begins(report: Report) -> Figure:
    """The text: the Traffic Police Administration Seminar was launched in 1966."""
    course = called(report.courses, TRAFFIC)
    return Figure(
        slug="courses-traffic-1966",
        what="Launch of the Traffic Police Administration Seminar",
        section=HISTORY,
        locator="Section 2 (1) A, paragraph 2",
        printed="in 1966",
        finding=comparing.beginning("1966", course),
        rule="First year of the seminar in the list of section 2 (1) C.",
        rows=present(course),
        event="traffic-police-seminar-launched-1966",
    )


def courses_of_1974(report: Report) -> Iterator[Figure]:
    """The text: the seminars on drugs and on traffic were held in 1974."""
    for slug, name, what in (("drugs", DRUGS, "drug control seminar"), ("traffic", TRAFFIC, "traffic police seminar")):
        course = called(report.courses, name)
        yield Figure(
            slug=f"courses-{slug}-1974",
            what=f"The {what} under JICA’s technical cooperation scheme",
            section=HISTORY,
            locator="Section 2 (1) A, paragraph 2",
            printed="in 1974",
            finding=comparing.within("1974", course),
            rule="Falls within the years of the course in the list of section 2 (1) C.",
            rows=present(course),
            event="drug-and-traffic-courses-under-jica-1974",
        )


def criminal_investigation_begins(report: Report) -> Figure:
    """The text: the Seminar on Criminal Investigation was launched in 1975."""
    course = called(report.courses, CRIMINAL_INVESTIGATION)
    return Figure(
        slug="courses-criminal-investigation-1975",
        what="Launch of the Seminar on Criminal Investigation",
        section=HISTORY,
        locator="Section 2 (1) A, paragraph 2",
        printed="In 1975",
        finding=comparing.beginning("1975", course),
        rule="First year of the seminar in the list of section 2 (1) C, which counts its predecessors in.",
        rows=present(course),
        event="criminal-investigation-seminar-launched-1975",
    )


def criminal_investigation_numeral(report: Report) -> Figure:
    """The text calls the current course III, the list II."""
    course = called(report.courses, CRIMINAL_INVESTIGATION)
    told = "Seminar on Criminal Investigation III"
    return Figure(
        slug="courses-criminal-investigation-numeral",
        what="Number of the current Seminar on Criminal Investigation",
        section=HISTORY,
        locator="Section 2 (1) A, paragraph 2",
        printed=told,
        finding=comparing.texts(told, course.name if course else ""),
        rule="Name of the course, going on since 1975, in the list of section 2 (1) C.",
        rows=present(course),
        event="criminal-investigation-seminar-launched-1975",
        note="The text speaks of a III, which the list does not have; it has a II, successor to a I.",
    )


def own_oda_program_begins(report: Report) -> Figure:
    """The text: activities under the NPA's own ODA program from FY 1988 on."""
    first = earliest(of_category(report, TrainingCourse.Category.NPA_ODA))
    return Figure(
        slug="courses-npa-oda-1988",
        what="Beginning of the NPA’s own ODA program",
        section=HISTORY,
        locator="Section 2 (1) A, paragraph 3",
        printed="in FY 1988",
        finding=comparing.within("1988-04/1989-03", first),
        rule="First year of the oldest of the NPA ODA-based courses listed in section 2 (1) C.",
        rows=present(first),
        list_address=f"{list_of('npa-oda')}&sort=date",
        event="npa-own-oda-program-activities-fy-1988",
    )


def one_country_each(report: Report) -> Figure:
    """The text: country-specific training has participants from a single country at a time."""
    courses = of_category(report, TrainingCourse.Category.COUNTRY_SPECIFIC)
    single = [course for course in courses if course.country_count == 1]
    finding = Finding(
        comparing.verdict(len(single) == len(courses)), f"{len(single)} of {counted(len(courses), 'course')}"
    )
    return Figure(
        slug="courses-country-specific",
        what="Country-specific training: countries of each course",
        section=LISTS,
        locator="Section 2 (1) C, paragraph 2",
        printed="a single country at a time",
        finding=finding if courses else comparing.NO_ROWS,
        rule="Courses of the list Country-specific Training that name exactly one country.",
        rows=tuple(courses),
        list_address=list_of("country-specific"),
    )


def up_to_2003(report: Report) -> Figure:
    """The text: courses implemented up to and including 2003; none may be dated later."""
    later = [course for course in report.courses if course.latest and course.latest.year > LAST_YEAR]
    years = [course.latest.year for course in report.courses if course.latest]
    last = max(years, default=None)
    apart = f"{counted(last - LAST_YEAR, 'year')} later" if last and later else ""
    return Figure(
        slug="courses-up-to-2003",
        what="Last year of the courses listed",
        section=LISTS,
        locator="Section 2 (1) C, paragraph 2",
        printed="up to and including 2003",
        finding=Finding(comparing.verdict(not later), str(last), apart) if last else comparing.NO_ROWS,
        rule="Latest last year of the courses for which the lists of section 2 (1) C print one.",
        rows=tuple(later) or tuple(report.courses),
        list_address="" if later else list_of(),
        note="One course is printed with a year after 2003 as its last.",
    )


def ongoing_in_1999(report: Report) -> Figure:
    """The list's own heading: courses ongoing in and after 1999."""
    courses = of_category(report, TrainingCourse.Category.GROUP)
    heading = courses[0].as_printed[0][0] if courses and courses[0].as_printed else ""
    ongoing = [course for course in courses if course.earliest and (not course.latest or course.latest.year >= 1999)]
    finding = Finding(
        comparing.verdict(len(ongoing) == len(courses)), f"{len(ongoing)} of {counted(len(courses), 'course')}"
    )
    return Figure(
        slug="courses-ongoing-in-1999",
        what="Group training: heading of the list against its courses",
        section=LISTS,
        locator="Section 2 (1) C, Group Training, heading",
        printed=printed.part(heading, r"Courses[^)]*"),
        finding=finding if courses else comparing.NO_ROWS,
        rule="Courses of the list held in 1999 or in a later year.",
        rows=tuple(courses),
        list_address=list_of("group"),
    )


def seminars_since_the_1950s(report: Report) -> Figure:
    """Section 6: JICA-funded seminars from the mid 1950s on; the oldest course, and the beginning told, is of 1962."""
    first = earliest(report.courses)
    return Figure(
        slug="courses-since-the-mid-1950s",
        what="First seminars for foreign police",
        section="6-1-a",
        locator="Section 6 (1) A, paragraph 1",
        printed="starting in the mid 1950s",
        finding=comparing.beginning("195X", first),
        rule="First year of the oldest of all courses listed in section 2 (1) C.",
        rows=present(first),
        event="jica-funded-seminars-begin-mid-1950s",
        note=(
            "Section 2 (1) A says, too, that cooperation began in 1962. The lists hold major courses only, "
            "so older ones may be missing from them."
        ),
    )
