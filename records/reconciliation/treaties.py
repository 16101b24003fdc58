"""Section 4 and Attached Table 4: treaties, told in the text and listed in the table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from records.models import Meeting, Treaty
from records.reconciliation import comparing, printed
from records.reconciliation.figure import Figure, Finding, Verdict, present
from records.reconciliation.report import Report, called

TABLE = "attached-table-4"
LAST_YEAR = 2003
BILATERAL = "Section 4 (1), paragraph"
MULTILATERAL = "Section 4 (2), paragraph"
TERRORISM = "terrorism"
TOKYO_CONVENTION = "convention-on-offences-and-certain-other-acts-committed-on-board-aircraft"
SIGNED = Treaty.Action.SIGNED
RATIFIED = Treaty.Action.RATIFIED
ADOPTION = "Attached Table 4 gives the days on which Japan ratified or signed, not those of adoption."
THREE_PROTOCOLS = "three supplementary protocols"


@dataclass(frozen=True)
class Told:
    """What the running text says of one treaty, and the event that retells it."""

    slug: str
    treaty: str
    what: str
    year: str
    words: str
    # What Japan did; empty where the text says “concluded”, which is either.
    action: str
    locator: str
    event: str
    note: str = ""


BY_YEAR = (
    Told(
        "mutual-legal-assistance",
        "treaty-between-japan-and-united-states-of-america-on-mutual-legal-assistance",
        "Mutual Legal Assistance Treaty with the United States",
        "2003",
        "was signed … in 2003",
        SIGNED,
        f"{BILATERAL} 1",
        "mutual-legal-assistance-treaty-united-states-signed-2003",
    ),
    Told(
        "extradition-united-states",
        "treaty-on-extradition-between-japan-and-united-states",
        "Treaty on extradition with the United States",
        "1980",
        "concluded … in 1980",
        "",
        f"{BILATERAL} 2",
        "extradition-treaty-united-states-1980",
    ),
    Told(
        "extradition-south-korea",
        "treaty-on-extradition-between-japan-and-republic-of-korea",
        "Treaty on extradition with South Korea",
        "2002",
        "concluded … 2002",
        "",
        f"{BILATERAL} 2",
        "extradition-treaty-south-korea-2002",
    ),
    Told(
        "organized-crime",
        "united-nations-convention-against-transnational-organized-crime",
        "United Nations Convention against Transnational Organized Crime",
        "2000",
        "in 2000, and Japan signed it",
        SIGNED,
        f"{MULTILATERAL} 1",
        "untoc-adopted-and-signed-2000",
    ),
    Told(
        "terrorist-bombings",
        "international-convention-for-suppression-of-terrorist-bombings",
        "Convention on terrorist bombings",
        "2001",
        "ratified them in 2001",
        RATIFIED,
        f"{MULTILATERAL} 2",
        "terrorist-bombings-convention-ratified-2001",
    ),
    Told(
        "terrorism-financing",
        "international-convention-for-suppression-of-financing-of-terrorism",
        "Convention on the financing of terrorism",
        "2002",
        "ratified them in … 2002",
        RATIFIED,
        f"{MULTILATERAL} 2",
        "terrorism-financing-convention-ratified-2002",
    ),
    Told(
        "bribery",
        "convention-on-combating-bribery-of-foreign-public-officials",
        "Convention on bribery of foreign public officials",
        "1999",
        "ratified … in 1999",
        RATIFIED,
        f"{MULTILATERAL} 3",
        "bribery-convention-ratified-1999",
        "The text and Attached Table 4, row 18, contradict each other.",
    ),
    Told(
        "corruption",
        "united-nations-convention-against-corruption",
        "United Nations Convention against Corruption",
        "2003",
        "signed … in 2003",
        SIGNED,
        f"{MULTILATERAL} 3",
        "corruption-convention-signed-2003",
    ),
    Told(
        "cybercrime",
        "convention-on-cybercrime",
        "Convention on Cybercrime",
        "2001",
        "signed … in 2001",
        SIGNED,
        f"{MULTILATERAL} 3",
        "cybercrime-convention-signed-2001",
    ),
    Told(
        "trafficking-in-persons",
        "protocol-to-prevent-suppress-and-punish-trafficking-in-persons",
        "Protocol against trafficking in persons",
        "2000",
        "signed … in 2000",
        SIGNED,
        f"{MULTILATERAL} 3",
        "trafficking-in-persons-protocol-signed-2000",
        "The text and Attached Table 4, row 27, contradict each other.",
    ),
    Told(
        "child-rights",
        "optional-protocol-to-convention-on-rights-of-child-on-sale-of-children",
        "Optional protocol to the Convention on the Rights of the Child",
        "2005",
        "ratified … in 2005",
        RATIFIED,
        f"{MULTILATERAL} 3",
        "child-rights-optional-protocol-ratified-2005",
    ),
)

CONSULAR = "consular-treaties-concluded-by-the-1970s"
# Slug, treaty, what, the event that retells it, note.
BY_THE_1970S = (
    (
        "consular-united-states",
        "consular-convention-between-japan-and-united-states-of-america",
        "Consular convention with the United States",
        CONSULAR,
        "",
    ),
    (
        "consular-united-kingdom",
        "consular-convention-between-japan-and-united-kingdom",
        "Consular convention with the United Kingdom",
        CONSULAR,
        "",
    ),
    (
        "consular-soviet-union",
        "consular-convention-between-japan-and-russian-federation",
        "Consular convention with the then Soviet Union",
        CONSULAR,
        "",
    ),
    (
        "consular-vienna",
        "vienna-convention-on-consular-relations",
        "Vienna Convention on Consular Relations",
        "vienna-consular-convention-by-the-1970s",
        "The text and Attached Table 4, row 9, contradict each other.",
    ),
)


def figures(report: Report) -> Iterator[Figure]:
    """The figures on treaties, in the report's order."""
    yield increasing(report)
    yield in_and_before_2003(report)
    yield first_mutual_assistance_treaty(report)
    yield from told_by_year(report)
    yield from by_the_1970s(report)
    yield drug_treaties_adopted(report)
    yield hijack_treaties_adopted(report)
    yield counterterrorism_treaties_adopted(report)
    yield terrorism_treaties(report)
    yield terrorism_treaties_completed(report)
    yield tokyo_convention_negotiated(report)
    yield title_by_2003(report)
    yield numbers_of_the_rows(report)
    yield order_of_the_ratified(report)
    yield order_of_the_signed(report)
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
    agrees = decades[1980] < decades[1990] < decades[2000]
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
    )


