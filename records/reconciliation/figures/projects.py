"""Section 2 (1) D: cooperation projects, told in the text."""

from __future__ import annotations

from records.models import CooperationProject, TrainingCourse
from records.reconciliation.comparing import Found, more_than, not_before, unjudged, within
from records.reconciliation.figure import Told
from records.reconciliation.figures.courses import LAST_YEAR
from records.reconciliation.formulas import step
from records.reconciliation.selecting import dated, every, one
from records.wording import counted

PROJECTS = "2-1-d"


@step("years from the beginning to", year=LAST_YEAR)
def years_to_the_last(projects: Found) -> int | None:
    """The years from the beginning of the project to the last that the report covers."""
    return LAST_YEAR - projects[0].earliest.year if dated(projects[0]) else None


@step("how many are in several countries", noun="project")
def in_several_countries(projects: Found) -> str:
    """How many of the projects are in more than one country."""
    several = [project for project in projects if project.country_count > 1]
    return f"{len(several)} of {counted(len(projects), 'project')}"


FIGURES = (
    Told(
        slug="projects-philippines-20-years",
        what="Length of the cooperation with the Philippines",
        section=PROJECTS,
        locator="Section 2 (1) D (a), paragraph 1",
        printed="over more than 20 years",
        of=(one(CooperationProject, "cooperation-extended-to-philippines-in-criminal-identification-field"),),
        must=more_than(20, years_to_the_last),
        rule="Years from the beginning of the project to 2003, up to which the report goes.",
        event="philippines-criminal-identification-experts-1979",
    ),
    Told(
        slug="projects-pakistan-seminar",
        what="Seminar on Police Administration for Pakistan: its place in the project",
        section=PROJECTS,
        locator="Section 2 (1) D (d), paragraph 1",
        printed="In 1996, a study team … followed this up … in 2002",
        of=(
            one(TrainingCourse, "seminar-on-police-administration-for-islamic-republic-of-pakistan"),
            one(CooperationProject, "support-for-pakistani-police-reform"),
        ),
        must=within("1996/2002"),
        rule="The years of the course in the list of section 2 (1) C lie between the study team and the police order.",
        event="pakistan-police-order-2002",
    ),
    Told(
        slug="projects-indonesia-training-participants",
        what="Training participants from Indonesia since 1999",
        section=PROJECTS,
        locator="Section 2 (1) D (e), paragraph 1",
        printed="since … 1999 … hosting of training participants",
        of=(one(TrainingCourse, "comparative-study-of-police-system-for-republic-of-indonesia"),),
        must=not_before("1999"),
        rule="First year of the course for Indonesia in the list of section 2 (1) C; it must not lie before 1999.",
        event="indonesian-police-separated-from-army-1999",
    ),
    Told(
        slug="projects-first-for-several-countries",
        what="First project targeted at multiple countries",
        section=PROJECTS,
        locator="Section 2 (1) D (f), paragraph 1",
        printed="a first for the NPA",
        of=(every(CooperationProject),),
        must=unjudged(in_several_countries),
        rule="Projects (a) to (f) in more than one country.",
        listed=("project-list", ""),
        event="golden-triangle-drug-control-project-2002",
        note=(
            "Project (b), in Singapore, tells of a training program since 1995 for countries of the Asia-Pacific "
            "region, and project (e) has no date: which project was the first for several countries stays open."
        ),
    ),
)
