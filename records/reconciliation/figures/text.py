"""Figures of the running text that are compared with what else it tells."""

from __future__ import annotations

from typing import Any

from records.models import Event, Treaty
from records.reconciliation.comparing import Found, beginning, both, not_after, not_before, number, verdict
from records.reconciliation.figure import NO_ROWS, Finding, Told
from records.reconciliation.figures.told_twice import DEPARTMENT
from records.reconciliation.formulas import step
from records.reconciliation.selecting import Rows, chosen, dated, every, one, slug_begins

COVER = ""
LAST_YEAR = 2003
ABOLITION = "international-affairs-department-abolished-april-2004"
# The middle of the 1950s taken as widely as can be, and how the rules say it.
MID_1950S = "1953/1957"
TAKEN_AS = "the mid 1950s are taken as 1953 to 1957"
CHAIRMAN_TO_CHINA = "public-safety-commission-chairman-visit-to-china-"
SEMINARS = "jica-funded-seminars-begin-mid-1950s"


def told_later(rows: Rows) -> Rows:
    """The rows of years after the last that the report covers, the latest first; the latest where there is none."""

    def choose(among: list[Any]) -> list[Any]:
        found = sorted(filter(dated, among), key=lambda row: row.earliest, reverse=True)
        return [row for row in found if row.earliest.year > LAST_YEAR] or found[:1]

    return chosen(rows, f"those after {LAST_YEAR}, else the latest", choose)


@step("the latest of both not after", told=str(LAST_YEAR))
def none_later(events: Found, treaties: Found) -> Finding:
    """The latest date of the text and of the table must not lie after the last year that the report covers."""
    found = sorted(filter(dated, (*events, *treaties)), key=lambda row: row.earliest, reverse=True)
    return not_after(str(LAST_YEAR))(found)


@step("one every five years makes the last the", number=10)
def the_10th(first: Found, last: Found) -> Finding:
    """One congress every five years must make the last the 10th."""
    if not (first and last and dated(first[0]) and dated(last[0])):
        return NO_ROWS
    steps = (last[0].earliest.year - first[0].earliest.year) / 5
    return Finding(verdict(steps == 9), f"{steps + 1:g}")


@step("of the years", years=[1998, 1999, 2002])
def three_as_listed(visits: Found) -> Finding:
    """The visits must be those of the three years that the sentence lists."""
    years = [str(visit.earliest.year) for visit in visits if dated(visit)]
    found = f"{len(visits)}: {', '.join(years)}"
    return Finding(verdict(years == ["1998", "1999", "2002"]), found) if visits else NO_ROWS


@step("number of countries and Japan")
def countries_with_japan(conferences: Found) -> int:
    """The countries of the conference: Japan, and those that the portal links to it."""
    return int(conferences[0].country_count) + 1


FIGURES = (
    Told(
        slug="title-to-2003",
        what="Last year that the report covers, by its own title",
        section=COVER,
        locator="Cover, title",
        printed="to 2003",
        of=(told_later(every(Event)), told_later(every(Treaty))),
        must=none_later,
        rule="Latest date that the text or Attached Table 4 gives.",
        note=(
            "Section 4 (2), paragraph 3, and Attached Table 4, row 24, both give 2005 for one ratification; "
            "the notes on the members of FATF and APG and section 6 (1) A tell of 2004, "
            "and the lists of section 2 (1) C have a course to 2004."
        ),
        caveat=(
            "Three more places say the same as the title: section 1, paragraph 3 (“up to 2003”), section 4, "
            "paragraph 1 (“in and before 2003”), and the title of Attached Table 4 (“by 2003”)."
        ),
    ),
    Told(
        slug="congress-10th",
        what="United Nations crime congresses: one every five years makes that of 2000 the 10th",
        section="3-1",
        locator="Section 3 (1), paragraphs 2 and 3",
        printed="in 1955 … every five years … the 10th held in 2000",
        of=(one(Event, "first-un-crime-congress-geneva-1955"), one(Event, "tenth-un-crime-congress-2000")),
        must=the_10th,
        rule="Years from the first congress to the last, divided by five; the first counts too.",
    ),
    Told(
        slug="no-2-division-in-1980",
        what="Director of the No. 2 International Affairs Division, negotiating in 1980 and 2002: by when there is one",
        section="4-1",
        locator="Section 4 (1), paragraph 2",
        printed="the Director of the then No. 2 International Affairs Division … took part in a series of negotiations",
        of=(
            one(Event, DEPARTMENT),
            one(Event, "extradition-treaty-united-states-1980", "extradition-treaty-south-korea-2002"),
        ),
        must=not_after("1980"),
        rule=(
            "Date on which section 6 (1) A, paragraph 3, has numbered divisions begin, with the International Affairs "
            "Department; it must not lie after 1980, the year of the earlier of the two treaties."
        ),
        note=(
            "Of the numbered divisions the report dates No. 1 alone. The director may have taken part in 2002, "
            "and the name be put for a forerunner of the division in 1980."
        ),
    ),
    Told(
        slug="chairman-visits-to-china",
        what="Visits to China by the Chairman of the National Public Safety Commission",
        section="5-2",
        locator="Section 5 (2), paragraph 1",
        printed="three … in 1998, 1999 and 2002",
        of=(every(Event, slug_begins(CHAIRMAN_TO_CHINA)),),
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
        must=number(4, countries_with_japan),
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
        rule=(
            "Year in which section 2 (1) A, paragraph 2, has international cooperation of the police begin; "
            f"{TAKEN_AS}."
        ),
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
        rule=(
            "Year in which section 2 (1) A, paragraph 1, has Japan launch ODA; it must not lie after the seminars: "
            f"{TAKEN_AS}."
        ),
        event=SEMINARS,
    ),
)
