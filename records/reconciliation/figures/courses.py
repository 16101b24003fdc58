"""Sections 2 (1) A and C: training courses, told in the text and listed."""

from __future__ import annotations

from typing import Any

from records.models import TrainingCourse
from records.reconciliation.comparing import (
    Found,
    all_that,
    beginning,
    beginning_year,
    date_of_the_first,
    same,
    that_very,
    time_apart,
    unjudged,
    verdict,
    within,
)
from records.reconciliation.figure import NO_ROWS, Finding, Told
from records.reconciliation.formulas import step
from records.reconciliation.selecting import Rows, chosen, dated, earliest, every, has, one
from records.wording import counted

HISTORY = "2-1-a"
LISTS = "2-1-c"
# The last year that the report covers, by its own title.
LAST_YEAR = 2003
PARAGRAPH_2 = "Section 2 (1) A, paragraph 2"
PARAGRAPH_3 = "Section 2 (1) A, paragraph 3"
DRUGS = "seminar-on-control-of-drug-offenses"
TRAFFIC = "traffic-police-administration-seminar"
CRIMINAL_INVESTIGATION = "seminar-on-criminal-investigation-ii"
CRIMINAL_INVESTIGATION_III = "Seminar on Criminal Investigation III"
TRAFFIC_MANAGEMENT = "study-on-transfer-of-traffic-management-techniques"
# The studies on traffic in the list of NPA ODA-based courses.
TRAFFIC_STUDIES = (
    TRAFFIC_MANAGEMENT,
    "study-on-transfer-of-technologies-relating-to-prevention-of-drivers-license-forgery",
)
NO_SURVEYS = "The list has studies on traffic; the report does not say that these are the surveys of the text."
FY_1988 = "1988-04/1989-03"
ACTIVITIES_2003 = "adec-and-traffic-surveys-2003"
GROUP = has(category=TrainingCourse.Category.GROUP)
NPA_ODA = has(category=TrainingCourse.Category.NPA_ODA)
COUNTRY_SPECIFIC = has(category=TrainingCourse.Category.COUNTRY_SPECIFIC)


def of_the_first_year(courses: Rows) -> Rows:
    """Those of the courses that began in the year of the oldest."""

    def choose(among: list[Any]) -> list[Any]:
        found = sorted(filter(dated, among), key=lambda course: course.earliest)
        return [course for course in found if course.earliest.year == found[0].earliest.year]

    return chosen(courses, "those of the first year", choose)


def of_the_last_year(courses: Rows) -> Rows:
    """Those of the courses that end in the last year in which any ends."""

    def choose(among: list[Any]) -> list[Any]:
        found = [course for course in among if course.latest]
        last = max((course.latest.year for course in found), default=None)
        return [course for course in found if course.latest.year == last]

    return chosen(courses, "those that end in the last year", choose)


@step("ending no later than the year", year=LAST_YEAR)
def none_later(courses: Found) -> Finding:
    """The last year in which a course ends must not lie after the last that the report covers."""
    if not courses:
        return NO_ROWS
    year = courses[0].latest.year
    apart = f"{counted(year - LAST_YEAR, 'year')} later" if year > LAST_YEAR else ""
    return Finding(verdict(not apart), str(year), apart)


@step("how many are held in", told="2003", noun="study", plural="studies")
def held_in_2003(studies: Found) -> str:
    """How many of the studies were held in the last year that the report covers."""
    held = [study for study in studies if dated(study) and not time_apart("2003", study.earliest, study.latest)]
    return f"{len(held)} of {counted(len(studies), 'study', 'studies')}"


@step("name of the first row")
def name_of_the_first(courses: Found) -> str:
    """The name of the course."""
    return str(courses[0].name)


@step("held from the year on", year=1999)
def held_from_1999_on(course: Any) -> bool:
    """Whether the course was held in 1999 or in a later year."""
    return dated(course) and (course.latest is None or course.latest.year >= 1999)


