"""Section 4 and Attached Table 4: how many treaties there are, and what its title and its numbers say."""

from __future__ import annotations

from collections import Counter
from typing import Any

from records.models import Meeting, Treaty
from records.reconciliation import printed
from records.reconciliation.comparing import Found, not_before, number, unjudged, within
from records.reconciliation.figure import Each, Told
from records.reconciliation.formulas import step
from records.reconciliation.printed import Cell
from records.reconciliation.selecting import begins, dated, every, has, last_printed, latest, one, says, tagged

TABLE = "attached-table-4"
BILATERAL = "Section 4 (1), paragraph"
MULTILATERAL = "Section 4 (2), paragraph"
TERRORISM = "terrorism"
TOKYO_CONVENTION = "convention-on-offences-and-certain-other-acts-committed-on-board-aircraft"
SIGNED = Treaty.Action.SIGNED
RATIFIED = Treaty.Action.RATIFIED
# What to know of a figure that counts treaties by the topic that the portal gives them.
TAGGED = "The report does not mark these treaties: which of them count rests on the portal’s own tags."
DONE_AT_MONTREAL = "done at Montreal, on 23 September 1971"
THREE_PROTOCOLS = "three supplementary protocols"


@step("how many of each decade")
def by_decade(treaties: Found) -> str:
    """How many treaties there are of each decade."""
    decades = Counter(treaty.earliest.year // 10 * 10 for treaty in treaties if dated(treaty))
    return ", ".join(f"{decades[decade]} in the {decade}s" for decade in sorted(decades))


def number_of_the_last(treaty: Any) -> Told:
    """Attached Table 4 numbers its rows; the last number is how many there are."""
    last = printed.cell(treaty, "")
    return Told(
        what="Number of the last row of Attached Table 4",
        locator=f"Attached Table 4, row {last}",
        printed=last,
        cell=Cell(""),
        of=(every(Treaty),),
        must=number(printed.whole_number(last)),
        rule="Number of rows of the table.",
        listed=("treaty-list", ""),
    )


def done_at_montreal(protocol: Any) -> Told:
    """Attached Table 4, row 15: the Montreal Convention was done in 1971; it cannot be ratified before."""
    return Told(
        what="Montreal Convention: day on which it was done",
        locator=protocol.locator,
        printed=DONE_AT_MONTREAL,
        of=(one(Treaty, "convention-for-suppression-of-unlawful-acts-against-safety-of-civil-aviation"),),
        must=not_before("1971-09-23"),
        rule="Date of the convention’s ratification, row 7; it must not lie before that day.",
    )


FIGURES: tuple[Told | Each, ...] = (
    Told(
        slug="treaties-increasing",
        what="Number of treaties signed and ratified",
        section="4",
        locator="Section 4, paragraph 1",
        printed="has been increasing",
        of=(every(Treaty),),
        must=unjudged(by_decade),
        rule="Rows of Attached Table 4 by decade.",
        listed=("treaty-list", ""),
        note=(
            "The text means all treaties that Japan signs and ratifies, the table lists the main ones on law "
            "enforcement and security. The 2000s are incomplete, and row 24, printed with 2005, counts among them."
        ),
    ),
    Told(
        slug="treaties-first-mutual-assistance",
        what="First mutual assistance treaty on criminal matters",
        section="4-1",
        locator=f"{BILATERAL} 1",
        printed="its first mutual assistance treaty",
        of=(tagged("mutual-legal-assistance"),),
        must=number(1),
        rule="Number of treaties in Attached Table 4 that the portal tags Mutual legal assistance.",
        event="mutual-legal-assistance-negotiations-united-states-1999",
        caveat=TAGGED,
    ),
    Told(
        slug="treaties-terrorism",
        what="Terrorism related treaties that Japan signed and ratified",
        section="4-2",
        locator=f"{MULTILATERAL} 2",
        printed="all 12 terrorism related treaties",
        of=(tagged(TERRORISM, has(action=RATIFIED)),),
        must=number(12),
        rule="Rows of Attached Table 4, ratified, that the portal tags Terrorism.",
        listed=("treaty-list", f"topic={TERRORISM}&action=ratified"),
        event="terrorism-financing-convention-ratified-2002",
        caveat=TAGGED,
    ),
    Told(
        slug="treaties-terrorism-completed",
        what="Completion of the terrorism related treaties",
        section="4-2",
        locator=f"{MULTILATERAL} 2",
        printed="2002 …, completing",
        of=(latest(tagged(TERRORISM, has(action=RATIFIED))),),
        must=within("2002"),
        rule="Latest date of these treaties in Attached Table 4.",
        event="terrorism-financing-convention-ratified-2002",
        caveat=TAGGED,
    ),
    Each(slug="treaties-numbers", section=TABLE, rows=last_printed(Treaty), told=number_of_the_last),
    Each(
        slug="treaty-montreal-convention-done",
        section=TABLE,
        rows=every(Treaty, says("name", DONE_AT_MONTREAL)),
        told=done_at_montreal,
    ),
    Told(
        slug="three-protocols",
        what="Protocols to the convention on organized crime, in the agendas of 1998 and 1999",
        section="attached-table-3",
        locator="Attached Table 3, rows 2 and 3",
        printed=THREE_PROTOCOLS,
        of=(
            tagged("organized-crime", begins("name", "Protocol")),
            every(Meeting, says("agenda", THREE_PROTOCOLS)),
        ),
        must=number(3),
        rule="Protocols in Attached Table 4 that the portal tags Organized crime.",
        caveat=TAGGED,
    ),
)
