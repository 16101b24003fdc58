"""Figures of the running text that are compared with what else it tells."""

from __future__ import annotations

from typing import Any

from records.models import Event
from records.reconciliation.comparing import Found, beginning, both, not_after, not_before, number, numbers, verdict
from records.reconciliation.figure import NO_ROWS, Finding, Told
from records.reconciliation.figures.told_twice import DEPARTMENT
from records.reconciliation.report import Report, slugs_of
from records.reconciliation.selecting import Rows, dated, every, one

COVER = ""
LAST_YEAR = 2003
ABOLITION = "international-affairs-department-abolished-april-2004"
# The middle of the 1950s taken as widely as can be.
MID_1950S = "1953/1957"
SEMINARS = "jica-funded-seminars-begin-mid-1950s"
CONGRESSES = (one(Event, "first-un-crime-congress-geneva-1955"), one(Event, "tenth-un-crime-congress-2000"))


def told_later(events: Rows) -> Rows:
    """The events of years after the last that the report covers, the latest first; the latest where there is none."""

    def find(report: Report) -> list[Any]:
        found = sorted(filter(dated, events.find(report)), key=lambda event: event.earliest, reverse=True)
        return [event for event in found if event.earliest.year > LAST_YEAR] or found[:1]

    return Rows(events.kind, find)


def in_sections_2_to_5(event: Any) -> bool:
    """Whether the event is told in the sections that review progress."""
    return str(event.section.number).startswith(("2", "3", "4", "5"))


def chairman_to_china(event: Any) -> bool:
    """Whether the event is a visit to China by the Chairman of the National Public Safety Commission."""
    return any(slug.startswith("public-safety-commission-chairman-visit-to-china-") for slug in slugs_of(event))


def years_between(first: Found, last: Found) -> int | None:
    """The years from the first congress to the last; None where one of them has no date."""
    if not (first and last and dated(first[0]) and dated(last[0])):
        return None
    return int(last[0].earliest.year - first[0].earliest.year)


def the_10th(first: Found, last: Found) -> Finding:
    """One congress every five years must make the last the 10th."""
    years = years_between(first, last)
    return numbers(10, None if years is None else years // 5 + 1)


def five_years_apart(first: Found, last: Found) -> Finding:
    """Ten congresses leave nine steps of five years between the first and the last."""
    years = years_between(first, last)
    return NO_ROWS if years is None else Finding(verdict(years / 9 == 5), f"{years / 9:g} years")


def three_as_listed(visits: Found) -> Finding:
    """The visits must be those of the three years that the sentence lists."""
    years = [str(visit.earliest.year) for visit in visits if dated(visit)]
    found = f"{len(visits)}: {', '.join(years)}"
    return Finding(verdict(years == ["1998", "1999", "2002"]), found) if visits else NO_ROWS


FIGURES = (
    Told(
        slug="title-to-2003",
        what="Last year in the title of the report",
        section=COVER,
        locator="Cover, title",
        printed="to 2003",
        of=(told_later(every(Event)),),
        must=not_after(str(LAST_YEAR)),
        rule="Latest date that the text of the report tells.",
        note=(
            "Attached Table 4, row 24, gives the same year, 2005; the lists of section 2 (1) C have a course to 2004."
        ),
    ),
    Told(
        slug="progress-up-to-2003",
        what="Last year of the progress reviewed in sections 2 to 5",
        section="1",
        locator="Section 1, paragraph 3",
        printed="up to 2003",
        of=(told_later(every(Event, in_sections_2_to_5)),),
        must=not_after(str(LAST_YEAR)),
        rule="Latest date that the text of these sections tells.",
        note=(
            "The text also tells of the members of APG and FATF in 2004 and of a ratification in 2005; "
            "the lists of section 2 (1) C have a course to 2004."
        ),
    ),
    Told(
        slug="congress-10th",
        what="Number of the United Nations crime congress of 2000",
        section="3-1",
        locator="Section 3 (1), paragraph 3",
        printed="the 10th",
        of=CONGRESSES,
        must=the_10th,
        rule="One in 1955 and one every five years since, up to and with that of 2000.",
        event="tenth-un-crime-congress-2000",
    ),
    Told(
        slug="congress-every-five-years",
        what="Years between two United Nations crime congresses",
        section="3-1",
        locator="Section 3 (1), paragraph 2",
        printed="every five years",
        of=CONGRESSES,
        must=five_years_apart,
        rule="Years from the first to the 10th, divided by the nine steps between them.",
        event="first-un-crime-congress-geneva-1955",
    ),
    Told(
        slug="chairman-visits-to-china",
        what="Visits to China by the Chairman of the National Public Safety Commission",
        section="5-2",
        locator="Section 5 (2), paragraph 1",
        printed="three … in 1998, 1999 and 2002",
        of=(every(Event, chairman_to_china),),
        must=three_as_listed,
        rule="Number of the years that the same sentence lists.",
    ),
    Told(
        slug="told-twice-director-general-to-china",
        what="Visit to China by the Director-General of the International Affairs Department: by when there was one",
        section="5-2",
        locator="Section 5 (2), paragraph 1",
        printed="Director-General of the International Affairs Department in 1994",
        of=(one(Event, DEPARTMENT),),
        must=not_after("1994"),
        rule="Date on which section 6 (1) A, paragraph 3, has the department established; it must not lie after 1994.",
        event="director-general-visit-to-china-1994",
    ),
    Told(
        slug="director-general-in-1999",
        what="Director-General of the International Affairs Department in August 1999: life of the department",
        section="5-2",
        locator="Section 5 (2), paragraph 1",
        printed="in August 1999 … the Director-General of the NPA's International Affairs Department",
        of=(one(Event, DEPARTMENT), one(Event, ABOLITION)),
        must=both(not_after("1999-08"), not_before("1999-08")),
        rule=(
            "Dates on which section 6 (1) A, paragraph 3, has the department established and abolished; "
            "the month must lie between them."
        ),
        event="china-memorandum-august-1999",
    ),
    Told(
        slug="quadripartite-conference",
        what="Countries of the Quadripartite Conference",
        section="5-3",
        locator="Section 5 (3), paragraph 1",
        printed="Quadripartite Conference … (Japan, China, South Korea and Russia)",
        of=(one(Event, "quadripartite-police-conference-october-2000"),),
        must=number(4, lambda conferences: conferences[0].country_count + 1),
        rule="Countries that the same sentence names: Japan and those that the portal links to the event.",
        event="quadripartite-police-conference-october-2000",
    ),
    Told(
        slug="courses-since-the-mid-1950s",
        what="First seminars for foreign police, against the beginning of cooperation",
        section="6-1-a",
        locator="Section 6 (1) A, paragraph 1",
        printed="starting in the mid 1950s",
        of=(one(Event, "first-drug-training-course-1962"),),
        must=beginning(MID_1950S),
        rule="Year in which section 2 (1) A, paragraph 2, has international cooperation of the police begin.",
        event=SEMINARS,
        note=(
            "The lists of section 2 (1) C cannot decide it: that of group training holds courses ongoing in and after "
            "1999 only."
        ),
    ),
    Told(
        slug="seminars-since-oda",
        what="First seminars for foreign police, against the beginning of ODA",
        section="6-1-a",
        locator="Section 6 (1) A, paragraph 1",
        printed="starting in the mid 1950s",
        of=(one(Event, "colombo-plan-joined-1954"),),
        must=not_after(MID_1950S),
        rule="Year in which section 2 (1) A, paragraph 1, has Japan launch ODA; it must not lie after the seminars.",
        event=SEMINARS,
    ),
)