FIGURES = (
    Told(
        slug="courses-first-year",
        what="Beginning of international cooperation involving the police",
        section=HISTORY,
        locator=PARAGRAPH_2,
        printed="began in 1962 with … a drug-related training course",
        of=(earliest(every(TrainingCourse)),),
        against=(one(TrainingCourse, DRUGS),),
        must=that_very(beginning("1962"), "another course"),
        rule=(
            "First year of the oldest of all courses listed in section 2 (1) C, "
            "which must be the Seminar on Control of Drug Offenses."
        ),
        listed=("course-list", "sort=date"),
        event="first-drug-training-course-1962",
        caveat=(
            "The list of group training holds courses ongoing in and after 1999 only. "
            "Section 6 (1) A has seminars start in the mid 1950s."
        ),
    ),
    Told(
        slug="courses-traffic-1966",
        what="Launch of the Traffic Police Administration Seminar",
        section=HISTORY,
        locator=PARAGRAPH_2,
        printed="in 1966",
        of=(one(TrainingCourse, TRAFFIC),),
        must=beginning("1966"),
        rule="First year of the seminar in the list of section 2 (1) C.",
        event="traffic-police-seminar-launched-1966",
    ),
    *(
        Told(
            slug=f"courses-{slug}-1974",
            what=f"The {what} under JICA’s technical cooperation scheme",
            section=HISTORY,
            locator=PARAGRAPH_2,
            printed="in 1974",
            of=(one(TrainingCourse, course),),
            must=within("1974"),
            rule="Falls within the years of the course in the list of section 2 (1) C.",
            event="drug-and-traffic-courses-under-jica-1974",
        )
        for slug, course, what in (
            ("drugs", DRUGS, "drug control seminar"),
            ("traffic", TRAFFIC, "traffic police seminar"),
        )
    ),
    Told(
        slug="courses-criminal-investigation-1975",
        what="Launch of the Seminar on Criminal Investigation",
        section=HISTORY,
        locator=PARAGRAPH_2,
        printed="In 1975",
        of=(one(TrainingCourse, CRIMINAL_INVESTIGATION),),
        must=beginning("1975"),
        rule="First year of the seminar in the list of section 2 (1) C, which counts its predecessors in.",
        event="criminal-investigation-seminar-launched-1975",
    ),
    Told(
        slug="courses-criminal-investigation-numeral",
        what="Current Seminar on Criminal Investigation: numeral (II or III) in the name",
        section=HISTORY,
        locator=PARAGRAPH_2,
        printed=CRIMINAL_INVESTIGATION_III,
        of=(one(TrainingCourse, CRIMINAL_INVESTIGATION),),
        must=same(CRIMINAL_INVESTIGATION_III, name_of_the_first),
        rule="Name of the course, going on since 1975, in the list of section 2 (1) C.",
        event="criminal-investigation-seminar-launched-1975",
        note="The text speaks of a III, which the list does not have; it has a II, successor to a I.",
    ),
    Told(
        slug="courses-npa-oda-1988",
        what="Beginning of the NPA’s own ODA program",
        section=HISTORY,
        locator=PARAGRAPH_3,
        printed="in FY 1988",
        of=(of_the_first_year(every(TrainingCourse, NPA_ODA)),),
        must=beginning_year(FY_1988),
        rule="First year of the oldest of the NPA ODA-based courses listed in section 2 (1) C.",
        event="npa-own-oda-program-activities-fy-1988",
        caveat="The list gives years, not fiscal years: January to March 1988 lie in FY 1987.",
    ),
    Told(
        slug="courses-traffic-surveys-1988",
        what="Beginning of the traffic-related field surveys",
        section=HISTORY,
        locator=PARAGRAPH_3,
        printed="traffic-related field surveys in FY 1988",
        of=(one(TrainingCourse, TRAFFIC_MANAGEMENT),),
        must=unjudged(date_of_the_first("a study ")),
        rule="Years of the earliest study on traffic among the NPA ODA-based courses listed in section 2 (1) C.",
        event="npa-own-oda-program-activities-fy-1988",
        note=NO_SURVEYS,
    ),
    Told(
        slug="courses-traffic-surveys-2003",
        what="Traffic-related surveys of 2003",
        section=HISTORY,
        locator=PARAGRAPH_3,
        printed="2003 activities include … traffic-related surveys",
        of=(one(TrainingCourse, *TRAFFIC_STUDIES),),
        must=unjudged(held_in_2003),
        rule="Studies on traffic among the NPA ODA-based courses listed in section 2 (1) C that were held in 2003.",
        event=ACTIVITIES_2003,
        note=NO_SURVEYS,
    ),
    Told(
        slug="courses-adec-2003",
        what="Asia-Pacific Operational Drug Enforcement Conference (ADEC) of 2003",
        section=HISTORY,
        locator=PARAGRAPH_3,
        printed="2003 activities include the hosting of the … (ADEC)",
        rule="No course of the lists in section 2 (1) C has this name.",
        event=ACTIVITIES_2003,
        note="The nearest name is that of the Asia-Pacific Working-Level Meeting on Drug Control, held from 1995 on.",
    ),
    Told(
        slug="courses-country-specific",
        what="Country-specific training: countries of each course",
        section=LISTS,
        locator="Section 2 (1) C, paragraph 2",
        printed="a single country at a time",
        of=(every(TrainingCourse, COUNTRY_SPECIFIC),),
        must=all_that(has(country_count=1), "course"),
        rule="Courses of the list Country-specific Training that name exactly one country.",
        listed=("course-list", "category=country-specific"),
    ),
    Told(
        slug="courses-up-to-2003",
        what="Last year of the courses listed",
        section=LISTS,
        locator="Section 2 (1) C, paragraph 2",
        printed="up to and including 2003",
        of=(of_the_last_year(every(TrainingCourse)),),
        must=none_later,
        rule="The latest of the last years that the lists of section 2 (1) C print.",
        note="One course is printed with a year after 2003 as its last.",
    ),
    Told(
        slug="courses-ongoing-in-1999",
        what="Group training: heading of the list against its courses",
        section=LISTS,
        locator="Section 2 (1) C, Group Training, heading",
        printed="Courses ongoing in and after 1999",
        of=(every(TrainingCourse, GROUP),),
        must=all_that(held_from_1999_on, "course"),
        rule="Courses of the list held in 1999 or in a later year.",
        listed=("course-list", "category=group"),
    ),
)
