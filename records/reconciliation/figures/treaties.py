"""Section 4 and Attached Table 4: how many treaties there are, and what its title and its numbers say."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from records.models import Meeting, Treaty
from records.reconciliation import comparing, printed
from records.reconciliation.figure import Figure, Finding, present
from records.reconciliation.report import Report, called

TABLE = "attached-table-4"
LAST_YEAR = 2003
BILATERAL = "Section 4 (1), paragraph"
MULTILATERAL = "Section 4 (2), paragraph"
TERRORISM = "terrorism"
TOKYO_CONVENTION = "convention-on-offences-and-certain-other-acts-committed-on-board-aircraft"
SIGNED = Treaty.Action.SIGNED
RATIFIED = Treaty.Action.RATIFIED
# What to know of a figure that counts treaties by the topic that the portal gives them.
TAGGED = "The report does not mark these treaties: which of them count rests on the portal’s own tags."
MONTREAL_CONVENTION = "convention-for-suppression-of-unlawful-acts-against-safety-of-civil-aviation"
DONE_AT_MONTREAL = "done at Montreal, on 23 September 1971"
THREE_PROTOCOLS = "three supplementary protocols"


def figures(report: Report) -> Iterator[Figure]:
    """The figures on the treaties together, in the report's order."""
    yield increasing(report)
    yield in_and_before_2003(report)
    yield first_mutual_assistance_treaty(report)
    yield terrorism_treaties(report)
    yield terrorism_treaties_completed(report)
    yield title_by_2003(report)
    yield numbers_of_the_rows(report)
    yield montreal_convention_done(report)
    yield from three_protocols(report)


def list_of(query: str = "") -> str:
    """The address of the list of treaties, filtered by ``query``."""
    return f"{reverse('treaty-list')}{query}"


def dated(treaties: list[Treaty]) -> list[Treaty]:
    """Those of ``treaties`` that have a date."""
    return [treaty for treaty in treaties if treaty.earliest]


def increasing(report: Report) -> Figure:
    """The text: the number of treaties has been increasing in recent years."""
    decades = dict.fromkeys(range(1960, 2010, 10), 0)
    for treaty in report.treaties:
        if treaty.earliest:
            decade = treaty.earliest.year // 10 * 10
            decades[decade] = decades.get(decade, 0) + 1
    agrees = decades[1970] < decades[1980] < decades[1990] < decades[2000]
    counts = ", ".join(f"{number} in the {decade}s" for decade, number in sorted(decades.items()))
    return Figure(
        slug="treaties-increasing",
        what="Number of treaties signed and ratified",
        section="4",
        locator="Section 4, paragraph 1",
        printed="has been increasing",
        finding=Finding(comparing.verdict(agrees), counts) if report.treaties else comparing.NO_ROWS,
        rule="Rows of Attached Table 4 by decade; each of the last three must hold more than the one before.",
        rows=tuple(report.treaties),
        list_address=list_of(),
        caveat="The 2000s are incomplete, and row 24, printed with 2005, counts among them.",
    )


def in_and_before_2003(report: Report) -> Figure:
    """The text: Attached Table 4 has treaties of 2003 and before."""
    return _none_later(
        report,
        slug="treaties-in-and-before-2003",
        what="Treaties of Attached Table 4, as the text announces them",
        section="4",
        locator="Section 4, paragraph 1",
        words="in and before 2003",
    )


def title_by_2003(report: Report) -> Figure:
    """The title of Attached Table 4: signed or ratified by 2003."""
    section = called(report.attached_tables, TABLE)
    return _none_later(
        report,
        slug="treaties-by-2003",
        what="Title of Attached Table 4 against its rows",
        section=TABLE,
        locator="Attached Table 4, title",
        words=printed.part(printed.title(section), r"by [0-9]{4}"),
    )


def _none_later(report: Report, *, slug: str, what: str, section: str, locator: str, words: str) -> Figure:
    treaties = dated(report.treaties)
    last = max(treaties, key=lambda treaty: (treaty.earliest, -treaty.position), default=None)
    return Figure(
        slug=slug,
        what=what,
        section=section,
        locator=locator,
        printed=words,
        finding=comparing.not_after(str(LAST_YEAR), last),
        rule="Latest date in Attached Table 4.",
        rows=present(last),
        printed_in=called(report.attached_tables, section),
        note="Row 24 is dated after 2003; section 4 (2) gives the same year for it.",
    )


