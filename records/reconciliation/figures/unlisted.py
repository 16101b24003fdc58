"""Counts, ranks and lengths of time that the running text gives of what no table or list holds.

Nothing can be recomputed: they are listed so that the page leaves out no figure of the text in silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from records.reconciliation.figure import Figure, Finding, Verdict

JICA_1974 = "drug-and-traffic-courses-under-jica-1974"


@dataclass(frozen=True)
class Unlisted:
    """A count, rank or length of time without rows, and the event that retells it."""

    slug: str
    what: str
    section: str
    locator: str
    printed: str
    event: str
    # What the report tells of it.
    note: str


UNLISTED = (
    Unlisted(
        "donor-largest-1989",
        "Rank of Japan as an aid donor in 1989",
        "2-1-a",
        "Section 2 (1) A, paragraph 1",
        "the world's No. 1 donor in 1989",
        "largest-aid-donor-1989",
        "The report gives no amounts of aid.",
    ),
    Unlisted(
        "donor-second-largest",
        "Rank of Japan as an aid donor at the time of the report",
        "2-1-a",
        "Section 2 (1) A, paragraph 1",
        "the second largest aid donor",
        "largest-aid-donor-1989",
        "The report gives no amounts of aid.",
    ),
    Unlisted(
        "courses-drug-seminar-participants-1974",
        "Participants of the drug control seminar of 1974",
        "2-1-a",
        "Section 2 (1) A, paragraph 2",
        "22 persons from 20 countries",
        JICA_1974,
        "The report lists no participants of single courses.",
    ),
    Unlisted(
        "courses-traffic-seminar-participants-1974",
        "Participants of the Traffic Police Administration Seminar of 1974",
        "2-1-a",
        "Section 2 (1) A, paragraph 2",
        "13 persons from 13 countries",
        JICA_1974,
        "The report lists no participants of single courses.",
    ),
    Unlisted(
        "projects-neighborhood-police-posts",
        "Neighborhood police posts in Singapore in December 2003",
        "2-1-d",
        "Section 2 (1) D (b), paragraph 1",
        "as many as 97",
        "singapore-97-neighborhood-police-posts-december-2003",
        "The report lists no neighborhood police posts.",
    ),
    Unlisted(
        "projects-singapore-three-years",
        "Length of the plan for traffic management in Singapore",
        "2-1-d",
        "Section 2 (1) D (b), paragraph 2",
        "three-year plan",
        "singapore-traffic-management-plan-fy-1985",
        "The report dates only the beginning of the plan.",
    ),
    Unlisted(
        "projects-thailand-three-years",
        "Length of the regional drug control project",
        "2-1-d",
        "Section 2 (1) D (f), paragraph 1",
        "A three-year project",
        "golden-triangle-drug-control-project-2002",
        "The report dates only the beginning of the project.",
    ),
    Unlisted(
        "peacekeeping-injured",
        "Police personnel injured in Cambodia",
        "2-3",
        "Section 2 (3), paragraph 2",
        "four others",
        "cambodia-attack-superintendent-takada-1992-1993",
        "The report names none of them.",
    ),
    Unlisted(
        "penal-conference-every-five-years",
        "Years between two International Penal and Penitentiary Conferences",
        "3-1",
        "Section 3 (1), paragraph 1",
        "every five years",
        "international-penal-commission-founded-19th-century",
        "The report dates none of these conferences.",
    ),
    Unlisted(
        "fatf-40-recommendations",
        "Number of the Recommendations of the FATF",
        "3-2",
        "Section 3 (2), paragraph 2",
        "the 40 Recommendations",
        "fatf-40-recommendations-1990",
        "The report does not list them.",
    ),
    Unlisted(
        "fatf-eight-special-recommendations",
        "Number of the Special Recommendations of the FATF",
        "3-2",
        "Section 3 (2), paragraph 3",
        "Eight Special Recommendations",
        "fatf-eight-special-recommendations-october-2001",
        "The report does not list them.",
    ),
    Unlisted(
        "japan-china-meetings",
        "Working-level meetings of the Japan-China consultation",
        "5-2",
        "Section 5 (2), paragraph 2",
        "a total of three working-level meetings",
        "japan-china-consultation-meeting-december-1999",
        "The report dates only the first of them.",
    ),
    Unlisted(
        "japan-russia-meetings",
        "Japan-Russia meetings by 2003",
        "5-4",
        "Section 5 (4), paragraph 1",
        "A total of four meetings",
        "four-japan-russia-meetings-by-2003",
        "The report dates none of them.",
    ),
    Unlisted(
        "fbi-agents",
        "FBI agents trained in Japan by 2003",
        "5-5",
        "Section 5 (5), paragraph 1",
        "five FBI agents",
        "five-fbi-agents-trained-in-japan-by-2003",
        "The report names none of them.",
    ),
    Unlisted(
        "fbi-training-length",
        "Length of the FBI agents’ training in Japan",
        "5-5",
        "Section 5 (5), paragraph 1",
        "about six months to a year",
        "five-fbi-agents-trained-in-japan-by-2003",
        "The report dates no single training.",
    ),
)


def figures() -> Iterator[Figure]:
    """The figures without rows, in the report's order."""
    for unlisted in UNLISTED:
        yield Figure(
            slug=unlisted.slug,
            what=unlisted.what,
            section=unlisted.section,
            locator=unlisted.locator,
            printed=unlisted.printed,
            finding=Finding(Verdict.CANNOT),
            rule="No table or list of the report holds what it would be recomputed from.",
            event=unlisted.event,
            note=unlisted.note,
        )
