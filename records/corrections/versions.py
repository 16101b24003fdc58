"""Every version of a record kept, one row for each time that it was saved, with its countries and topics.

django-simple-history does so by itself where a record is saved in the shell. The admin and the loading of fixtures do
it by `keep_versions`, because a correction is one version whatever it touches, and a load writes many at once.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from contextlib import contextmanager
from itertools import takewhile
from typing import Any

from django.db.models import Max, Min

from records.models import Addressed, Change

ADDED, CHANGED, WITHDRAWN = "+", "~", "-"
LOADED = "Loaded from this edition’s files."

Version = Any  # A row of one of django-simple-history's tables, which are made at run time.


@contextmanager
def unrecorded(record: Addressed) -> Any:
    """Within it, saving ``record`` and setting its lists leave no version: one for all of it comes afterwards."""
    record.skip_history_when_saving = True  # type: ignore[attr-defined] # django-simple-history looks for it.
    try:
        yield
    finally:
        del record.skip_history_when_saving  # type: ignore[attr-defined]


def keep_versions(
    kind: type[Addressed], records: Iterable[Addressed], done: str, *, reason: str, user: Any = None
) -> list[Version]:
    """Keep the records of one kind as they stand now, with their lists; returns the versions in the same order.

    ``done`` is ADDED, CHANGED or WITHDRAWN; a withdrawn record must still be there. A fixed number of queries.
    """
    history = kind.history.model
    kept, now = list(records), Change.objects.moment()
    made: list[Version] = history.objects.bulk_create(
        history(
            history_date=now,
            history_type=done,
            history_change_reason=reason,
            history_user=user,
            **{field.attname: getattr(record, field.attname) for field in kind._meta.fields},
        )
        for record in kept
    )
    version_of = {record.pk: version for record, version in zip(kept, made, strict=True)}
    for field in kind._meta.many_to_many:
        through: Any = field.remote_field.through
        rows = through.objects.filter(**{f"{field.m2m_field_name()}__in": kept}) if kept else []
        columns = [column.attname for column in through._meta.fields]
        listed = list_history(kind, field)
        listed.objects.bulk_create(
            listed(
                history=version_of[getattr(row, f"{field.m2m_field_name()}_id")],
                **{name: getattr(row, name) for name in columns},
            )
            for row in rows
        )
    return made


def list_history(kind: type[Addressed], field: Any) -> Any:
    """The model of the rows that keep one list of a kind's versions."""
    return getattr(kind.history.model, field.name).model


def version_before(version: Version) -> Version | None:
    """The version of the same record that ``version`` replaced; None where it is the first.

    What is kept at the end of a record says nothing of its lists, and is no such version. By number and not by time:
    those of one load have one time.
    """
    earlier = version.instance_type.history.filter(id=version.id, history_id__lt=version.history_id)
    return earlier.exclude(history_type=WITHDRAWN).order_by("-history_id").first()


def first_and_last_day(record: Addressed) -> tuple[datetime.date | None, datetime.date | None]:
    """The days (UTC) of its first and its newest version; one query."""
    found = record.history.aggregate(first=Min("history_date"), last=Max("history_date"))
    first, last = found["first"], found["last"]
    return first and first.date(), last and last.date()


def newest_number(kind: type[Addressed], pk: int | str) -> str:
    """The number of a record's newest version; empty where there is none."""
    numbers = kind.history.filter(id=pk).order_by("-history_id").values_list("history_id", flat=True)
    return str(numbers.first() or "")


def versions_since(record: Addressed, number: str) -> list[Version]:
    """The versions of ``record`` after the one of that number, oldest first; all where none has that number."""
    kept = record.history.select_related("history_user").order_by("-history_id")
    later = list(takewhile(lambda version: str(version.history_id) != number, kept))
    return later[::-1]


def listed_in(version: Version, field: Any) -> set[int]:
    """The primary keys of what the record's list held in that version."""
    rows = getattr(version, field.name).all()
    return set(rows.values_list(f"{field.m2m_reverse_field_name()}_id", flat=True))
