"""Section 2 (1) D: cooperation projects, told in the text."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from records.reconciliation import comparing
from records.reconciliation.comparing import counted
from records.reconciliation.figure import Figure, Finding, Verdict, present
from records.reconciliation.figures.courses import LAST_YEAR
from records.reconciliation.report import Report, called

PROJECTS = "2-1-d"
INDONESIA = "comparative-study-of-police-system-for-republic-of-indonesia"
PAKISTAN = "seminar-on-police-administration-for-islamic-republic-of-pakistan"


def figures(report: Report) -> Iterator[Figure]:
    """The figures on projects, in the report's order."""
    yield more_than_20_years(report)
    yield pakistan_seminar_between(report)
    yield indonesian_participants(report)
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
        printed="In 1996, a study team … followed this up … in 2002",
        finding=comparing.within("1996/2002", course),
        rule="The years of the course in the list of section 2 (1) C lie between the study team and the police order.",
        rows=present(course, called(report.projects, "support-for-pakistani-police-reform")),
        event="pakistan-police-order-2002",
    )


def indonesian_participants(report: Report) -> Figure:
    """The text: training participants from Indonesia since the State Police was separated in 1999."""
    course = called(report.courses, INDONESIA)
    return Figure(
        slug="projects-indonesia-training-participants",
        what="Training participants from Indonesia since 1999",
        section=PROJECTS,
        locator="Section 2 (1) D (e), paragraph 1",
        printed="since … 1999 … hosting of training participants",
        finding=comparing.not_before("1999", course),
        rule="First year of the course for Indonesia in the list of section 2 (1) C; it must not lie before 1999.",
        rows=present(course),
        event="indonesian-police-separated-from-army-1999",
    )


def first_regional_project(report: Report) -> Figure:
    """The text: the project for Thailand is the NPA's first for multiple countries; not all projects have a date."""
    regional = [project for project in report.projects if project.country_count > 1]
    words = f"{len(regional)} of {counted(len(report.projects), 'project')}"
    return Figure(
        slug="projects-first-for-several-countries",
        what="First project targeted at multiple countries",
        section=PROJECTS,
        locator="Section 2 (1) D (f), paragraph 1",
        printed="a first for the NPA",
        finding=Finding(Verdict.CANNOT, words if report.projects else ""),
        rule="Projects (a) to (f) in more than one country.",
        rows=tuple(report.projects),
        list_address=reverse("project-list"),
        event="golden-triangle-drug-control-project-2002",
        note=(
            "Project (b), in Singapore, tells of a training program since 1995 for countries of the Asia-Pacific "
            "region, and project (e) has no date: which project was the first for several countries stays open."
        ),
    )
