"""Section 4 (2): when treaties were proposed and adopted, which Attached Table 4 does not say."""

from __future__ import annotations

from records.models import Treaty
from records.reconciliation.comparing import Found, both, date_of_the_first, not_before, unjudged, unproven, within
from records.reconciliation.figure import Finding, Told
from records.reconciliation.figures.meetings import ROME_LYON, first_with
from records.reconciliation.figures.treaties import MULTILATERAL, TAGGED, TERRORISM, TOKYO_CONVENTION
from records.reconciliation.formulas import step
from records.reconciliation.selecting import dated, earliest, is_none_of, one, tagged

HIJACK_TREATIES = (TOKYO_CONVENTION, "convention-for-suppression-of-unlawful-seizure-of-aircraft")
ADOPTION = "Attached Table 4 gives the days on which Japan ratified or signed, not those of adoption."


@step("years of the rows", before="ratified ")
def ratified_in(treaties: Found) -> str:
    """The years in which the treaties were ratified."""
    years = ", ".join(str(treaty.earliest.year) for treaty in treaties if dated(treaty))
    return f"ratified {years}" if years else ""


@step("none before", told="2001-09", before="ratified ")
def none_before_the_attacks(treaties: Found) -> Finding:
    """The earliest of the treaties must not be ratified before September 2001."""
    found = sorted(filter(dated, treaties), key=lambda treaty: treaty.earliest)
    finding = not_before("2001-09")(found)
    dates = "; ".join(treaty.date_in_words for treaty in found)
    return Finding(finding.verdict, f"ratified {dates}" if dates else "", finding.difference)


FIGURES = (
    Told(
        slug="organized-crime-convention-proposed",
        what="Proposal of a convention against transnational organized crime",
        section="4-2",
        locator=f"{MULTILATERAL} 1",
        printed="In the 1990s",
        of=(first_with(ROME_LYON, "UNCTOC"),),
        must=within("199X"),
        rule="Date of the first meeting in Attached Table 2 whose agenda has the convention (UNCTOC).",
        event="organized-crime-treaty-proposed-1990s",
    ),
    Told(
        slug="organized-crime-convention-adopted",
        what="Adoption of the United Nations Convention against Transnational Organized Crime",
        section="4-2",
        locator=f"{MULTILATERAL} 1",
        printed="was adopted in 2000",
        of=(
            first_with(ROME_LYON, "adoption of UNCTOC"),
            one(Treaty, "united-nations-convention-against-transnational-organized-crime"),
        ),
        must=both(within("2000"), not_before("2000")),
        rule=(
            "Date of the meeting in Attached Table 2 with “Issues relating to the adoption of UNCTOC” on its agenda, "
            "and of the signature in Attached Table 4, which must not lie before the adoption."
        ),
        event="untoc-adopted-and-signed-2000",
    ),
    Told(
        slug="treaties-drugs-adopted",
        what="Adoption of drug-related treaties",
        section="4-2",
        locator=f"{MULTILATERAL} 1",
        printed="between the 1960s and the 1980s",
        of=(tagged("drugs"),),
        must=unjudged(ratified_in),
        rule="Dates in Attached Table 4 of the treaties that the portal tags Drugs.",
        event="drug-treaties-adopted-1960s-1980s",
        note=ADOPTION,
        caveat=TAGGED,
    ),
    Told(
        slug="treaties-hijack-adopted",
        what="First adoption of a treaty against hijacking",
        section="4-2",
        locator=f"{MULTILATERAL} 2",
        printed="in 1960s",
        of=(one(Treaty, TOKYO_CONVENTION),),
        must=unjudged(date_of_the_first("ratified ")),
        rule="Date in Attached Table 4 of its first treaty on aircraft, the Tokyo Convention.",
        event="hijack-treaties-begin-1960s",
        note=ADOPTION,
    ),
    Told(
        slug="treaties-counterterrorism-adopted",
        what="Beginning of the series of counterterrorism treaties",
        section="4-2",
        locator=f"{MULTILATERAL} 2",
        printed="began in the 1970s",
        of=(earliest(tagged(TERRORISM, is_none_of(*HIJACK_TREATIES))),),
        must=unjudged(date_of_the_first("first ratified ")),
        rule=(
            "Earliest date in Attached Table 4 of the treaties that the portal tags Terrorism, without rows 5 and 6: "
            "the text tells the treaties on hijacking apart."
        ),
        event="counterterrorism-treaties-begin-1970s",
        note=ADOPTION,
        caveat=TAGGED,
    ),
    Told(
        slug="treaties-adopted-after-attacks",
        what="Conventions whose adoption the attacks of September 2001 led to",
        section="4-2",
        locator=f"{MULTILATERAL} 2",
        printed="In September 2001 … led to the adoption",
        of=(
            one(
                Treaty,
                "international-convention-for-suppression-of-terrorist-bombings",
                "international-convention-for-suppression-of-financing-of-terrorism",
            ),
        ),
        must=unproven(none_before_the_attacks),
        rule="Dates of ratification in Attached Table 4; none may lie before the attacks.",
        event="september-2001-terrorist-attacks",
        note=ADOPTION,
    ),
)
