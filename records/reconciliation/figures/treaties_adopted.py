"""Section 4 (2): when treaties were proposed and adopted, which Attached Table 4 does not say."""

from __future__ import annotations

from collections.abc import Iterator

from records.reconciliation import comparing
from records.reconciliation.figure import Figure, Finding, Verdict, present
from records.reconciliation.figures.meetings import ROME_LYON, first_with
from records.reconciliation.figures.treaties import MULTILATERAL, TAGGED, TERRORISM, TOKYO_CONVENTION, dated
from records.reconciliation.report import Report, called, is_called

HIJACK_TREATIES = (TOKYO_CONVENTION, "convention-for-suppression-of-unlawful-seizure-of-aircraft")
UNTOC = "united-nations-convention-against-transnational-organized-crime"
# The conventions that the text has adopted after the attacks of September 2001.
AFTER_THE_ATTACKS = (
    "international-convention-for-suppression-of-terrorist-bombings",
    "international-convention-for-suppression-of-financing-of-terrorism",
)
ADOPTION = "Attached Table 4 gives the days on which Japan ratified or signed, not those of adoption."


def figures(report: Report) -> Iterator[Figure]:
    """The figures on proposals and adoptions, in the report's order."""
    yield convention_proposed(report)
    yield convention_adopted(report)
    yield drug_treaties_adopted(report)
    yield hijack_treaties_adopted(report)
    yield counterterrorism_treaties_adopted(report)
    yield adopted_after_the_attacks(report)


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
        caveat=TAGGED,
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
    treaties = [treaty for treaty in dated(report.treaties_tagged(TERRORISM)) if not is_called(treaty, HIJACK_TREATIES)]
    first = min(treaties, key=lambda treaty: (treaty.earliest, treaty.position), default=None)
    return Figure(
        slug="treaties-counterterrorism-adopted",
        what="Beginning of the series of counterterrorism treaties",
        section="4-2",
        locator=f"{MULTILATERAL} 2",
        printed="began in the 1970s",
        finding=Finding(Verdict.CANNOT, f"first ratified {first.date_in_words}" if first else ""),
        rule=(
            "Earliest date in Attached Table 4 of the treaties that the portal tags Terrorism, without rows 5 and 6: "
            "the text tells the treaties on hijacking apart."
        ),
        rows=present(first),
        event="counterterrorism-treaties-begin-1970s",
        note=ADOPTION,
        caveat=TAGGED,
    )


def convention_proposed(report: Report) -> Figure:
    """Section 4 (2): a treaty on organized crime was proposed in the 1990s; it is first on an agenda then."""
    meeting = first_with(report, ROME_LYON, "UNCTOC")
    return Figure(
        slug="organized-crime-convention-proposed",
        what="Proposal of a convention against transnational organized crime",
        section="4-2",
        locator="Section 4 (2), paragraph 1",
        printed="In the 1990s",
        finding=comparing.within("199X", meeting),
        rule="Date of the first meeting in Attached Table 2 whose agenda has the convention (UNCTOC).",
        rows=present(meeting),
        event="organized-crime-treaty-proposed-1990s",
    )


def convention_adopted(report: Report) -> Figure:
    """Section 4 (2): the convention on organized crime was adopted in 2000; by then it was discussed and signed."""
    meeting = first_with(report, ROME_LYON, "adoption of UNCTOC")
    treaty = called(report.treaties, UNTOC)
    return Figure(
        slug="organized-crime-convention-adopted",
        what="Adoption of the United Nations Convention against Transnational Organized Crime",
        section="4-2",
        locator="Section 4 (2), paragraph 1",
        printed="was adopted in 2000",
        finding=comparing.both(comparing.within("2000", meeting), comparing.not_before("2000", treaty)),
        rule=(
            "Date of the meeting in Attached Table 2 with “Issues relating to the adoption of UNCTOC” on its agenda, "
            "and of the signature in Attached Table 4, which must not lie before the adoption."
        ),
        rows=present(meeting, treaty),
        event="untoc-adopted-and-signed-2000",
    )


def adopted_after_the_attacks(report: Report) -> Figure:
    """The text: the attacks of September 2001 led to the adoption of two conventions; the table has other dates."""
    treaties = dated([treaty for treaty in report.treaties if is_called(treaty, AFTER_THE_ATTACKS)])
    first = min(treaties, key=lambda treaty: (treaty.earliest, treaty.position), default=None)
    finding = comparing.not_before("2001-09", first)
    dates = "; ".join(treaty.date_in_words for treaty in treaties)
    return Figure(
        slug="treaties-adopted-after-attacks",
        what="Conventions whose adoption the attacks of September 2001 led to",
        section="4-2",
        locator=f"{MULTILATERAL} 2",
        printed="In September 2001 … led to the adoption",
        finding=comparing.unproven(Finding(finding.verdict, f"ratified {dates}" if dates else "", finding.difference)),
        rule="Dates of ratification in Attached Table 4; none may lie before the attacks.",
        rows=tuple(treaties),
        event="september-2001-terrorist-attacks",
        note=ADOPTION,
    )
