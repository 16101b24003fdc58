"""Section 3 (3) and Attached Tables 2 and 3: the G8 meetings, told in the text and listed in the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from django.urls import reverse

from records.models import Meeting
from records.reconciliation import comparing, printed
from records.reconciliation.comparing import counted
from records.reconciliation.figure import Figure, Finding, Verdict, present
from records.reconciliation.report import Report

TEXT = "3-3"
GROUP_TABLE = "attached-table-2"
MINISTERS_TABLE = "attached-table-3"
ROME_LYON = Meeting.Forum.ROME_LYON
MINISTERS = Meeting.Forum.JUSTICE_INTERIOR
EXCEPT_2000 = "every year … with the exception of 2000"
# As the agendas print them: the 40 of 1995 and 1996, and the 40 revised in 2002.
RECOMMENDATIONS = re.compile(
    r"(?:Revised ([0-9]{1,4}) Recommendations|([0-9]{1,4}) Recommendations to Combat Transnational Organized Crime)"
)
ADOPTION = "lyon-group-40-recommendations-1996"
MERGER = "lyon-and-rome-groups-merged-2002"
REVIEW = "g8-recommendations-on-transnational-crime-may-2002"


def figures(report: Report) -> Iterator[Figure]:
    """The figures on meetings, in the report's order."""
    yield lyon_group_decided(report)
    yield recommendations_adopted(report)
    yield from number_of_recommendations(report)
    yield rome_group_established(report)
    yield groups_merged(report)
    yield recommendations_revised(report)
    yield recommendations_approved_by_ministers(report)
    yield first_ministers_meeting(report)
    yield every_year_but_2000(report, "ministers-every-year", TEXT, "Section 3 (3), paragraph 5", EXCEPT_2000)
    yield in_the_host_country(report)
    yield right_up_to_2003(report)
    yield from rounds_of_the_group(report)
    yield from rounds_of_the_ministers(report)
    yield every_year_but_2000(
        report, "ministers-no-meeting-in-2000", MINISTERS_TABLE, "Attached Table 3, note", "No meeting held in 2000"
    )


def list_of(forum: str) -> str:
    """The address of the list of one series of meetings."""
    return f"{reverse('meeting-list')}?forum={forum}"


def of_forum(report: Report, forum: str) -> list[Meeting]:
    """The meetings of one series that have a date, in the order of the table."""
    return [meeting for meeting in report.meetings if meeting.forum == forum and meeting.earliest]


def by_date(meetings: Sequence[Meeting]) -> list[Meeting]:
    """The meetings, the earliest first; in the order of the table where they begin on one day."""
    return sorted(meetings, key=lambda meeting: (meeting.earliest, meeting.position))


def first_with(report: Report, forum: str, words: str) -> Meeting | None:
    """The earliest meeting of the series whose agenda holds ``words``."""
    return next((meeting for meeting in by_date(of_forum(report, forum)) if words in meeting.agenda), None)


def lyon_group_decided(report: Report) -> Figure:
    """The text: a decision of 1995 to establish the Lyon Group; it cannot have met before."""
    first = next(iter(by_date(of_forum(report, ROME_LYON))), None)
    return Figure(
        slug="lyon-group-1995",
        what="Decision to establish the Lyon Group",
        section=TEXT,
        locator="Section 3 (3), paragraph 1",
        printed="in 1995, a decision was made",
        finding=comparing.not_before("1995", first),
        rule="Date of the first meeting in Attached Table 2; it must not lie before the decision.",
        rows=present(first),
        event="lyon-group-decided-halifax-1995",
    )


def recommendations_adopted(report: Report) -> Figure:
    """The text: the 40 Recommendations were adopted in 1996."""
    meeting = first_with(report, ROME_LYON, "Adoption of the 40 Recommendations")
    return Figure(
        slug="recommendations-adopted-1996",
        what="Adoption of the 40 Recommendations to Combat Transnational Organized Crime",
        section=TEXT,
        locator="Section 3 (3), paragraph 2",
        printed="In 1996",
        finding=comparing.within("1996", meeting),
        rule="Date of the meeting whose agenda in Attached Table 2 says that they were adopted.",
        rows=present(meeting),
        event=ADOPTION,
    )


def number_of_recommendations(report: Report) -> Iterator[Figure]:
    """The text: 40 Recommendations, adopted and reviewed; every agenda that counts them must say the same."""
    for meeting in of_forum(report, ROME_LYON):
        if found := RECOMMENDATIONS.search(meeting.agenda):
            reviewed = found[0].startswith("Revised")
            yield Figure(
                slug=f"recommendations-40-{meeting.slug}",
                what=f"Number of the Recommendations, in the agenda of {meeting.venue}, {meeting.date_in_words}",
                section=TEXT,
                locator=f"Section 3 (3), paragraph {4 if reviewed else 2}",
                printed="reviewed the 40 Recommendations" if reviewed else "adopted the 40 Recommendations",
                finding=comparing.numbers(40, int(found[1] or found[2])),
                rule="The number that the meeting’s agenda in Attached Table 2 gives.",
                rows=(meeting,),
                event=REVIEW if reviewed else ADOPTION,
            )