def told_by_year(report: Report) -> Iterator[Figure]:
    """Every treaty for which the text gives a year: the same year, and the same act, as in the table."""
    for told in BY_YEAR:
        treaty = called(report.treaties, told.treaty)
        finding = comparing.within(told.year, treaty)
        if treaty and finding.verdict != Verdict.CANNOT:
            finding = same_act(told.action, treaty, finding)
        yield Figure(
            slug=f"treaty-{told.slug}",
            what=f"{told.what}: year in the text",
            section="4-1" if told.locator.startswith(BILATERAL) else "4-2",
            locator=told.locator,
            printed=told.words,
            finding=finding,
            rule="Date, and what it is the date of, in Attached Table 4.",
            rows=present(treaty),
            event=told.event,
            note=told.note,
        )


def same_act(action: str, treaty: Treaty, finding: Finding) -> Finding:
    """The finding on a date, which also must be that of the act: ratified, or signed; any where ``action`` is empty."""
    act = treaty.get_action_display().lower()
    recomputed = f"{act} {finding.recomputed}"
    if not action or treaty.action == action:
        return Finding(finding.verdict, recomputed, finding.difference)
    difference = ", ".join(part for part in (f"{act}, not {action}", finding.difference) if part)
    return Finding(Verdict.DIFFERS, recomputed, difference)


def by_the_1970s(report: Report) -> Iterator[Figure]:
    """The text: consular treaties concluded by the 1970s."""
    for slug, name, what, event, note in BY_THE_1970S:
        treaty = called(report.treaties, name)
        yield Figure(
            slug=f"treaty-{slug}",
            what=f"{what}: date in the text",
            section="4-1",
            locator=f"{BILATERAL} 3",
            printed="By the 1970s",
            finding=comparing.not_after("197X", treaty),
            rule="Date in Attached Table 4; it must not lie after the 1970s.",
            rows=present(treaty),
            event=event,
            note=note,
        )


