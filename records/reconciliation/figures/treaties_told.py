"""Sections 4 and 6 (1) B: the dates that the text gives of single treaties, against Attached Table 4."""

from __future__ import annotations

from records.models import Treaty
from records.reconciliation.comparing import Found, not_after, not_before, within
from records.reconciliation.figure import Compare, Finding, Told, Verdict
from records.reconciliation.figures.treaties import BILATERAL, MULTILATERAL, RATIFIED, SIGNED, TOKYO_CONVENTION
from records.reconciliation.formulas import step
from records.reconciliation.selecting import one

MUTUAL_LEGAL_ASSISTANCE = "treaty-between-japan-and-united-states-of-america-on-mutual-legal-assistance"
CONSULAR = "consular-treaties-concluded-by-the-1970s"
DATE = "Date, and what it is the date of, in Attached Table 4."


def dated(year: str, action: str = "") -> Compare:
    """The date must lie in the year, and be that of what Japan did: signed, ratified; either where it is empty."""

    @step("within, being the act", told=year, action=action)
    def compare(treaties: Found) -> Finding:
        finding = within(year)(treaties)
        if finding.verdict == Verdict.CANNOT:
            return finding
        act = treaties[0].get_action_display().lower()
        recomputed = f"{act} {finding.recomputed}"
        if not action or treaties[0].action == action:
            return Finding(finding.verdict, recomputed, finding.difference)
        difference = ", ".join(part for part in (f"{act}, not {action}", finding.difference) if part)
        return Finding(Verdict.DIFFERS, recomputed, difference)

    return compare


