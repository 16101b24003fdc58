"""A clock that is set back: what was changed later is told to be later."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from records.corrections import editing
from records.models import Change, Treaty

pytestmark = pytest.mark.django_db

SLUG = "convention-on-cybercrime"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets the clock so many minutes fast or slow."""
    now = timezone.now

    def set_by(minutes: int) -> None:
        monkeypatch.setattr(timezone, "now", lambda: now() + datetime.timedelta(minutes=minutes))

    return set_by


def save(name: str) -> Treaty:
    treaty = Treaty.objects.get(slug=SLUG)
    treaty.short_name = name
    treaty.save()
    return treaty


def test_the_log_and_the_versions_stay_in_order(clock: Any, client: Client) -> None:
    clock(60)
    save("First")
    clock(0)
    treaty = save("Second")
    editing.rename(treaty, "cybercrime", reason="Shorter.")
    versions = list(treaty.history.order_by("history_id").values_list("history_date", flat=True))
    assert versions == sorted(set(versions))
    told = [change.after for change in Change.objects.told_of("treaties", treaty.pk).filter(field="short name")]
    assert told[:2] == ["Second", "First"]
    assert client.get(f"/treaties/{SLUG}/").status_code == 301


def test_a_clock_that_was_wrong_by_days_is_not_followed(clock: Any) -> None:
    clock(3 * 24 * 60)
    save("Far ahead")
    clock(0)
    assert Change.objects.moment() < timezone.now() + datetime.timedelta(seconds=1)
