"""How a figure is cited: what it says, its place, its address, the newest state of its rows."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from records.models import DisasterReliefMission, Event, Section, Topic
from records.reconciliation.citing import citation_of, newest_state
from records.reconciliation.remembering import Reconciliation

pytestmark = pytest.mark.django_db

TODAY = datetime.datetime.now(datetime.UTC).date()
OLD = datetime.datetime(2026, 1, 2, 23, 30, tzinfo=datetime.UTC)
LATER = datetime.datetime(2026, 3, 4, tzinfo=datetime.UTC)


def citation(slug: str) -> Any:
    reconciled = Reconciliation()
    figure = reconciled.called(slug)
    assert figure
    return citation_of(figure, reconciled.report, address="https://example.org/x/")


@pytest.mark.parametrize(
    ("slug", "title", "place"),
    [
        (
            "relief-personnel",
            "Personnel dispatched for search and rescue: ‘116 personnel’ as printed, ‘116’ recomputed, agrees",
            "Section 2 (2), paragraph 2 (International disaster relief activities, from page 5)",
        ),
        (
            "share-asia-2003",
            "Persons from Asia, 2003: percentage: ‘63.0’ as printed, ‘62.9’ recomputed, differs",
            "Attached Table 5 (2), row Asia, column 2003 (Record of Provision of Assistance (1999–2003))",
        ),
        (
            "fbi-agents",
            "FBI agents trained in Japan by 2003: ‘five FBI agents’ as printed, cannot be recomputed",
            "Section 5 (5), paragraph 1 (Exchange with FBI, from page 15)",
        ),
        (
            "title-to-2003",
            (
                "Last year that the report covers, by its own title: ‘to 2003’ as printed, "
                "‘February 24, 2005’ recomputed, differs"
            ),
            "Cover, title",
        ),
    ],
)
def test_a_citation_says_what_the_figure_says_and_where_it_is_printed(slug: str, title: str, place: str) -> None:
    found = citation(slug)
    assert (found.key, found.title, found.place, found.address) == (
        f"npa-figure-{slug}",
        title,
        place,
        "https://example.org/x/",
    )
    assert found.in_own_words


def set_state(kind: type[Any], when: datetime.datetime, **of: Any) -> None:
    kind.history.filter(**of).update(history_date=when)


def test_its_state_is_the_newest_of_its_rows_and_of_the_event_that_retells_it() -> None:
    set_state(DisasterReliefMission, OLD)
    set_state(Event, OLD)
    assert citation("relief-personnel").state == OLD.date()
    set_state(Event, LATER, slug="relief-personnel-sent-1990-2003")
    assert citation("relief-personnel").state == LATER.date()
    mission = DisasterReliefMission.objects.get(slug="iran-earthquake-1990")
    mission.personnel = 7
    mission.save()
    assert citation("relief-personnel").state == TODAY


def test_without_any_row_its_state_is_that_of_its_section() -> None:
    set_state(Event, OLD)
    Event.objects.filter(slug="five-fbi-agents-trained-in-japan-by-2003").delete()
    set_state(Section, LATER, slug="5-5")
    assert citation("fbi-agents").state == LATER.date()


def test_the_state_of_nothing_is_not_known() -> None:
    assert newest_state([]) is None
    topic = Topic.objects.all()[0]
    topic.history.all().delete()
    assert newest_state([topic]) is None
