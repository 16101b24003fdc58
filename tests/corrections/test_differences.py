"""What differs between two versions, in words."""

from __future__ import annotations

import pytest

from records.corrections.differences import differences_between
from records.models import Addressed, Event, Meeting
from tests.admin_pages import (
    versions_of,
)
from tests.kinds import every_kind

pytestmark = pytest.mark.django_db


@every_kind
def test_every_kind_says_what_differs_in_words(kind: type[Addressed]) -> None:
    """Two records of a kind differ in most of its fields: all of them can be said."""
    first, second = (versions_of(record)[0] for record in (kind.objects.all()[0], kind.objects.all().reverse()[0]))

    found = differences_between(first, second)
    assert "address" in [field for field, _, _ in found]
    assert all(isinstance(said, str) for difference in found for said in difference)
    assert not any("object (" in said for difference in found for said in difference)


def test_nothing_is_nothing_and_yes_is_yes() -> None:
    meeting, event = Meeting.objects.filter(country__isnull=False)[0], Event.objects.filter(fiscal_years=False)[0]
    country = str(meeting.country)
    meeting.country = None
    meeting.save()
    event.fiscal_years = True
    event.save()

    assert differences_between(*versions_of(meeting)) == [("country", country, "")]
    assert differences_between(*versions_of(event))[-1] == ("fiscal years", "no", "yes")
