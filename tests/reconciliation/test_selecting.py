"""Choosing rows: by slug, whatever it was before, by date, by topic."""

from __future__ import annotations

import pytest

from records.models import DisasterReliefMission, Topic, Treaty
from records.reconciliation import Report
from records.reconciliation.selecting import dated, earliest, every, has, last_printed, latest, one, tagged

pytestmark = pytest.mark.django_db

IRAN, ALGERIA = "iran-earthquake-1990", "algeria-earthquake-2003"


def test_every_row_is_found_that_meets_all_conditions() -> None:
    found = every(Treaty, has(action=Treaty.Action.SIGNED), lambda treaty: "Protocol" in treaty.name).find(Report())
    assert [treaty.position for treaty in found] == [27, 28, 29]


def test_rows_are_found_by_their_slugs_of_today_or_of_the_past_in_the_order_asked_for() -> None:
    iran = DisasterReliefMission.objects.get(slug=IRAN)
    iran.slug = "iran-1990"
    iran.save()
    both = one(DisasterReliefMission, ALGERIA, IRAN, "never-there")
    assert [mission.slug for mission in both.find(Report())] == [ALGERIA, "iran-1990"]


def test_the_earliest_and_the_latest_have_a_date_and_are_the_first_of_a_day() -> None:
    DisasterReliefMission.objects.filter(slug="philippines-earthquake-1990").update(earliest="1990-06-01")
    missions = every(DisasterReliefMission)
    assert [mission.slug for mission in earliest(missions).find(Report())] == [IRAN]
    assert [mission.slug for mission in latest(missions).find(Report())] == [ALGERIA]
    DisasterReliefMission.objects.update(date="", earliest=None, latest=None)
    assert earliest(missions).find(Report()) == latest(missions).find(Report()) == []
    assert every(DisasterReliefMission, dated).find(Report()) == []


def test_the_last_row_of_a_table_is_the_last_printed() -> None:
    assert [treaty.position for treaty in last_printed(Treaty).find(Report())] == [31]


def test_a_topic_is_known_by_the_slug_that_it_had() -> None:
    before = tagged("terrorism").find(Report())
    topic = Topic.objects.get(slug="terrorism")
    topic.slug = "terror"
    topic.save()
    assert tagged("terrorism").find(Report()) == before != []
