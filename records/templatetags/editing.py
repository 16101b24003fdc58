"""What the admin's templates ask of the portal."""

from __future__ import annotations

from typing import Any

from django import template

from records.models import (
    AssistanceByCountry,
    AssistanceByRegion,
    AssistanceYear,
    AuditLine,
    CooperationProject,
    CourtesyVisit,
    DisasterReliefMission,
    Event,
    ExpertDispatch,
    ExpertField,
    Meeting,
    Membership,
    PeacekeepingMission,
    PrintedFigure,
    Section,
    Term,
    TrainingCourse,
    Treaty,
)

register = template.Library()

# The kinds as the report has them, under the headings of its sections.
GROUPS: dict[str, tuple[type, ...]] = {
    "The report": (Section,),
    "2 International Cooperation": (
        *(ExpertDispatch, ExpertField, TrainingCourse, CooperationProject),
        *(DisasterReliefMission, PeacekeepingMission),
    ),
    "3 Handling of International Conferences": (Membership, Meeting),
    "4 Handling of Treaty Negotiations": (Treaty,),
    "5 Exchange with Overseas Law Enforcement and Security Organizations": (
        *(AssistanceYear, AssistanceByRegion, AssistanceByCountry, CourtesyVisit),
    ),
    "All sections": (Event, PrintedFigure, Term),
    "What was done": (AuditLine,),
}
OTHERS = "What records refer to"

# A line of the admin's index, as Django describes a model there.
Line = dict[str, Any]


@register.filter
def in_report_order(lines: list[Line]) -> list[tuple[str, list[Line]]]:
    """The kinds of an app under the report's headings and in its order; what has no heading comes last."""
    left = {line["model"]: line for line in lines}
    grouped = [(title, [left.pop(kind) for kind in kinds if kind in left]) for title, kinds in GROUPS.items()]
    return [(title, found) for title, found in [*grouped, (OTHERS, list(left.values()))] if found]