def rome_group_established(report: Report) -> Figure:
    """The text: the Rome Group was established in 2001; no agenda can name it before."""
    meeting = first_with(report, ROME_LYON, "Rome Group")
    return Figure(
        slug="rome-group-2001",
        what="Establishment of the Rome Group",
        section=TEXT,
        locator="Section 3 (3), paragraph 3",
        printed="was established in 2001",
        finding=comparing.not_before("2001", meeting),
        rule=(
            "Date of the first meeting in Attached Table 2 whose agenda names the Rome Group; "
            "it must not lie before its establishment."
        ),
        rows=present(meeting),
        event="rome-group-established-2001",
    )


def groups_merged(report: Report) -> Figure:
    """The text: it was decided in 2002 to merge the two groups; the agendas name them apart before and as one after."""
    apart = first_with(report, ROME_LYON, "Rome Group")
    merged = first_with(report, MINISTERS, "Rome/Lyon Group")
    return Figure(
        slug="rome-lyon-merged-2002",
        what="Decision to merge the Lyon Group and the Rome Group",
        section=TEXT,
        locator="Section 3 (3), paragraph 3",
        printed="In 2002, it was decided",
        finding=comparing.both(comparing.not_after("2002", apart), comparing.not_before("2002", merged)),
        rule=(
            "Dates of the first meeting in Attached Table 2 whose agenda names the Rome Group by itself, and of the "
            "first in Attached Table 3 that names the Rome/Lyon Group; the year must lie between them."
        ),
        rows=present(apart, merged),
        event=MERGER,
    )


def recommendations_revised(report: Report) -> Figure:
    """The text: the G8 Recommendations on Transnational Crime were adopted in May 2002."""
    meeting = first_with(report, ROME_LYON, "G8 Recommendations on Transnational Crime")
    return Figure(
        slug="recommendations-revised-2002",
        what="Adoption of the G8 Recommendations on Transnational Crime",
        section=TEXT,
        locator="Section 3 (3), paragraph 4",
        printed="In May 2002",
        finding=comparing.within("2002-05", meeting),
        rule="Days of the meeting whose agenda in Attached Table 2 names them; some must fall into the month.",
        rows=present(meeting),
        event=REVIEW,
    )


def recommendations_approved_by_ministers(report: Report) -> Figure:
    """The same month in Attached Table 3: the ministers approved recommendations in May 2002."""
    meeting = first_with(report, MINISTERS, "approval of Recommendations to Combat Transnational Organized Crime")
    return Figure(
        slug="recommendations-approved-2002",
        what="Adoption of the G8 Recommendations on Transnational Crime, against the ministers’ approval",
        section=TEXT,
        locator="Section 3 (3), paragraph 4",
        printed="In May 2002",
        finding=comparing.within("2002-05", meeting),
        rule="Date of the meeting whose agenda in Attached Table 3 has the approval of Recommendations.",
        rows=present(meeting),
        event=REVIEW,
        caveat=(
            "The names differ: the ministers approved “Recommendations to Combat Transnational Organized Crime”, "
            "as those of 1996 are called."
        ),
    )


def first_ministers_meeting(report: Report) -> Figure:
    """The text: the inaugural ministers' meeting was held in Washington in 1997."""
    first = next(iter(by_date(of_forum(report, MINISTERS))), None)
    finding = comparing.within("1997", first)
    if first:
        agrees = first.venue == "Washington" and finding.verdict == Verdict.AGREES
        where = "" if first.venue == "Washington" else "another place"
        difference = ", ".join(part for part in (where, finding.difference) if part)
        finding = Finding(comparing.verdict(agrees), f"{first.venue}, {first.date_in_words}", difference)
    return Figure(
        slug="ministers-first-meeting",
        what="First meeting of the Justice and Interior Ministers",
        section=TEXT,
        locator="Section 3 (3), paragraph 5",
        printed="in Washington in 1997",
        finding=finding,
        rule="Venue and date of the earliest meeting in Attached Table 3.",
        rows=present(first),
        event="first-g8-justice-and-interior-ministers-meeting-1997",
    )


