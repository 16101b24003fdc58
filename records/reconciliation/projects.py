"""Section 2 (1) D: cooperation projects, told in the text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from django.urls import reverse

from records.reconciliation import comparing
from records.reconciliation.comparing import counted
from records.reconciliation.courses import LAST_YEAR
from records.reconciliation.figure import Figure, Finding, present
from records.reconciliation.report import Report, called

PROJECTS = "2-1-d"
PAKISTAN = "seminar-on-police-administration-for-islamic-republic-of-pakistan"


def figures(report: Report) -> Iterator[Figure]:
    """The figures on projects, in the report's order."""
    yield more_than_20_years(report)
    yield pakistan_seminar_between(report)
    yield first_regional_project(report)


def more_than_20_years(report: Report) -> Figure:
    """The text: personnel were sent to the Philippines over more than 20 years, from 1979 on."""
    project = called(report.projects, "cooperation-extended-to-philippines-in-criminal-identification-field")
    years = LAST_YEAR - project.earliest.year if project and project.earliest else None
    finding = comparing.more_than(20, years) if years is not None else comparing.NO_ROWS
    return Figure(
        slug="projects-philippines-20-years",
        what="Length of the cooperation with the Philippines",
        section=PROJECTS,
        locator="Section 2 (1) D (a), paragraph 1",
        printed="over more than 20 years",
        finding=finding,
        rule="Years from the beginning of the project to 2003, up to which the report goes.",
        rows=present(project),
        event="philippines-criminal-identification-experts-1979",
    )


def pakistan_seminar_between(report: Report) -> Figure:
    """The text: the seminar for Pakistan lies between the study team of 1996 and the police order of 2002."""
    course = called(report.courses, PAKISTAN)
    return Figure(
        slug="projects-pakistan-seminar",
        what="Seminar on Police Administration for Pakistan: its place in the project",
        section=PROJECTS,
        locator="Section 2 (1) D (d), paragraph 1",
        printed="after 1996 … 2002",
        finding=comparing.within("1996/2002", course),
        rule="The years of the course in the list of section 2 (1) C lie between the two.",
        rows=present(course, called(report.projects, "support-for-pakistani-police-reform")),
        event="pakistan-police-order-2002",
    )


def first_regional_project(report: Report) -> Figure:
    """The text: the project for Thailand is the NPA's first for multiple countries."""
    project = called(report.projects, "regional-drug-control-cooperation-project-for-thailand")
    before = list(takewhile(lambda other: other != project, report.projects))
    regional = [other for other in before if other.country_count > 1]
    agrees = project is not None and project.country_count > 1 and not regional
    words = f"{counted(len(regional), 'project')} for several countries before it"
    return Figure(
        slug="projects-first-for-several-countries",
        what="First project targeted at multiple countries",
        section=PROJECTS,
        locator="Section 2 (1) D (f), paragraph 1",
        printed="a first for the NPA",
        finding=Finding(comparing.verdict(agrees), words) if project else comparing.NO_ROWS,
        rule="Of the projects (a) to (f), how many before it are for more than one country.",
        rows=tuple(report.projects),
        list_address=reverse("project-list"),
        event="golden-triangle-drug-control-project-2002",
    )
