"""Days of the past for versions that a test made a moment ago."""

from __future__ import annotations

import datetime
from itertools import pairwise
from typing import Any

from records.kinds import ALL_KINDS
from records.models import Change
from tests.admin_pages import WHY

LOADED = datetime.date(2026, 3, 1)
FIRST, BETWEEN, SECOND = (LOADED + datetime.timedelta(days=days) for days in (10, 15, 20))


def load_on(day: datetime.date = LOADED) -> None:
    """Let everything have been loaded on that day."""
    for kind in ALL_KINDS:
        kind.history.update(history_date=noon(day))
    Change.objects.update(when=noon(day))


def on_day(record: Any, day: datetime.date, hour: int = 12) -> None:
    """Let the record's newest version, and its lines of the change log, be of that day."""
    newest = record.history.order_by("-history_id")[0]
    moment = noon(day).replace(hour=hour)
    Change.objects.filter(record_pk=newest.id, when=newest.history_date).update(when=moment)
    type(newest).objects.filter(pk=newest.pk).update(history_date=moment)
    moments = record.history.order_by("history_id").values_list("history_date", flat=True)
    assert all(before <= after for before, after in pairwise(moments))


def noon(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(12), tzinfo=datetime.UTC)


def saved_with(record: Any, day: datetime.date, /, **values: Any) -> Any:
    """The record saved with these values on that day."""
    correct_in_shell(record, **values)
    on_day(record, day)
    return record


def correct_in_shell(record: Any, **values: Any) -> None:
    """Save the record with these values, today."""
    for name, value in values.items():
        setattr(record, name, value)
    record._change_reason = WHY
    record.save()


def at(address: str, day: datetime.date) -> str:
    return f"{address}?as_of={day}"


def last_changed(record: Any) -> datetime.datetime:
    """When the record was last loaded or edited."""
    when: datetime.datetime = record.history.first().history_date
    return when
