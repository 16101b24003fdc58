"""Counts that the running text gives of what no table or list holds: nothing can be recomputed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from records.reconciliation.figure import Figure, Finding, Verdict

JICA_1974 = "drug-and-traffic-courses-under-jica-1974"


@dataclass(frozen=True)
class Unlisted:
    """A count without rows, and the event that retells it."""

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
)


def figures() -> Iterator[Figure]:
    """The counts without rows, in the report's order."""
    for unlisted in UNLISTED:
        yield Figure(
            slug=unlisted.slug,
            what=unlisted.what,
            section=unlisted.section,
            locator=unlisted.locator,
            printed=unlisted.printed,
            finding=Finding(Verdict.CANNOT),
            rule="No table or list of the report holds what is counted.",
            event=unlisted.event,
            note=unlisted.note,
        )
