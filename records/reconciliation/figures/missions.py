"""Sections 2 (2) and 2 (3): disaster relief and peacekeeping, told in the text and listed in the dispatch records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from records.models.missions import Mission
from records.reconciliation import comparing
from records.reconciliation.figure import Figure, Finding, Verdict, present
from records.reconciliation.report import Report, called

RELIEF = "2-2"
PEACEKEEPING = "2-3"
RELIEF_TOTALS = "relief-personnel-sent-1990-2003"


def figures(report: Report) -> Iterator[Figure]:
    """The figures on missions, in the report's order."""
    yield relief_since_the_law(report)
    yield relief_personnel(report)
    yield seven_disasters(report)
    yield first_disaster(report)
    yield last_disaster(report)
    yield dogs_in_algeria(report)
    yield peacekeeping_since_the_law(report)
    yield personnel_in_cambodia(report)
    yield personnel_in_east_timor(report)


def list_of(kind: str) -> str:
    """The address of the list of relief or of peacekeeping missions."""
    return f"{reverse('mission-list')}?type={kind}"


def by_date(missions: list[Any]) -> list[Any]:
    """The missions that have a date, the earliest first."""
    return sorted((mission for mission in missions if mission.earliest), key=lambda mission: mission.earliest)


def earliest(missions: list[Any]) -> Mission | None:
    """The mission that began first."""
    return next(iter(by_date(missions)), None)


def latest(missions: list[Any]) -> Mission | None:
    """The mission that began last."""
    return next(reversed(by_date(missions)), None)


def relief_since_the_law(report: Report) -> Figure:
    """The text: relief in accordance with the law of 1987; no mission may be older."""
    first = earliest(report.relief_missions)
    return Figure(
        slug="relief-since-1987",
        what="Relief missions since the law on the Japan Disaster Relief Team",
        section=RELIEF,
        locator="Section 2 (2), paragraph 1",
        printed="In 1987 … since",
        finding=comparing.not_before("1987", first),
        rule="Date of the earliest mission of the dispatch record; it must not lie before the law.",
        rows=present(first),
        list_address=f"{list_of('relief')}&sort=date",
        event="disaster-relief-team-law-1987",
    )


def relief_personnel(report: Report) -> Figure:
    """The text: a cumulative total of 116 personnel."""
    return Figure(
        slug="relief-personnel",
        what="Personnel dispatched for search and rescue",
        section=RELIEF,
        locator="Section 2 (2), paragraph 2",
        printed="116 personnel",
        finding=comparing.numbers(116, sum(mission.personnel for mission in report.relief_missions)),
        rule="Sum of the column Number of personnel dispatched.",
        rows=tuple(report.relief_missions),
        list_address=list_of("relief"),
        event=RELIEF_TOTALS,
    )


def seven_disasters(report: Report) -> Figure:
    """The text: seven separate disasters."""
    return Figure(
        slug="relief-disasters",
        what="Disasters to which personnel were dispatched",
        section=RELIEF,
        locator="Section 2 (2), paragraph 2",
        printed="seven separate disasters",
        finding=comparing.numbers(7, len(report.relief_missions)),
        rule="Number of rows of the dispatch record.",
        rows=tuple(report.relief_missions),
        list_address=list_of("relief"),
        event=RELIEF_TOTALS,
    )


def first_disaster(report: Report) -> Figure:
    """The text: from the Iranian Earthquake of 1990."""
    first = earliest(report.relief_missions)
    finding = comparing.within("1990", first)
    if first and first != called(report.relief_missions, "iran-earthquake-1990"):
        finding = Finding(Verdict.DIFFERS, str(first), "another disaster")
    return Figure(
        slug="relief-first-disaster",
        what="First disaster: the earthquake in Iran",
        section=RELIEF,
        locator="Section 2 (2), paragraph 2",
        printed="from the Iranian Earthquake of 1990",
        finding=finding,
        rule="Date of the earliest mission of the dispatch record, which must be that to Iran.",
        rows=present(first),
        event=RELIEF_TOTALS,
    )


def last_disaster(report: Report) -> Figure:
    """The text: to the end of 2003."""
    last = latest(report.relief_missions)
    return Figure(
        slug="relief-end-of-2003",
        what="End of the count of relief missions",
        section=RELIEF,
        locator="Section 2 (2), paragraph 2",
        printed="to the end of 2003",
        finding=comparing.not_after("2003", last),
        rule="Date of the latest mission of the dispatch record; it must not lie after 2003.",
        rows=present(last),
        event=RELIEF_TOTALS,
    )


def dogs_in_algeria(report: Report) -> Figure:
    """The text: rescue dogs in the aftermath of the Algerian Earthquake of 2003."""
    mission = called(report.relief_missions, "algeria-earthquake-2003")
    return Figure(
        slug="relief-algeria-2003",
        what="Earthquake in Algeria, to which rescue dogs were sent first",
        section=RELIEF,
        locator="Section 2 (2), paragraph 2",
        printed="the Algerian Earthquake of 2003",
        finding=comparing.within("2003", mission),
        rule="Date of the mission in the dispatch record.",
        rows=present(mission),
        event="rescue-dogs-first-sent-algeria-2003",
    )


def peacekeeping_since_the_law(report: Report) -> Figure:
    """The text: dispatched under the law of 1992; no mission may be older."""
    first = earliest(report.peacekeeping_missions)
    return Figure(
        slug="peacekeeping-since-1992",
        what="Peacekeeping missions since the law on cooperation in peacekeeping",
        section=PEACEKEEPING,
        locator="Section 2 (3), paragraph 1",
        printed="enacted in 1992",
        finding=comparing.not_before("1992", first),
        rule="Date of the earliest mission of the dispatch record; it must not lie before the law.",
        rows=present(first),
        event="pko-cooperation-law-1992",
    )


def personnel_in_cambodia(report: Report) -> Figure:
    """The text: 75 police personnel to Cambodia."""
    mission = called(report.peacekeeping_missions, "cambodia-1992")
    return Figure(
        slug="peacekeeping-cambodia",
        what="Police personnel dispatched to Cambodia",
        section=PEACEKEEPING,
        locator="Section 2 (3), paragraph 2",
        printed="75 police personnel",
        finding=comparing.numbers(75, mission.personnel if mission else None),
        rule="Number of personnel dispatched in the row of the dispatch record.",
        rows=present(mission),
        event="cambodia-attack-superintendent-takada-1992-1993",
    )


def personnel_in_east_timor(report: Report) -> Figure:
    """The text: three police personnel to East Timor."""
    mission = called(report.peacekeeping_missions, "east-timor-1999")
    return Figure(
        slug="peacekeeping-east-timor",
        what="Police personnel dispatched to East Timor",
        section=PEACEKEEPING,
        locator="Section 2 (3), paragraph 3",
        printed="Three police personnel",
        finding=comparing.numbers(3, mission.personnel if mission else None),
        rule="Number of personnel dispatched in the row of the dispatch record.",
        rows=present(mission),
    )
