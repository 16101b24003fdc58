"""What an edit, a tag, a country and a withdrawal turn."""

from __future__ import annotations

import operator
from typing import Any

import pytest

from records.kinds import PLACED_KINDS
from records.models import (
    Country,
    Event,
    Membership,
    Term,
    Topic,
    TrainingCourse,
    Treaty,
)
from tests.reconciliation.edits import EDITS
from tests.reconciliation.shipped import turned_by
from tests.sampling import first_of_each

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "slug", "fields", "turned"),
    first_of_each(EDITS, by=operator.itemgetter(0)),
    ids=[f"{kind.__name__}-{slug[:30]}-{next(iter(fields))}" for kind, slug, fields, _ in EDITS],
)
def test_an_edit_turns_exactly_the_verdicts_that_rest_on_it(
    kind: type[Any], slug: str, fields: dict[str, Any], turned: dict[str, str]
) -> None:
    def edit() -> None:
        record = kind.objects.get(slug=slug)
        for name, value in fields.items():
            setattr(record, name, value)
        record.full_clean()
        record.save()

    assert turned_by(edit) == turned


def test_one_row_of_each_table_was_edited() -> None:
    """No figure rests on a term of the glossary."""
    assert {kind for kind, *_ in EDITS} | {Membership, Term} == set(PLACED_KINDS)


def test_a_member_taken_away_turns_the_count() -> None:
    assert turned_by(lambda: Membership.objects.filter(slug="fatf-japan").delete()) == {"fatf-countries": "differs"}
    assert turned_by(lambda: Membership.objects.filter(slug="apg-japan").delete()) == {"apg-countries": "differs"}
    gone = Membership.objects.filter(slug="fatf-european-commission")
    assert turned_by(gone.delete) == {"fatf-organizations": "differs"}


def test_a_tag_and_a_country_count_too() -> None:
    treaty = Treaty.objects.get(slug="convention-on-physical-protection-of-nuclear-material")
    terrorism = Topic.objects.get(slug="terrorism")
    assert turned_by(lambda: treaty.topics.remove(terrorism)) == {"treaties-terrorism": "differs"}
    course = TrainingCourse.objects.get(slug="ministry-of-public-security-training-seminar-china")
    thailand = Country.objects.get(slug="thailand")
    assert turned_by(lambda: course.countries.add(thailand)) == {"courses-country-specific": "differs"}
    conference = Event.objects.get(slug="quadripartite-police-conference-october-2000")
    assert turned_by(lambda: conference.countries.add(thailand)) == {"quadripartite-conference": "differs"}
