"""Reconciliation: the figures that the report prints, beside what its rows or other sentences of it give.

Each is declared: what is printed and where, which rows it rests on, what must hold. They are recomputed once for each
state of the records (`remembering`) and nothing is stored; figures of the text that nothing allows to be recomputed are
declared as such. A disagreement is reported, never corrected. A module of ``figures`` holds a part of the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from records.models import Section
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

__all__ = [
    "DECLARED",
    "Figure",
    "Finding",
    "Report",
    "Told",
    "Verdict",
    "reconcile",
    "told_in",
]

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
    return [figure for declared in in_order(report) for figure in declared.figures(report)]


def told_in(report: Report) -> Iterator[Told]:
    """The declarations of all figures, in the report's order; reads what prints them, but recomputes nothing."""
    return (told for declared in in_order(report) for told in declared.told_by(report))


def in_order(report: Report) -> list[Told | Each]:
    """All that is declared, in the report's order."""
    places = {text.COVER: 0} | {section.slug: section.position for section in report.outline.sections}

    def place(declared: Told | Each) -> tuple[int, str, int]:
        section = report.slug_today(Section, declared.section)
        return (places.get(section, len(places) + 1), *paragraph(declared.locator))

    return sorted(DECLARED, key=place)


def paragraph(locator: str) -> tuple[str, int]:
    """The letter and the number of the paragraph that a locator names; behind all of them where it names none."""
    found = PARAGRAPH.search(locator)
    return (found[1] or "", int(found[2])) if found else ("~", 0)
