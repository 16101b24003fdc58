"""Section 4 (2): when treaties were proposed and adopted, which Attached Table 4 does not say."""

from __future__ import annotations

from collections.abc import Iterator

from records.reconciliation import comparing
from records.reconciliation.figure import Figure, Finding, Verdict, present
from records.reconciliation.meetings import ROME_LYON, first_with
from records.reconciliation.report import Report, called
from records.reconciliation.treaties import MULTILATERAL, TERRORISM, TOKYO_CONVENTION, dated

ADOPTION = "Attached Table 4 gives the days on which Japan ratified or signed, not those of adoption."


def figures(report: Report) -> Iterator[Figure]:
    """The figures on proposals and adoptions, in the report's order."""
    yield convention_proposed(report)
    yield convention_adopted(report)
    yield drug_treaties_adopted(report)
    yield hijack_treaties_adopted(report)
    yield counterterrorism_treaties_adopted(report)


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
    )


def convention_adopted(report: Report) -> Figure:
    """Section 4 (2): the convention on organized crime was adopted in 2000, when its adoption is on an agenda."""
    meeting = first_with(report, ROME_LYON, "adoption of UNCTOC")
    return Figure(
        slug="organized-crime-convention-adopted",
        what="Adoption of the United Nations Convention against Transnational Organized Crime",
        section="4-2",
        locator="Section 4 (2), paragraph 1",
        printed="was adopted in 2000",
        finding=comparing.within("2000", meeting),
        rule="Date of the first meeting in Attached Table 2 whose agenda has its adoption.",
        rows=present(meeting),
    )
