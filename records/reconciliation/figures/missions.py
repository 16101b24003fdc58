"""Sections 2 (2) and 2 (3): disaster relief and peacekeeping, told in the text and listed in the dispatch records."""

from __future__ import annotations

from records.models import DisasterReliefMission, PeacekeepingMission
from records.reconciliation.comparing import not_after, not_before, number, sum_of, that_very, within
from records.reconciliation.figure import Told
from records.reconciliation.selecting import earliest, every, latest, one

RELIEF = "2-2"
PEACEKEEPING = "2-3"
SEARCH_AND_RESCUE = "Section 2 (2), paragraph 2"
RELIEF_TOTALS = "relief-personnel-sent-1990-2003"
RELIEF_LIST = ("mission-list", "type=relief")


FIGURES = (
    Told(
        slug="relief-since-1987",
        what="Relief missions since the law on the Japan Disaster Relief Team",
        section=RELIEF,
        locator="Section 2 (2), paragraph 1",
        printed="In 1987 … since",
        of=(earliest(every(DisasterReliefMission)),),
        must=not_before("1987"),
        rule="Date of the earliest mission of the dispatch record; it must not lie before the law.",
        listed=("mission-list", "type=relief&sort=date"),
        event="disaster-relief-team-law-1987",
    ),
    Told(
        slug="relief-personnel",
        what="Personnel dispatched for search and rescue",
        section=RELIEF,
        locator=SEARCH_AND_RESCUE,
        printed="116 personnel",
        of=(every(DisasterReliefMission),),
        must=number(116, sum_of("personnel")),
        rule="Sum of the column Number of personnel dispatched.",
        listed=RELIEF_LIST,
        event=RELIEF_TOTALS,
    ),
    Told(
        slug="relief-disasters",
        what="Disasters to which personnel were dispatched",
        section=RELIEF,
        locator=SEARCH_AND_RESCUE,
        printed="seven separate disasters",
        of=(every(DisasterReliefMission),),
        must=number(7),
        rule="Number of rows of the dispatch record.",
        listed=RELIEF_LIST,
        event=RELIEF_TOTALS,
    ),
    Told(
        slug="relief-first-disaster",
        what="First disaster: the earthquake in Iran",
        section=RELIEF,
        locator=SEARCH_AND_RESCUE,
        printed="from the Iranian Earthquake of 1990",
        of=(earliest(every(DisasterReliefMission)),),
        against=(one(DisasterReliefMission, "iran-earthquake-1990"),),
        must=that_very(within("1990"), "another disaster"),
        rule="Date of the earliest mission of the dispatch record, which must be that to Iran.",
        event=RELIEF_TOTALS,
    ),
    Told(
        slug="relief-end-of-2003",
        what="End of the count of relief missions",
        section=RELIEF,
        locator=SEARCH_AND_RESCUE,
        printed="to the end of 2003",
        of=(latest(every(DisasterReliefMission)),),
        must=not_after("2003"),
        rule="Date of the latest mission of the dispatch record; it must not lie after 2003.",
        event=RELIEF_TOTALS,
    ),
    Told(
        slug="relief-algeria-2003",
        what="Earthquake in Algeria, to which rescue dogs were sent first",
        section=RELIEF,
        locator=SEARCH_AND_RESCUE,
        printed="the Algerian Earthquake of 2003",
        of=(one(DisasterReliefMission, "algeria-earthquake-2003"),),
        must=within("2003"),
        rule="Date of the mission in the dispatch record.",
        event="rescue-dogs-first-sent-algeria-2003",
    ),
    Told(
        slug="peacekeeping-since-1992",
        what="Peacekeeping missions since the law on cooperation in peacekeeping",
        section=PEACEKEEPING,
        locator="Section 2 (3), paragraph 1",
        printed="enacted in 1992",
        of=(earliest(every(PeacekeepingMission)),),
        must=not_before("1992"),
        rule="Date of the earliest mission of the dispatch record; it must not lie before the law.",
        event="pko-cooperation-law-1992",
    ),
    Told(
        slug="peacekeeping-cambodia",
        what="Police personnel dispatched to Cambodia",
        section=PEACEKEEPING,
        locator="Section 2 (3), paragraph 2",
        printed="75 police personnel",
        of=(one(PeacekeepingMission, "cambodia-1992"),),
        must=number(75, sum_of("personnel")),
        rule="Number of personnel dispatched in the row of the dispatch record.",
        event="cambodia-attack-superintendent-takada-1992-1993",
    ),
    Told(
        slug="peacekeeping-east-timor",
        what="Police personnel dispatched to East Timor",
        section=PEACEKEEPING,
        locator="Section 2 (3), paragraph 3",
        printed="Three police personnel",
        of=(one(PeacekeepingMission, "east-timor-1999"),),
        must=number(3, sum_of("personnel")),
        rule="Number of personnel dispatched in the row of the dispatch record.",
    ),
)
