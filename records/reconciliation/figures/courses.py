"""Sections 2 (1) A and C: training courses, told in the text and listed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from records.models import TrainingCourse
from records.reconciliation import comparing, printed
from records.reconciliation.comparing import counted
from records.reconciliation.figure import Figure, Finding, Verdict, present
from records.reconciliation.report import Report, called, is_called

HISTORY = "2-1-a"
LISTS = "2-1-c"
# The last year that the report covers, by its own title.
LAST_YEAR = 2003
DRUGS = "seminar-on-control-of-drug-offenses"
TRAFFIC = "traffic-police-administration-seminar"
CRIMINAL_INVESTIGATION = "seminar-on-criminal-investigation-ii"
TRAFFIC_MANAGEMENT = "study-on-transfer-of-traffic-management-techniques"
# The studies on traffic in the list of NPA ODA-based courses.
TRAFFIC_STUDIES = (
    TRAFFIC_MANAGEMENT,
    "study-on-transfer-of-technologies-relating-to-prevention-of-drivers-license-forgery",
)
FY_1988 = "1988-04/1989-03"
ACTIVITIES_2003 = "adec-and-traffic-surveys-2003"


def figures(report: Report) -> Iterator[Figure]:
    """The figures on courses, in the report's order."""
    yield first_year(report)
    yield drug_course_begins(report)
    yield traffic_course_begins(report)
    yield from courses_of_1974(report)
    yield criminal_investigation_begins(report)
    yield criminal_investigation_numeral(report)
    yield own_oda_program_begins(report)
    yield traffic_surveys_begin(report)
    yield traffic_surveys_of_2003(report)
    yield drug_conference_of_2003()
    yield one_country_each(report)
    yield up_to_2003(report)
    yield ongoing_in_1999(report)


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
        caveat=(
            "The list of group training holds courses ongoing in and after 1999 only. "
            "Section 6 (1) A has seminars start in the mid 1950s."
        ),
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
        what="Current Seminar on Criminal Investigation: numeral (II or III) in the name",
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
    courses = of_category(report, TrainingCourse.Category.NPA_ODA)
    first = earliest(courses)
    year = first.earliest.year if first and first.earliest else None
    of_that_year = tuple(course for course in courses if course.earliest and course.earliest.year == year)
    return Figure(
        slug="courses-npa-oda-1988",
        what="Beginning of the NPA’s own ODA program",
        section=HISTORY,
        locator="Section 2 (1) A, paragraph 3",
        printed="in FY 1988",
        finding=comparing.beginning_year(FY_1988, first),
        rule="First year of the oldest of the NPA ODA-based courses listed in section 2 (1) C.",
        rows=of_that_year,
        event="npa-own-oda-program-activities-fy-1988",
        caveat="The list gives years, not fiscal years: January to March 1988 lie in FY 1987.",
    )


def traffic_surveys_begin(report: Report) -> Figure:
    """The text: traffic-related field surveys in FY 1988; the first study on traffic in the list is of 1989."""
    course = called(report.courses, TRAFFIC_MANAGEMENT)
    return Figure(
        slug="courses-traffic-surveys-1988",
        what="Beginning of the traffic-related field surveys",
        section=HISTORY,
        locator="Section 2 (1) A, paragraph 3",
        printed="traffic-related field surveys in FY 1988",
        finding=comparing.beginning_year(FY_1988, course),
        rule="First year of the earliest study on traffic among the NPA ODA-based courses listed in section 2 (1) C.",
        rows=present(course),
        event="npa-own-oda-program-activities-fy-1988",
        caveat=(
            "January to March 1989 lie in FY 1988. If the list gives fiscal years, the study begins 1 year later than "
            "the surveys of the text."
        ),
    )


def traffic_surveys_of_2003(report: Report) -> Figure:
    """The text: traffic-related surveys in 2003; the studies on traffic in the list go on then."""
    studies = [course for course in report.courses if is_called(course, TRAFFIC_STUDIES) and course.earliest]
    ongoing = [
        course
        for course in studies
        if course.earliest.year <= LAST_YEAR and (not course.latest or course.latest.year >= LAST_YEAR)
    ]
    finding = Finding(comparing.verdict(bool(ongoing)), f"{len(ongoing)} of {counted(len(studies), 'course')}")
    return Figure(
        slug="courses-traffic-surveys-2003",
        what="Traffic-related surveys of 2003",
        section=HISTORY,
        locator="Section 2 (1) A, paragraph 3",
        printed="2003 activities include … traffic-related surveys",
        finding=finding if studies else comparing.NO_ROWS,
        rule="Studies on traffic among the NPA ODA-based courses listed in section 2 (1) C that were held in 2003.",
        rows=tuple(studies),
        event=ACTIVITIES_2003,
    )


def drug_conference_of_2003() -> Figure:
    """The text: the NPA hosted ADEC in 2003; the lists have no course of that name."""
    return Figure(
        slug="courses-adec-2003",
        what="Asia-Pacific Operational Drug Enforcement Conference (ADEC) of 2003",
        section=HISTORY,
        locator="Section 2 (1) A, paragraph 3",
        printed="2003 activities include the hosting of the … (ADEC)",
        finding=Finding(Verdict.CANNOT),
        rule="No course of the lists in section 2 (1) C has this name.",
        event=ACTIVITIES_2003,
        note="The nearest name is that of the Asia-Pacific Working-Level Meeting on Drug Control, held from 1995 on.",
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
        rule="The latest of the last years that the lists of section 2 (1) C print.",
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
