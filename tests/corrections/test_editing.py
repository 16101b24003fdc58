"""What an editor does with a record, whatever page it is done on."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from records.corrections.differences import differences_between
from records.corrections.editing import bring_back, rename, withdraw
from records.models import Treaty
from records.rows import values_of
from tests.admin_pages import (
    SLUG,
    WHY,
    treaty,
    versions_of,
)
from tests.factories import make_disaster_relief_mission, make_peacekeeping_mission, make_topic

pytestmark = pytest.mark.django_db


def test_a_withdrawn_record_comes_back_as_it_was() -> None:
    record = treaty()
    before, pk = values_of(record), record.pk
    withdraw(record, reason="Not one of them.")
    first, last = versions_of(Treaty(pk=pk))
    assert (last.history_type, last.history_change_reason) == ("-", "Not one of them.")

    bring_back(first, reason="It is one of them.")
    assert (treaty().pk, values_of(treaty())) == (pk, before)


def test_a_topic_that_is_gone_keeps_its_name_and_stays_away() -> None:
    record, topic = treaty(), make_topic(name="Piracy")
    record.topics.add(topic)
    record.topics.remove(topic)
    topic.delete()
    _, added, removed = versions_of(record)

    assert differences_between(added, removed) == [("topics", "High-tech crime, Piracy", "High-tech crime")]
    bring_back(added, reason=WHY)
    assert [topic.name for topic in treaty().topics.all()] == ["High-tech crime"]


def test_a_slug_that_another_kind_has_at_the_address_is_refused() -> None:
    figure = Treaty.objects.all()[0]
    with pytest.raises(ValidationError):
        rename(figure, SLUG, reason=WHY)


def test_a_record_cannot_take_the_address_of_another_kind() -> None:
    relief, peace = make_disaster_relief_mission(slug="relief"), make_peacekeeping_mission(slug="peace")

    with pytest.raises(ValidationError, match="already that of one disaster relief mission"):
        rename(peace, relief.slug, reason=WHY)