def first_mutual_assistance_treaty(report: Report) -> Figure:
    """The text: the treaty with the United States is Japan's first on mutual assistance."""
    treaties = report.treaties_tagged("mutual-legal-assistance")
    return Figure(
        slug="treaties-first-mutual-assistance",
        what="First mutual assistance treaty on criminal matters",
        section="4-1",
        locator=f"{BILATERAL} 1",
        printed="its first mutual assistance treaty",
        finding=comparing.numbers(1, len(treaties)),
        rule="Number of treaties in Attached Table 4 that the portal tags Mutual legal assistance.",
        rows=tuple(treaties),
        event="mutual-legal-assistance-negotiations-united-states-1999",
        caveat=TAGGED,
    )


def terrorism_treaties(report: Report) -> Figure:
    """The text: all 12 terrorism related treaties are signed and ratified."""
    treaties = [treaty for treaty in report.treaties_tagged(TERRORISM) if treaty.action == RATIFIED]
    return Figure(
        slug="treaties-terrorism",
        what="Terrorism related treaties that Japan signed and ratified",
        section="4-2",
        locator=f"{MULTILATERAL} 2",
        printed="all 12 terrorism related treaties",
        finding=comparing.numbers(12, len(treaties)),
        rule="Rows of Attached Table 4, ratified, that the portal tags Terrorism.",
        rows=tuple(treaties),
        list_address=list_of(f"?topic={TERRORISM}&action=ratified"),
        event="terrorism-financing-convention-ratified-2002",
        caveat=TAGGED,
    )


def terrorism_treaties_completed(report: Report) -> Figure:
    """The text: the last of the 12 was ratified in 2002."""
    treaties = dated([treaty for treaty in report.treaties_tagged(TERRORISM) if treaty.action == RATIFIED])
    last = max(treaties, key=lambda treaty: (treaty.earliest, -treaty.position), default=None)
    return Figure(
        slug="treaties-terrorism-completed",
        what="Completion of the terrorism related treaties",
        section="4-2",
        locator=f"{MULTILATERAL} 2",
        printed="2002 …, completing",
        finding=comparing.within("2002", last),
        rule="Latest date of these treaties in Attached Table 4.",
        rows=present(last),
        event="terrorism-financing-convention-ratified-2002",
        caveat=TAGGED,
    )


def numbers_of_the_rows(report: Report) -> Figure:
    """Attached Table 4 numbers its rows; the last number is how many there are."""
    last = printed.cell(report.treaties[-1], "") if report.treaties else ""
    return Figure(
        slug="treaties-numbers",
        what="Number of the last row of Attached Table 4",
        section=TABLE,
        locator=f"Attached Table 4, row {last}",
        printed=last,
        finding=comparing.numbers(printed.whole_number(last), len(report.treaties)),
        rule="Number of rows of the table.",
        rows=tuple(report.treaties),
        list_address=list_of(),
    )


def montreal_convention_done(report: Report) -> Figure:
    """Attached Table 4, row 15: the Montreal Convention was done in 1971; it cannot be ratified before."""
    protocol = next((treaty for treaty in report.treaties if DONE_AT_MONTREAL in treaty.name), None)
    convention = called(report.treaties, MONTREAL_CONVENTION)
    return Figure(
        slug="treaty-montreal-convention-done",
        what="Montreal Convention: day on which it was done",
        section=TABLE,
        locator=protocol.locator if protocol else "Attached Table 4, row 15",
        printed=DONE_AT_MONTREAL,
        finding=comparing.not_before("1971-09-23", convention),
        rule="Date of the convention’s ratification, row 7; it must not lie before that day.",
        rows=present(convention),
        printed_in=protocol,
    )


def three_protocols(report: Report) -> Iterator[Figure]:
    """Attached Table 3: the convention on organized crime has three supplementary protocols."""
    protocols = [treaty for treaty in report.treaties_tagged("organized-crime") if treaty.name.startswith("Protocol")]
    for meeting in report.meetings:
        if meeting.forum == Meeting.Forum.JUSTICE_INTERIOR and THREE_PROTOCOLS in meeting.agenda:
            yield Figure(
                slug=f"three-protocols-{meeting.slug}",
                what=f"Protocols to the convention on organized crime, in the agenda of {meeting.date_in_words}",
                section="attached-table-3",
                locator=meeting.locator,
                printed=THREE_PROTOCOLS,
                finding=comparing.numbers(3, len(protocols)),
                rule="Protocols in Attached Table 4 that the portal tags Organized crime.",
                rows=tuple(protocols),
                printed_in=meeting,
                caveat=TAGGED,
            )
