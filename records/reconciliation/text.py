"""What only the running text tells: facts told in two places, counts of what it tells, and counts without rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from records.models import Event
from records.reconciliation import comparing
from records.reconciliation.figure import Figure, Finding, Verdict, present
from records.reconciliation.report import Report, called

LAST_YEAR = 2003
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
        "Summits begin to discuss transnational organized crime",
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
        "World ministerial conference in Naples",
        "3-3",
        "Section 3 (3), paragraph 1",
        "held in Naples in 1995",
        "1995",
        "lyon-group-decided-halifax-1995",
        "naples-world-ministerial-conference-november-1994",
        "Date that the same sentence gives before: November of the same year as the Naples Summit.",
        "The sentence is garbled: words are missing after “Naples”, and 1995 may belong to the decision that follows.",
    ),
    Twice(
        "september-11",
        "Terrorist attacks of September 11",
        "3-3",
        "Section 3 (3), paragraph 3",
        "in 2001 … September 11",
        "2001-09-11",
        "rome-group-established-2001",
        "september-2001-terrorist-attacks",
        "Date of the attacks in section 4 (2), paragraph 2.",
    ),
    Twice(
        "director-general-to-china",
        "Visit to China by the Director-General of the International Affairs Department",
        "5-2",
        "Section 5 (2), paragraph 1",
        "in 1994",
        "1994/2004",
        "director-general-visit-to-china-1994",
        DEPARTMENT,
        "Date on which section 6 (1) A, paragraph 3, has the department established; it must not lie after the visit.",
    ),
    Twice(
        "own-oda-program",
        "Beginning of the NPA’s own ODA program",
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
        "Law on the Japan Disaster Relief Team",
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
        "First United Nations crime congress",
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
        "International cooperation becomes a duty of the General Affairs Division",
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

# Counts without rows: slug, what, section, locator, printed, event, what is known.
NOT_LISTED = (
    (
        "japan-china-meetings",
        "Working-level meetings of the Japan-China consultation",
        "5-2",
        "Section 5 (2), paragraph 2",
        "a total of three working-level meetings",
        "japan-china-consultation-meeting-december-1999",
        "The report dates only the first of them.",
    ),
    (
        "japan-russia-meetings",
        "Japan-Russia meetings by 2003",
        "5-4",
        "Section 5 (4), paragraph 1",
        "A total of four meetings",
        "four-japan-russia-meetings-by-2003",
        "The report dates none of them.",
    ),
    (
        "fbi-agents",
        "FBI agents trained in Japan by 2003",
        "5-5",
        "Section 5 (5), paragraph 1",
        "five FBI agents",
        "five-fbi-agents-trained-in-japan-by-2003",
        "The report names none of them.",
    ),
)


def figures(report: Report) -> Iterator[Figure]:
    """The figures that the running text alone tells, in the report's order."""
    yield up_to_2003(report)
    yield tenth_congress(report)
    yield every_five_years(report)
    yield three_visits_to_china(report)
    yield from told_twice(report)
    yield from not_listed(report)


def up_to_2003(report: Report) -> Figure:
    """The text: sections 2 to 5 review progress up to 2003."""
    reviewed = {section.pk for section in report.outline.sections if section.number.startswith(("2", "3", "4", "5"))}
    told = [event for event in report.events if event.section_id in reviewed and event.earliest]
    later = [event for event in told if event.earliest and event.earliest.year > LAST_YEAR]
    last = max(told, key=lambda event: (event.earliest, -event.position), default=None)
    finding = comparing.not_after(str(LAST_YEAR), last)
    return Figure(
        slug="progress-up-to-2003",
        what="Last year of the progress reviewed in sections 2 to 5",
        section="1",
        locator="Section 1, paragraph 3",
        printed="up to 2003",
        finding=finding,
        rule="Latest date that the text of these sections tells.",
        rows=tuple(later) or present(last),
        list_address="" if later else reverse("event-list"),
        note="The text also tells of the members of APG and FATF in 2004 and of a ratification in 2005.",
    )


def congresses(report: Report) -> tuple[Event | None, Event | None]:
    """The first crime congress and the last before the report."""
    first = called(report.events, "first-un-crime-congress-geneva-1955")
    return first, called(report.events, "tenth-un-crime-congress-2000")


def tenth_congress(report: Report) -> Figure:
    """The text: the congress of 2000 was the 10th, with one every five years since 1955."""
    first, last = congresses(report)
    number = None
    if first and last and first.earliest and last.earliest:
        number = (last.earliest.year - first.earliest.year) // 5 + 1
    return Figure(
        slug="congress-10th",
        what="Number of the United Nations crime congress of 2000",
        section="3-1",
        locator="Section 3 (1), paragraph 3",
        printed="the 10th",
        finding=comparing.numbers(10, number),
        rule="One in 1955 and one every five years since, up to and with that of 2000.",
        rows=present(first, last),
        printed_in=last,
    )


def every_five_years(report: Report) -> Figure:
    """The text: held every five years; ten congresses from 1955 to 2000 leave five years between two."""
    first, last = congresses(report)
    years = last.earliest.year - first.earliest.year if first and last and first.earliest and last.earliest else None
    apart = years / 9 if years is not None else 0
    return Figure(
        slug="congress-every-five-years",
        what="Years between two United Nations crime congresses",
        section="3-1",
        locator="Section 3 (1), paragraph 2",
        printed="every five years",
        finding=Finding(comparing.verdict(apart == 5), f"{apart:g} years") if years is not None else comparing.NO_ROWS,
        rule="Years from the first to the 10th, divided by the nine steps between them.",
        rows=present(first, last),
        printed_in=first,
    )


def three_visits_to_china(report: Report) -> Figure:
    """The text: three visits by the Chairman of the National Public Safety Commission, in 1998, 1999 and 2002."""
    visits = [
        event for event in report.events if event.slug.startswith("public-safety-commission-chairman-visit-to-china-")
    ]
    years = [str(event.earliest.year) for event in visits if event.earliest]
    agrees = years == ["1998", "1999", "2002"]
    finding = Finding(comparing.verdict(agrees), f"{len(visits)}: {', '.join(years)}")
    return Figure(
        slug="chairman-visits-to-china",
        what="Visits to China by the Chairman of the National Public Safety Commission",
        section="5-2",
        locator="Section 5 (2), paragraph 1",
        printed="three … in 1998, 1999 and 2002",
        finding=finding if visits else comparing.NO_ROWS,
        rule="Events of the timeline that are such visits, and their years.",
        rows=tuple(visits),
    )


def told_twice(report: Report) -> Iterator[Figure]:
    """Facts that two places of the text date: both must give the same date."""
    for told in TOLD_TWICE:
        other = called(report.events, told.other)
        yield Figure(
            slug=f"told-twice-{told.slug}",
            what=f"{told.what}: told in two places",
            section=told.section,
            locator=told.locator,
            printed=told.words,
            finding=comparing.within(told.date, other),
            rule=told.rule,
            rows=present(other),
            event=told.event,
            note=told.note,
        )


def not_listed(report: Report) -> Iterator[Figure]:
    """Counts of what the report does not list."""
    for slug, what, section, locator, words, event, known in NOT_LISTED:
        yield Figure(
            slug=slug,
            what=what,
            section=section,
            locator=locator,
            printed=words,
            finding=Finding(Verdict.CANNOT),
            rule="No table or list of the report holds what is counted.",
            event=event,
            note=known,
        )
