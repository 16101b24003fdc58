"""Facts that two places of the running text tell: each compared with what the other says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from records.reconciliation import comparing
from records.reconciliation.figure import Figure, present
from records.reconciliation.report import Report, called

DEPARTMENT = "international-affairs-department-established-1994"


@dataclass(frozen=True)
class Twice:
    """A fact that the text dates in two places: printed in the one, compared with the event of the other."""

    slug: str
    what: str
    section: str
    locator: str
    words: str
    date: str
    # The event that retells the one place, and that of the other.
    event: str
    other: str
    rule: str
    note: str = ""


TOLD_TWICE = (
    Twice(
        "organized-crime-1994",
        "Year in which summits begin to discuss transnational organized crime",
        "3",
        "Section 3, paragraph 1",
        "in 1994",
        "1994",
        "summits-take-up-organized-crime-1994",
        "naples-summit-organized-crime-1994",
        "Date of the Naples Summit, the first with it on its agenda, in section 3 (3), paragraph 1.",
    ),
    Twice(
        "naples-conference",
        "World ministerial conference in Naples: two dates in one sentence",
        "3-3",
        "Section 3 (3), paragraph 1",
        "held in Naples in 1995",
        "1995",
        "naples-world-ministerial-conference-november-1994",
        "naples-world-ministerial-conference-november-1994",
        "Date that the same sentence gives before: November of the same year as the Naples Summit.",
        "The sentence is garbled: words are missing after “Naples”, and 1995 may belong to the decision that follows.",
    ),
    Twice(
        "september-11",
        "Date of the terrorist attacks of September 11",
        "3-3",
        "Section 3 (3), paragraph 3",
        "in 2001 … September 11",
        "2001-09-11",
        "rome-group-established-2001",
        "september-2001-terrorist-attacks",
        "Date of the attacks in section 4 (2), paragraph 2.",
    ),
    Twice(
        "own-oda-program",
        "Beginning of the NPA’s own ODA program, told under the organization",
        "6-1-a",
        "Section 6 (1) A, paragraph 1",
        "In FY 1988",
        "1988-04/1989-03",
        "npa-budget-oda-program-fy-1988",
        "npa-own-oda-program-activities-fy-1988",
        "Date in section 2 (1) A, paragraph 3.",
    ),
    Twice(
        "disaster-relief-law",
        "Year of the law on the Japan Disaster Relief Team",
        "6-1-a",
        "Section 6 (1) A, paragraph 4",
        "In 1987",
        "1987",
        "disaster-relief-in-police-law-1987",
        "disaster-relief-team-law-1987",
        "Date in section 2 (2), paragraph 1.",
    ),
    Twice(
        "first-congress",
        "Year of the first United Nations crime congress",
        "6-1-b",
        "Section 6 (1) B, paragraph 1",
        "in 1955",
        "1955",
        "npa-at-first-un-crime-congress-1955",
        "first-un-crime-congress-geneva-1955",
        "Date in section 3 (1), paragraph 2.",
    ),
    Twice(
        "department-conferences",
        "Establishment of the International Affairs Department, told under conferences",
        "6-1-b",
        "Section 6 (1) B, paragraph 3",
        "In 1994",
        "1994",
        "conferences-and-treaties-to-international-affairs-department-1994",
        DEPARTMENT,
        "Date in section 6 (1) A, paragraph 3.",
    ),
    Twice(
        "general-affairs-division-1989",
        "Year in which international cooperation becomes a duty of the General Affairs Division",
        "6-1-c",
        "Section 6 (1) C, paragraph 2",
        "In 1989",
        "1989",
        "public-relations-office-handles-cooperation-1989",
        "international-cooperation-in-organization-order-1989",
        "Date in section 6 (1) A, paragraph 2.",
    ),
    Twice(
        "department-exchange",
        "Establishment of the International Affairs Department, told under exchange",
        "6-1-c",
        "Section 6 (1) C, paragraph 4",
        "In 1994",
        "1994",
        "international-cooperation-promotion-group-dissolved-1994",
        DEPARTMENT,
        "Date in section 6 (1) A, paragraph 3.",
    ),
)


def figures(report: Report) -> Iterator[Figure]:
    """The facts that two places tell, in the report’s order."""
    yield from dated_twice(report)


def dated_twice(report: Report) -> Iterator[Figure]:
    """Facts that two places of the text date: both must give the same date."""
    for told in TOLD_TWICE:
        other = called(report.events, told.other)
        yield Figure(
            slug=f"told-twice-{told.slug}",
            what=told.what,
            section=told.section,
            locator=told.locator,
            printed=told.words,
            finding=comparing.within(told.date, other),
            rule=told.rule,
            rows=present(other),
            event=told.event,
            note=told.note,
        )
