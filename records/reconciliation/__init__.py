"""Reconciliation: the figures that the report prints, beside what its rows or other sentences of it give.

Recomputed at request time; figures of the text that nothing allows to be recomputed are listed as such.
Nothing is stored: printed values come from the records' printed rows or, where running text prints them, stand in the
functions; the others are computed from the records as they are now. A disagreement is reported, never corrected.
A module holds a part of the report, a function a figure or a family of figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from records.models import (
    Addressed,
    AssistanceByCountry,
    AssistanceByRegion,
    AssistanceYear,
    CooperationProject,
    CourtesyVisit,
    DisasterReliefMission,
    Event,
    ExpertDispatch,
    ExpertField,
    Meeting,
    Membership,
    PeacekeepingMission,
    TrainingCourse,
    Treaty,
)
from records.reconciliation.figure import Figure, Finding, Verdict
from records.reconciliation.figures import (
    courses,
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

__all__ = ["Figure", "Finding", "Report", "Verdict", "figures_with", "reconcile"]

PARAGRAPH = re.compile(r"(\([a-f]\))?, paragraph ([0-9]+)$")


def reconcile(report: Report) -> list[Figure]:
    """All figures, in the report's order: by section, in running text by paragraph, in a table as its parts stand."""
    figures = [
        *text.figures(report),
        *told_twice.figures(report),
        *courses.figures(report),
        *projects.figures(report),
        *experts.figures(report),
        *missions.figures(report),
        *memberships.figures(report),
        *meetings.figures(report),
        *on_treaties(report),
        *statistics.figures(report),
        *visits.figures(report),
        *unlisted.figures(),
    ]
    figures = [figure.now(report.renamed) for figure in figures]
    places = {text.COVER: 0} | {section.slug: section.position for section in report.outline.sections}
    return sorted(figures, key=lambda figure: (places.get(figure.section, len(places) + 1), *paragraph(figure.locator)))


def on_treaties(report: Report) -> Iterator[Figure]:
    """The figures on treaties: adopted, dated in the text, and all of them together."""
    yield from treaties_adopted.figures(report)
    yield from treaties_told.figures(report)
    yield from treaties.figures(report)


def paragraph(locator: str) -> tuple[str, int]:
    """The letter and the number of the paragraph that a locator names; behind all of them where it names none."""
    found = PARAGRAPH.search(locator)
    return (found[1] or "", int(found[2])) if found else ("~", 0)


def figures_with(record: Addressed) -> list[Figure]:
    """The figures that ``record`` holds or goes into; reads only the tables that these need."""
    report = Report()
    figures = [figure.now(report.renamed) for figure in _figures_near(record, report)]
    return [figure for figure in figures if figure.concerns(record)]


def _figures_near(record: Addressed, report: Report) -> Iterator[Figure]:
    match record:
        case ExpertDispatch() | ExpertField():
            yield from experts.figures(report)
        case TrainingCourse() | CooperationProject():
            yield from courses.figures(report)
            yield from projects.figures(report)
        case DisasterReliefMission() | PeacekeepingMission():
            yield from missions.figures(report)
        case Membership():
            yield from memberships.figures(report)
        case Meeting():
            yield from meetings.figures(report)
            yield from treaties_adopted.figures(report)
            yield from treaties.three_protocols(report)
        case Treaty():
            yield from on_treaties(report)
        case AssistanceYear() | AssistanceByRegion() | AssistanceByCountry():
            yield from statistics.figures(report)
        case CourtesyVisit():
            yield from visits.figures(report)
        case Event():
            yield from text.figures(report)
            yield from told_twice.figures(report)
            yield from unlisted.figures()
            yield from _figures_told(record.section.slug, report)


def _figures_told(section: str, report: Report) -> Iterator[Figure]:
    """The figures that the running text of a section prints, and others of the same modules."""
    match section:
        case "2-1-a" | "6-1-a":
            yield from courses.figures(report)
        case "2-1-b":
            yield from experts.figures(report)
        case "2-1-d":
            yield from projects.figures(report)
            yield from experts.figures(report)
        case "2-2" | "2-3":
            yield from missions.figures(report)
        case "3-2" | "3-4":
            yield from memberships.figures(report)
        case "3-3":
            yield from meetings.figures(report)
        case "4-1" | "4-2" | "6-1-b":
            yield from on_treaties(report)
        case "5-1":
            yield from statistics.figures(report)
            yield from visits.figures(report)
        case "5-2" | "5-3":
            yield from visits.figures(report)
