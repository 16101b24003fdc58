"""What a load has to do is planned before anything is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from records.fixture_files.planning import plan_load
from records.models import Topic, Treaty
from tests.fixture_rows import add_row, change_row, remove_row

pytestmark = pytest.mark.django_db


def test_nothing_is_to_do_where_the_database_holds_the_fixtures(fixtures_dir: Path) -> None:
    plan = plan_load(fixtures_dir)

    assert (plan.differing, plan.removed, plan.edited) == ([], [], [])
    assert set(plan.pks) == set(plan.rows)


def test_the_plan_tells_what_is_added_changed_removed_and_edited(own_fixtures: Path) -> None:
    changed = change_row(own_fixtures, "treaties", 1, short_name="Changed")
    removed = remove_row(own_fixtures, "treaties", 31)
    add_row(own_fixtures, "topics", slug="piracy", name="Piracy", description="At sea.")
    edited = Treaty.objects.exclude(slug__in=[changed, removed])[0]
    Treaty.objects.filter(pk=edited.pk).update(short_name="Edited")

    plan = plan_load(own_fixtures)

    assert plan.added == [("topics", "piracy")]
    assert plan.changed == [("treaties", changed), ("treaties", edited.slug)]
    assert plan.removed == [("treaties", removed)]
    assert plan.edited == [f"treaties {edited.slug} (edited)"]
    assert ": 1 added, 2 changed, 1 removed, " in str(plan)
    assert str(plan).endswith(" as they were. Overwrote 1 edit.")
    assert plan.in_plain_words.endswith(" Overwrote 1 edit.")
    assert not Topic.objects.filter(slug="piracy").exists()
    assert Treaty.objects.filter(slug=removed).exists()