def drug_treaties_adopted(report: Report) -> Figure:
    """The text: drug-related treaties were adopted between the 1960s and the 1980s; the table has other dates."""
    treaties = report.treaties_tagged("drugs")
    years = ", ".join(str(treaty.earliest.year) for treaty in treaties if treaty.earliest)
    return Figure(
        slug="treaties-drugs-adopted",
        what="Adoption of drug-related treaties",
        section="4-2",
        locator=f"{MULTILATERAL} 1",
        printed="between the 1960s and the 1980s",
        finding=Finding(Verdict.CANNOT, f"ratified {years}" if years else ""),
        rule="Dates in Attached Table 4 of the treaties that the portal tags Drugs.",
        rows=tuple(treaties),
        event="drug-treaties-adopted-1960s-1980s",
        note=ADOPTION,
    )


def hijack_treaties_adopted(report: Report) -> Figure:
    """The text: treaties on hijacking began to be adopted in the 1960s; the table has other dates."""
    treaty = called(report.treaties, TOKYO_CONVENTION)
    return Figure(
        slug="treaties-hijack-adopted",
        what="First adoption of a treaty against hijacking",
        section="4-2",
        locator=f"{MULTILATERAL} 2",
        printed="in 1960s",
        finding=Finding(Verdict.CANNOT, f"ratified {treaty.date_in_words}" if treaty else ""),
        rule="Date in Attached Table 4 of its first treaty on aircraft, the Tokyo Convention.",
        rows=present(treaty),
        event="hijack-treaties-begin-1960s",
        note=ADOPTION,
    )


def counterterrorism_treaties_adopted(report: Report) -> Figure:
    """The text: a series of counterterrorism treaties began in the 1970s; the table has other dates."""
    treaties = dated(report.treaties_tagged(TERRORISM))
    first = min(treaties, key=lambda treaty: (treaty.earliest, treaty.position), default=None)
    return Figure(
        slug="treaties-counterterrorism-adopted",
        what="Beginning of the series of counterterrorism treaties",
        section="4-2",
        locator=f"{MULTILATERAL} 2",
        printed="began in the 1970s",
        finding=Finding(Verdict.CANNOT, f"first ratified {first.date_in_words}" if first else ""),
        rule="Earliest date in Attached Table 4 of the treaties that the portal tags Terrorism.",
        rows=present(first),
        event="counterterrorism-treaties-begin-1970s",
        note=ADOPTION,
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
    )


def tokyo_convention_negotiated(report: Report) -> Figure:
    """Section 6: the Tokyo Convention was negotiated to the mid 1970s; Japan ratified it earlier."""
    treaty = called(report.treaties, TOKYO_CONVENTION)
    return Figure(
        slug="treaty-tokyo-convention-negotiated",
        what="Tokyo Convention: end of its negotiation",
        section="6-1-b",
        locator="Section 6 (1) B, paragraph 1",
        printed="in the mid 1960s to the mid 1970s",
        # The middle of the 1970s taken as widely as can be.
        finding=comparing.not_before("1973/1977", treaty),
        rule="Date of ratification in Attached Table 4; a treaty is ratified once it is negotiated.",
        rows=present(treaty),
        event="npa-in-tokyo-convention-negotiations-mid-1960s-to-mid-1970s",
        note=(
            "Negotiations to the mid 1970s would have outlasted the ratification. "
            "Section 4 (2) has the treaties on hijacking begin in the 1960s."
        ),
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


def order_of_the_ratified(report: Report) -> Figure:
    """Attached Table 4: the ratified treaties stand in the order of their dates."""
    return _order(report, RATIFIED, "rows 1 to 24", "Ratified treaties")


def order_of_the_signed(report: Report) -> Figure:
    """Attached Table 4: the treaties only signed stand behind them, in the order of their dates."""
    return _order(report, SIGNED, "rows 25 to 31", "Signed treaties")


def _order(report: Report, action: str, rows: str, what: str) -> Figure:
    treaties = dated([treaty for treaty in report.treaties if treaty.action == action])
    finding = comparing.in_order(
        treaties,
        lambda treaty: treaty.earliest,
        name=lambda treaty: f"No. {printed.cell(treaty, '')} ({treaty.date_in_words})",
    )
    return Figure(
        slug=f"treaties-order-{action}",
        what=f"{what}: order of the rows",
        section=TABLE,
        locator=f"Attached Table 4, {rows}",
        printed="in order of date",
        finding=finding,
        rule="No row is dated before the row above it.",
        rows=tuple(treaties),
        list_address=list_of(f"?action={action}&sort=date"),
        note="All other rows of the part are in order of date.",
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
            )
