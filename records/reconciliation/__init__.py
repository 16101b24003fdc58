"""Reconciliation: the figures that the report prints, beside what its rows or other sentences of it give.

Each is declared: what is printed and where, which rows it rests on, what must hold. They are recomputed at request
time and nothing is stored; figures of the text that nothing allows to be recomputed are declared as such. A
disagreement is reported, never corrected. A module of ``figures`` holds a part of the report.
"""

from __future__ import annotations

import re

from records.models import Addressed
from records.reconciliation.figure import Each, Figure, Finding, Told, Verdict
from records.reconciliation.figures import (
    courses,
    documents,
    experts,
    meetings,
    memberships,
    missions,
    projects,
    statistics,
    text,
    told_twice,
    treaties,
    treaties_adopted,
    treaties_told,
    unlisted,
    visits,
)
from records.reconciliation.report import Report

__all__ = ["DECLARED", "Figure", "Finding", "Report", "Verdict", "figures_with", "reconcile"]

# In running text in the order of the sentences; a table's figures as its parts stand.
DECLARED: tuple[Told | Each, ...] = (
    *text.FIGURES,
    *told_twice.FIGURES,
    *courses.FIGURES,
    *projects.FIGURES,
    *experts.FIGURES,
    *missions.FIGURES,
    *memberships.FIGURES,
    *meetings.FIGURES,
    *documents.FIGURES,
    *treaties_adopted.FIGURES,
    *treaties_told.FIGURES,
    *treaties.FIGURES,
    *statistics.FIGURES,
    *visits.FIGURES,
    *unlisted.FIGURES,
)
PARAGRAPH = re.compile(r"(\([a-f]\))?, paragraphs? ([0-9]+)( and [0-9]+)?$")


def reconcile(report: Report) -> list[Figure]:
    """All figures, in the report's order: by section, in running text by paragraph, in a table as its parts stand."""
    figures = [figure for declared in DECLARED for figure in declared.figures(report)]
    places = {text.COVER: 0} | {section.slug: section.position for section in report.outline.sections}
    return sorted(figures, key=lambda figure: (places.get(figure.section, len(places) + 1), *paragraph(figure.locator)))


def paragraph(locator: str) -> tuple[str, int]:
    """The letter and the number of the paragraph that a locator names; behind all of them where it names none."""
    found = PARAGRAPH.search(locator)
    return (found[1] or "", int(found[2])) if found else ("~", 0)


def figures_with(record: Addressed) -> list[Figure]:
    """The figures that ``record`` holds or goes into; reads only the tables that these need."""
    report = Report()
    near = [declared for declared in DECLARED if declared.may_concern(record, report)]
    figures = [figure for declared in near for figure in declared.figures(report)]
    return [figure for figure in figures if figure.concerns(record)]
