"""Section 3 (3) and Attached Tables 2 and 3: the G8 meetings, told in the text and listed in the tables."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from records.models import Meeting
from records.reconciliation import printed
from records.reconciliation.comparing import Found, both, not_after, not_before, numbers, same, verdict, within
from records.reconciliation.figure import NO_ROWS, Each, Finding, Told, Verdict
from records.reconciliation.formulas import Step, step
from records.reconciliation.printed import Cell
from records.reconciliation.selecting import Rows, dated, earliest, every, has, latest, matches, says, this
from records.wording import counted

TEXT = "3-3"
GROUP_TABLE = "attached-table-2"
MINISTERS_TABLE = "attached-table-3"
ROME_LYON = Meeting.Forum.ROME_LYON
MINISTERS = Meeting.Forum.JUSTICE_INTERIOR
MINISTERS_LIST = ("meeting-list", f"forum={MINISTERS}")
# As the agendas of 1995 and 1996 print them.
RECOMMENDATIONS = r"(?<!Revised )\b([0-9]{1,4}) Recommendations to Combat Transnational Organized Crime"
ADOPTION = "lyon-group-40-recommendations-1996"
REVIEW = "g8-recommendations-on-transnational-crime-may-2002"
NONE_IN_2000 = "no-g8-justice-and-interior-ministers-meeting-2000"
YEARS_WITHOUT = "Years without a row between the first and the last meeting in Attached Table 3."
FIRST_MINISTERS = "first-g8-justice-and-interior-ministers-meeting-1997"


def of_forum(forum: str) -> Rows:
    """The meetings of one series that have a date, in the order of the table."""
    return every(Meeting, has(forum=forum), dated)


def first_with(forum: str, words: str) -> Rows:
    """The earliest meeting of the series whose agenda holds ``words``."""
    return earliest(every(Meeting, has(forum=forum), says("agenda", words)))


def numbers_in(pattern: str) -> Step[[Found], str]:
    """The numbers that the agendas give where ``pattern`` looks for them, each once."""
    return step("what the pattern finds", field="agenda", pattern=pattern)(
        lambda meetings: ", ".join(
            sorted({found[1] for meeting in meetings if (found := re.search(pattern, meeting.agenda))})
        )
    )


@step("within, at the venue", told="1997", venue="Washington")
def in_washington(meetings: Found) -> Finding:
    """The meeting must be of 1997 and held in Washington."""
    if not meetings:
        return NO_ROWS
    finding, venue = within("1997")(meetings), meetings[0].venue
    where = "" if venue == "Washington" else "another place"
    difference = ", ".join(part for part in (where, finding.difference) if part)
    return Finding(
        verdict(finding.verdict == Verdict.AGREES and not where), f"{venue}, {finding.recomputed}", difference
    )


@step("every year but", year=2000)
def every_year_but_2000(meetings: Found) -> Finding:
    """Between the first and the last meeting, 2000 alone must be a year without one."""
    if not meetings:
        return NO_ROWS
    held = {meeting.earliest.year for meeting in meetings}
    missing = sorted(set(range(min(held), max(held) + 1)) - held)
    return Finding(verdict(missing == [2000]), ", ".join(map(str, missing)) or "none")


@step("in the country that the others have in that year", noun="meeting")
def in_the_host_country(meetings: Found, of_the_group: Found) -> Finding:
    """Each meeting must be in the country that Attached Table 2 gives for its year."""
    hosts = {meeting.earliest.year: meeting.country for meeting in of_the_group}
    others = [
        (meeting, hosts.get(meeting.earliest.year))
        for meeting in meetings
        if meeting.country is None or meeting.country != hosts.get(meeting.earliest.year)
    ]
    elsewhere = sum(meeting.country is not None for meeting, _ in others)
    counts = [f"{counted(elsewhere, 'meeting')} in another country"] if elsewhere else []
    if nowhere := len(others) - elsewhere:
        counts.append(f"{counted(nowhere, 'meeting')} in none")
    found = f"{len(meetings) - len(others)} of {counted(len(meetings), 'meeting')}"
    note = "; ".join(
        f"{meeting.venue}, {meeting.date_in_words}: Attached Table 2 has {host or 'no country'} for the year"
        for meeting, host in others
    )
    return Finding(verdict(not others), found, ", ".join(counts), note=f"{note}.") if meetings else NO_ROWS


def round_of_the_group(meeting: Any) -> Told | None:
    """Attached Table 2: the rounds count the meetings of a year."""

    def of_the_year(meetings: Found) -> Found:
        return [other for other in meetings if other.earliest.year == meeting.earliest.year]

    return _round(meeting, "Place of the meeting among those of its year, by date.", "its year", of_the_year)


def round_of_the_ministers(meeting: Any) -> Told | None:
    """Attached Table 3: the rounds count all meetings."""
    return _round(meeting, "Place of the meeting among all of the table, by date.", "all", list)


def _round(meeting: Any, rule: str, among: str, chosen: Callable[[Found], Found]) -> Told | None:
    text = printed.cell(meeting, "Round")

    @step("place by date", among=among)
    def must(_: Found, meetings: Found) -> Finding:
        by_date = sorted(chosen(meetings), key=lambda other: (other.earliest, other.position))
        return numbers(printed.whole_number(text), by_date.index(meeting) + 1)

    if not text:
        return None
    return Told(
        what=f"Round of the meeting of {meeting.date_in_words}, {meeting.venue}",
        locator=meeting.locator,
        printed=text,
        cell=Cell("Round"),
        of=(this(meeting),),
        against=(of_forum(meeting.forum),),
        must=must,
        rule=rule,
    )


FIGURES: tuple[Told | Each, ...] = (
    Told(
        slug="lyon-group-1995",
        what="Decision to establish the Lyon Group",
        section=TEXT,
        locator="Section 3 (3), paragraph 1",
        printed="in 1995, a decision was made",
        of=(earliest(of_forum(ROME_LYON)),),
        must=not_before("1995"),
        rule="Date of the first meeting in Attached Table 2; it must not lie before the decision.",
        event="lyon-group-decided-halifax-1995",
    ),
    Told(
        slug="recommendations-adopted-1996",
        what="Adoption of the 40 Recommendations to Combat Transnational Organized Crime",
        section=TEXT,
        locator="Section 3 (3), paragraph 2",
        printed="In 1996",
        of=(first_with(ROME_LYON, "Adoption of the 40 Recommendations"),),
        must=within("1996"),
        rule="Date of the meeting whose agenda in Attached Table 2 says that they were adopted.",
        event=ADOPTION,
    ),
    Told(
        slug="recommendations-40",
        what="Number of the Recommendations to Combat Transnational Organized Crime",
        section=TEXT,
        locator="Section 3 (3), paragraph 2",
        printed="adopted the 40 Recommendations",
        of=(every(Meeting, has(forum=ROME_LYON), matches("agenda", RECOMMENDATIONS)),),
        must=same("40", numbers_in(RECOMMENDATIONS)),
        rule="The number that the agendas in Attached Table 2 give before and at the adoption: one, the same in all.",
        event=ADOPTION,
    ),
    Told(
        slug="rome-group-2001",
        what="Establishment of the Rome Group",
        section=TEXT,
        locator="Section 3 (3), paragraph 3",
        printed="was established in 2001",
        of=(first_with(ROME_LYON, "Rome Group"),),
        must=not_before("2001"),
        rule=(
            "Date of the first meeting in Attached Table 2 whose agenda names the Rome Group; "
            "it must not lie before its establishment."
        ),
        event="rome-group-established-2001",
    ),
    Told(
        slug="rome-lyon-merged-2002",
        what="Decision to merge the Lyon Group and the Rome Group",
        section=TEXT,
        locator="Section 3 (3), paragraph 3",
        printed="In 2002, it was decided",
        of=(first_with(ROME_LYON, "Rome Group"), first_with(MINISTERS, "Rome/Lyon Group")),
        must=both(not_after("2002"), not_before("2002")),
        rule=(
            "Dates of the first meeting in Attached Table 2 whose agenda names the Rome Group by itself, and of the "
            "first in Attached Table 3 that names the Rome/Lyon Group; the year must lie between them."
        ),
        event="lyon-and-rome-groups-merged-2002",
    ),
    Told(
        slug="recommendations-revised-2002",
        what="Adoption of the G8 Recommendations on Transnational Crime",
        section=TEXT,
        locator="Section 3 (3), paragraph 4",
        printed="In May 2002",
        of=(first_with(ROME_LYON, "G8 Recommendations on Transnational Crime"),),
        must=within("2002-05"),
        rule="Days of the meeting whose agenda in Attached Table 2 names them; some must fall into the month.",
        event=REVIEW,
    ),
    Told(
        slug="recommendations-approved-2002",
        what="Adoption of the G8 Recommendations on Transnational Crime, against the ministers’ approval",
        section=TEXT,
        locator="Section 3 (3), paragraph 4",
        printed="In May 2002",
        of=(first_with(MINISTERS, "approval of Recommendations to Combat Transnational Organized Crime"),),
        must=within("2002-05"),
        rule="Date of the meeting whose agenda in Attached Table 3 has the approval of Recommendations.",
        event=REVIEW,
        caveat=(
            "The names differ: the ministers approved “Recommendations to Combat Transnational Organized Crime”, "
            "as those of 1996 are called."
        ),
    ),
    Told(
        slug="ministers-first-meeting",
        what="First meeting of the Justice and Interior Ministers",
        section=TEXT,
        locator="Section 3 (3), paragraph 5",
        printed="in Washington in 1997",
        of=(earliest(of_forum(MINISTERS)),),
        must=in_washington,
        rule="Venue and date of the earliest meeting in Attached Table 3.",
        event=FIRST_MINISTERS,
    ),
    Told(
        slug="ministers-every-year",
        what="Years without a meeting of the Justice and Interior Ministers",
        section=TEXT,
        locator="Section 3 (3), paragraph 5",
        printed="every year … with the exception of 2000",
        of=(of_forum(MINISTERS),),
        must=every_year_but_2000,
        rule=YEARS_WITHOUT,
        listed=MINISTERS_LIST,
        event=NONE_IN_2000,
    ),
    Told(
        slug="ministers-in-the-host-country",
        what="Justice and Interior Ministers: meetings in the summit host country",
        section=TEXT,
        locator="Section 3 (3), paragraph 5",
        printed="in the summit host country",
        of=(of_forum(MINISTERS),),
        against=(of_forum(ROME_LYON),),
        must=in_the_host_country,
        rule="Meetings in Attached Table 3 whose country is the one that Attached Table 2 gives for the year.",
        listed=MINISTERS_LIST,
        event=FIRST_MINISTERS,
    ),
    Told(
        slug="ministers-up-to-2003",
        what="Last meeting of the Justice and Interior Ministers",
        section=TEXT,
        locator="Section 3 (3), paragraph 5",
        printed="right up to 2003",
        of=(latest(of_forum(MINISTERS)),),
        must=within("2003"),
        rule="Date of the latest meeting in Attached Table 3.",
        event="npa-at-all-g8-justice-and-interior-ministers-meetings-1997-2003",
    ),
    Each(slug="round-{}", section=GROUP_TABLE, rows=of_forum(ROME_LYON), told=round_of_the_group),
    Each(slug="round-{}", section=MINISTERS_TABLE, rows=of_forum(MINISTERS), told=round_of_the_ministers),
    Told(
        slug="ministers-no-meeting-in-2000",
        what="Years without a meeting of the Justice and Interior Ministers",
        section=MINISTERS_TABLE,
        locator="Attached Table 3, note",
        printed="No meeting held in 2000",
        of=(of_forum(MINISTERS),),
        must=every_year_but_2000,
        rule=YEARS_WITHOUT,
        listed=MINISTERS_LIST,
        event=NONE_IN_2000,
    ),
)
