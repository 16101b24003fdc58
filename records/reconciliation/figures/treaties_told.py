"""Sections 4 and 6 (1) B: the dates that the text gives of single treaties, against Attached Table 4."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from records.models import Treaty
from records.reconciliation import comparing
from records.reconciliation.figure import Figure, Finding, Verdict, present
from records.reconciliation.figures.treaties import BILATERAL, MULTILATERAL, RATIFIED, SIGNED, TOKYO_CONVENTION
from records.reconciliation.report import Report, called

MUTUAL_LEGAL_ASSISTANCE = "treaty-between-japan-and-united-states-of-america-on-mutual-legal-assistance"


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
    caveat: str = ""


BY_YEAR = (
    Told(
        "mutual-legal-assistance",
        MUTUAL_LEGAL_ASSISTANCE,
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
        caveat="The sentence gives 2000 for the adoption; the year of the signature is read from it.",
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
    """The dates of single treaties, in the report's order."""
    yield mutual_assistance_negotiated(report)
    yield from told_by_year(report)
    yield from by_the_1970s(report)
    yield tokyo_convention_negotiated(report)


def mutual_assistance_negotiated(report: Report) -> Figure:
    """The text: negotiations of the Mutual Legal Assistance Treaty began in 1999; it cannot be signed before."""
    treaty = called(report.treaties, MUTUAL_LEGAL_ASSISTANCE)
    return Figure(
        slug="treaty-mutual-legal-assistance-negotiated",
        what="Mutual Legal Assistance Treaty with the United States: beginning of its negotiation",
        section="4-1",
        locator=f"{BILATERAL} 1",
        printed="In 1999, Japan began negotiating",
        finding=comparing.not_before("1999", treaty),
        rule="Date of the signature in Attached Table 4; it must not lie before the negotiation.",
        rows=present(treaty),
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
            caveat=told.caveat,
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