FIGURES = (
    Told(
        slug="treaty-mutual-legal-assistance-negotiated",
        what="Mutual Legal Assistance Treaty with the United States: beginning of its negotiation",
        section="4-1",
        locator=f"{BILATERAL} 1",
        printed="In 1999, Japan began negotiating",
        of=(one(Treaty, MUTUAL_LEGAL_ASSISTANCE),),
        must=not_before("1999"),
        rule="Date of the signature in Attached Table 4; it must not lie before the negotiation.",
        event="mutual-legal-assistance-negotiations-united-states-1999",
    ),
    Told(
        slug="treaty-mutual-legal-assistance",
        what="Mutual Legal Assistance Treaty with the United States: year in the text",
        section="4-1",
        locator=f"{BILATERAL} 1",
        printed="was signed … in 2003",
        of=(one(Treaty, MUTUAL_LEGAL_ASSISTANCE),),
        must=dated("2003", SIGNED),
        rule=DATE,
        event="mutual-legal-assistance-treaty-united-states-signed-2003",
    ),
    Told(
        slug="treaty-extradition-united-states",
        what="Treaty on extradition with the United States: year in the text",
        section="4-1",
        locator=f"{BILATERAL} 2",
        printed="concluded … in 1980",
        of=(one(Treaty, "treaty-on-extradition-between-japan-and-united-states"),),
        must=dated("1980"),
        rule=DATE,
        event="extradition-treaty-united-states-1980",
    ),
    Told(
        slug="treaty-extradition-south-korea",
        what="Treaty on extradition with South Korea: year in the text",
        section="4-1",
        locator=f"{BILATERAL} 2",
        printed="concluded … 2002",
        of=(one(Treaty, "treaty-on-extradition-between-japan-and-republic-of-korea"),),
        must=dated("2002"),
        rule=DATE,
        event="extradition-treaty-south-korea-2002",
    ),
    Told(
        slug="treaty-organized-crime",
        what="United Nations Convention against Transnational Organized Crime: year in the text",
        section="4-2",
        locator=f"{MULTILATERAL} 1",
        printed="in 2000, and Japan signed it",
        of=(one(Treaty, "united-nations-convention-against-transnational-organized-crime"),),
        must=dated("2000", SIGNED),
        rule=DATE,
        event="untoc-adopted-and-signed-2000",
        caveat="The sentence gives 2000 for the adoption; the year of the signature is read from it.",
    ),
    Told(
        slug="treaty-terrorist-bombings",
        what="Convention on terrorist bombings: year in the text",
        section="4-2",
        locator=f"{MULTILATERAL} 2",
        printed="ratified them in 2001",
        of=(one(Treaty, "international-convention-for-suppression-of-terrorist-bombings"),),
        must=dated("2001", RATIFIED),
        rule=DATE,
        event="terrorist-bombings-convention-ratified-2001",
    ),
    Told(
        slug="treaty-terrorism-financing",
        what="Convention on the financing of terrorism: year in the text",
        section="4-2",
        locator=f"{MULTILATERAL} 2",
        printed="ratified them in … 2002",
        of=(one(Treaty, "international-convention-for-suppression-of-financing-of-terrorism"),),
        must=dated("2002", RATIFIED),
        rule=DATE,
        event="terrorism-financing-convention-ratified-2002",
    ),
    Told(
        slug="treaty-bribery",
        what="Convention on bribery of foreign public officials: year in the text",
        section="4-2",
        locator=f"{MULTILATERAL} 3",
        printed="ratified … in 1999",
        of=(one(Treaty, "convention-on-combating-bribery-of-foreign-public-officials"),),
        must=dated("1999", RATIFIED),
        rule=DATE,
        event="bribery-convention-ratified-1999",
        note="The text and Attached Table 4, row 18, contradict each other.",
    ),
    Told(
        slug="treaty-corruption",
        what="United Nations Convention against Corruption: year in the text",
        section="4-2",
        locator=f"{MULTILATERAL} 3",
        printed="signed … in 2003",
        of=(one(Treaty, "united-nations-convention-against-corruption"),),
        must=dated("2003", SIGNED),
        rule=DATE,
        event="corruption-convention-signed-2003",
    ),
    Told(
        slug="treaty-cybercrime",
        what="Convention on Cybercrime: year in the text",
        section="4-2",
        locator=f"{MULTILATERAL} 3",
        printed="signed … in 2001",
        of=(one(Treaty, "convention-on-cybercrime"),),
        must=dated("2001", SIGNED),
        rule=DATE,
        event="cybercrime-convention-signed-2001",
    ),
    Told(
        slug="treaty-trafficking-in-persons",
        what="Protocol against trafficking in persons: year in the text",
        section="4-2",
        locator=f"{MULTILATERAL} 3",
        printed="signed … in 2000",
        of=(one(Treaty, "protocol-to-prevent-suppress-and-punish-trafficking-in-persons"),),
        must=dated("2000", SIGNED),
        rule=DATE,
        event="trafficking-in-persons-protocol-signed-2000",
        note="The text and Attached Table 4, row 27, contradict each other.",
    ),
    Told(
        slug="treaty-child-rights",
        what="Optional protocol to the Convention on the Rights of the Child: year in the text",
        section="4-2",
        locator=f"{MULTILATERAL} 3",
        printed="ratified … in 2005",
        of=(one(Treaty, "optional-protocol-to-convention-on-rights-of-child-on-sale-of-children"),),
        must=dated("2005", RATIFIED),
        rule=DATE,
        event="child-rights-optional-protocol-ratified-2005",
    ),
    *(
        Told(
            slug=f"treaty-consular-{slug}",
            what=f"{what}: date in the text",
            section="4-1",
            locator=f"{BILATERAL} 3",
            printed="By the 1970s",
            of=(one(Treaty, treaty),),
            must=not_after("197X"),
            rule="Date in Attached Table 4; it must not lie after the 1970s.",
            event=event,
            note=note,
        )
        for slug, treaty, what, event, note in (
            (
                "united-states",
                "consular-convention-between-japan-and-united-states-of-america",
                "Consular convention with the United States",
                CONSULAR,
                "",
            ),
            (
                "united-kingdom",
                "consular-convention-between-japan-and-united-kingdom",
                "Consular convention with the United Kingdom",
                CONSULAR,
                "",
            ),
            (
                "soviet-union",
                "consular-convention-between-japan-and-russian-federation",
                "Consular convention with the then Soviet Union",
                CONSULAR,
                "",
            ),
            (
                "vienna",
                "vienna-convention-on-consular-relations",
                "Vienna Convention on Consular Relations",
                "vienna-consular-convention-by-the-1970s",
                "The text and Attached Table 4, row 9, contradict each other.",
            ),
        )
    ),
    Told(
        slug="treaty-tokyo-convention-negotiated",
        what="Tokyo Convention: end of its negotiation",
        section="6-1-b",
        locator="Section 6 (1) B, paragraph 1",
        printed="in the mid 1960s to the mid 1970s",
        of=(one(Treaty, TOKYO_CONVENTION),),
        must=not_before("1973/1977"),
        rule=(
            "Date of ratification in Attached Table 4; a treaty is ratified once it is negotiated. "
            "The mid 1970s are taken as 1973 to 1977, as widely as can be."
        ),
        event="npa-in-tokyo-convention-negotiations-mid-1960s-to-mid-1970s",
        note=(
            "Negotiations to the mid 1970s would have outlasted the ratification. "
            "Section 4 (2) has the treaties on hijacking begin in the 1960s."
        ),
    ),
)
