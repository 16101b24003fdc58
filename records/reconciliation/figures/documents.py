"""Attached Table 2: the documents whose parts the agendas count, set against what else the tables say of them."""

from __future__ import annotations

from typing import Any

from records.models import Meeting
from records.reconciliation.comparing import not_before_the_other, same, unproven
from records.reconciliation.figure import Each, Told
from records.reconciliation.figures.meetings import (
    GROUP_TABLE,
    MINISTERS,
    RECOMMENDATIONS,
    ROME_LYON,
    first_with,
    numbers_in,
)
from records.reconciliation.selecting import every, has, matches, this

PRINCIPLES = "10 Principles and a 10-point Action Plan"
ACTION_PLAN = "G8 Action Plan on Terrorism (25 Points)"
REVISED = "Revised 40 Recommendations"


def principles_on_high_tech_crime(meeting: Any) -> Told:
    """A draft of 1997; the ministers had its subject on their agenda, without the numbers."""
    return Told(
        what="Principles and Action Plan on high-tech crime: how many they are",
        locator=meeting.locator,
        printed=PRINCIPLES,
        of=(first_with(MINISTERS, "Principles and Action Plan to Combat High-Tech Crime"),),
        against=(this(meeting),),
        must=unproven(not_before_the_other),
        rule=(
            "Date of the first meeting in Attached Table 3 with Principles and an Action Plan against high-tech crime "
            "on its agenda; it must not lie before the deliberation of their draft."
        ),
        note="That agenda counts neither the principles nor the points; nothing else in the report does.",
    )


def action_plan_on_terrorism(meeting: Any) -> Told:
    """An action plan of 2001; the next agenda that names it does not count its points."""
    return Told(
        what="G8 Action Plan on Terrorism: how many points it has",
        locator=meeting.locator,
        printed=ACTION_PLAN,
        of=(first_with(ROME_LYON, "Efforts relating to the G8 Action Plan on Terrorism"),),
        against=(this(meeting),),
        must=unproven(not_before_the_other),
        rule=(
            "Date of the first meeting in Attached Table 2 with efforts relating to the plan on its agenda; "
            "it must not lie before the plan’s adoption."
        ),
        note="That agenda does not count the points; nothing else in the report does.",
    )


def revised_recommendations(meeting: Any) -> Told:
    """The Recommendations revised in 2002 must be as many as those of 1995 and 1996."""
    return Told(
        what="Recommendations revised in 2002, against those adopted in 1996",
        locator=meeting.locator,
        printed=REVISED,
        of=(every(Meeting, has(forum=ROME_LYON), matches("agenda", RECOMMENDATIONS)),),
        must=same("40", numbers_in(RECOMMENDATIONS)),
        rule="The number of the Recommendations in the agendas of their deliberation and adoption in Attached Table 2.",
    )


FIGURES = (
    Each(
        slug="documents-10-principles",
        section=GROUP_TABLE,
        rows=first_with(ROME_LYON, PRINCIPLES),
        told=principles_on_high_tech_crime,
    ),
    Each(
        slug="documents-25-points",
        section=GROUP_TABLE,
        rows=first_with(ROME_LYON, ACTION_PLAN),
        told=action_plan_on_terrorism,
    ),
    Each(
        slug="documents-revised-40-recommendations",
        section=GROUP_TABLE,
        rows=first_with(ROME_LYON, REVISED),
        told=revised_recommendations,
    ),
)