def every_year_but_2000(report: Report, slug: str, section: str, locator: str, words: str) -> Figure:
    """The text and the note of Attached Table 3: a meeting in every year but 2000."""
    meetings = of_forum(report, MINISTERS)
    held = {meeting.earliest.year for meeting in meetings if meeting.earliest}
    missing = sorted(set(range(min(held), max(held) + 1)) - held) if held else []
    without = ", ".join(map(str, missing)) or "none"
    return Figure(
        slug=slug,
        what="Years without a meeting of the Justice and Interior Ministers",
        section=section,
        locator=locator,
        printed=words,
        finding=Finding(comparing.verdict(missing == [2000]), without) if held else comparing.NO_ROWS,
        rule="Years without a row between the first and the last meeting in Attached Table 3.",
        rows=tuple(meetings),
        list_address=list_of(MINISTERS),
        event="no-g8-justice-and-interior-ministers-meeting-2000",
    )


def in_the_host_country(report: Report) -> Figure:
    """The text: held in the summit host country; Attached Table 2 gives the country of each year."""
    hosts = {meeting.earliest.year: meeting.country for meeting in of_forum(report, ROME_LYON) if meeting.earliest}
    meetings = of_forum(report, MINISTERS)
    others = [
        (meeting, hosts.get(meeting.earliest.year))
        for meeting in meetings
        if meeting.earliest and (meeting.country is None or meeting.country != hosts.get(meeting.earliest.year))
    ]
    elsewhere = sum(meeting.country is not None for meeting, _ in others)
    nowhere = len(others) - elsewhere
    counts = [f"{counted(elsewhere, 'meeting')} in another country"] if elsewhere else []
    counts += [f"{counted(nowhere, 'meeting')} in none"] if nowhere else []
    finding = Finding(
        comparing.verdict(not others),
        f"{len(meetings) - len(others)} of {counted(len(meetings), 'meeting')}",
        ", ".join(counts),
    )
    note = "; ".join(
        f"{meeting.venue}, {meeting.date_in_words}: Attached Table 2 has {host or 'no country'} for the year"
        for meeting, host in others
    )
    return Figure(
        slug="ministers-in-the-host-country",
        what="Justice and Interior Ministers: meetings in the summit host country",
        section=TEXT,
        locator="Section 3 (3), paragraph 5",
        printed="in the summit host country",
        finding=finding if meetings else comparing.NO_ROWS,
        rule="Meetings in Attached Table 3 whose country is the one that Attached Table 2 gives for the year.",
        rows=tuple(meetings),
        list_address=list_of(MINISTERS),
        event="first-g8-justice-and-interior-ministers-meeting-1997",
        note=f"{note}.",
    )


def right_up_to_2003(report: Report) -> Figure:
    """The text: all meetings so far, right up to 2003."""
    last = next(reversed(by_date(of_forum(report, MINISTERS))), None)
    return Figure(
        slug="ministers-up-to-2003",
        what="Last meeting of the Justice and Interior Ministers",
        section=TEXT,
        locator="Section 3 (3), paragraph 5",
        printed="right up to 2003",
        finding=comparing.within("2003", last),
        rule="Date of the latest meeting in Attached Table 3.",
        rows=present(last),
        event="npa-at-all-g8-justice-and-interior-ministers-meetings-1997-2003",
    )


def rounds_of_the_group(report: Report) -> Iterator[Figure]:
    """Attached Table 2: the rounds count the meetings of a year."""
    seen: dict[int, int] = {}
    numbers: dict[str, int] = {}
    for meeting in by_date(of_forum(report, ROME_LYON)):
        year = meeting.earliest.year if meeting.earliest else 0
        seen[year] = numbers[meeting.slug] = seen.get(year, 0) + 1
    rule = "Place of the meeting among those of its year, by date."
    yield from _rounds(of_forum(report, ROME_LYON), numbers, GROUP_TABLE, rule)


def rounds_of_the_ministers(report: Report) -> Iterator[Figure]:
    """Attached Table 3: the rounds count all meetings."""
    numbers = {meeting.slug: number for number, meeting in enumerate(by_date(of_forum(report, MINISTERS)), start=1)}
    rule = "Place of the meeting among all of the table, by date."
    yield from _rounds(of_forum(report, MINISTERS), numbers, MINISTERS_TABLE, rule)


def _rounds(meetings: list[Meeting], numbers: dict[str, int], section: str, rule: str) -> Iterator[Figure]:
    for meeting in meetings:
        if number := printed.cell(meeting, "Round"):
            yield Figure(
                slug=f"round-{meeting.slug}",
                what=f"Round of the meeting of {meeting.date_in_words}, {meeting.venue}",
                section=section,
                locator=meeting.locator,
                printed=number,
                finding=comparing.numbers(printed.whole_number(number), numbers[meeting.slug]),
                rule=rule,
                rows=(meeting,),
                printed_in=meeting,
            )
