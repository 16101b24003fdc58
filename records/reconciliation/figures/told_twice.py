"""Facts that two places of the running text tell: each compared with what the other says."""

from __future__ import annotations

from records.models import Event
from records.reconciliation.comparing import not_after, within
from records.reconciliation.figure import Told
from records.reconciliation.selecting import one

DEPARTMENT = "international-affairs-department-established-1994"

FIGURES = (
    Told(
        slug="told-twice-organized-crime-1994",
        what="Year in which summits begin to discuss transnational organized crime",
        section="3",
        locator="Section 3, paragraph 1",
        printed="in 1994",
        of=(one(Event, "naples-summit-organized-crime-1994"),),
        must=within("1994"),
        rule="Date of the Naples Summit, the first with it on its agenda, in section 3 (3), paragraph 1.",
        event="summits-take-up-organized-crime-1994",
    ),
    Told(
        slug="told-twice-naples-conference",
        what="World ministerial conference in Naples: two dates in one sentence",
        section="3-3",
        locator="Section 3 (3), paragraph 1",
        printed="held in Naples in 1995",
        of=(one(Event, "naples-world-ministerial-conference-november-1994"),),
        must=within("1995"),
        rule="Date that the same sentence gives before: November of the same year as the Naples Summit.",
        event="naples-world-ministerial-conference-november-1994",
        note=(
            "The sentence is garbled: words are missing after “Naples”, and 1995 may belong to the decision that "
            "follows."
        ),
    ),
    Told(
        slug="told-twice-september-11",
        what="Date of the terrorist attacks of September 11",
        section="3-3",
        locator="Section 3 (3), paragraph 3",
        printed="in 2001 … September 11",
        of=(one(Event, "september-2001-terrorist-attacks"),),
        must=within("2001-09-11"),
        rule="Date of the attacks in section 4 (2), paragraph 2.",
        event="rome-group-established-2001",
    ),
    Told(
        slug="told-twice-own-oda-program",
        what="Beginning of the NPA’s own ODA program, told under the organization",
        section="6-1-a",
        locator="Section 6 (1) A, paragraph 1",
        printed="In FY 1988",
        of=(one(Event, "npa-own-oda-program-activities-fy-1988"),),
        must=within("1988-04/1989-03"),
        rule="Date in section 2 (1) A, paragraph 3.",
        event="npa-budget-oda-program-fy-1988",
    ),
    Told(
        slug="told-twice-disaster-relief-law",
        what="Disaster relief in the Police Law, against the law that it responds to",
        section="6-1-a",
        locator="Section 6 (1) A, paragraph 4",
        printed="In 1987 … in response to the enactment of the Law",
        of=(one(Event, "disaster-relief-team-law-1987"),),
        must=not_after("1987"),
        rule=(
            "Date of the Law concerning the Dispatch of the Japan Disaster Relief Team in section 2 (2), paragraph 1; "
            "it must not lie after the amendment of the Police Law."
        ),
        event="disaster-relief-in-police-law-1987",
    ),
    Told(
        slug="told-twice-first-congress",
        what="Year of the first United Nations crime congress",
        section="6-1-b",
        locator="Section 6 (1) B, paragraph 1",
        printed="in 1955",
        of=(one(Event, "first-un-crime-congress-geneva-1955"),),
        must=within("1955"),
        rule="Date in section 3 (1), paragraph 2.",
        event="npa-at-first-un-crime-congress-1955",
    ),
    Told(
        slug="told-twice-department-conferences",
        what="Establishment of the International Affairs Department, told under conferences",
        section="6-1-b",
        locator="Section 6 (1) B, paragraph 3",
        printed="In 1994",
        of=(one(Event, DEPARTMENT),),
        must=within("1994"),
        rule="Date in section 6 (1) A, paragraph 3.",
        event="conferences-and-treaties-to-international-affairs-department-1994",
    ),
    Told(
        slug="told-twice-general-affairs-division-1989",
        what="Year in which international cooperation becomes a duty of the General Affairs Division",
        section="6-1-c",
        locator="Section 6 (1) C, paragraph 2",
        printed="In 1989",
        of=(one(Event, "international-cooperation-in-organization-order-1989"),),
        must=within("1989"),
        rule="Date in section 6 (1) A, paragraph 2.",
        event="public-relations-office-handles-cooperation-1989",
    ),
    Told(
        slug="told-twice-department-exchange",
        what="Establishment of the International Affairs Department, told under exchange",
        section="6-1-c",
        locator="Section 6 (1) C, paragraph 4",
        printed="In 1994",
        of=(one(Event, DEPARTMENT),),
        must=within("1994"),
        rule="Date in section 6 (1) A, paragraph 3.",
        event="international-cooperation-promotion-group-dissolved-1994",
    ),
)
