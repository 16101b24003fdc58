"""A record as it stood on a day of the past, with what it referred to as that stood, made of the versions kept."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.http import Http404
from django.utils.dateformat import format as format_date
from msgspec import Struct

from records.corrections.versions import WITHDRAWN, Version, listed_in
from records.models import Addressed, Change, Section
from records.outline import Outline
from records.wording import counted, short

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class NoSuchState(Http404):
    """The reason, in a sentence, why a record has no state of the day that was asked for."""


class Past(Struct, frozen=True):
    """A record as it stood at the end of a day (UTC).

    ``record`` is made of a version and not to be saved; ``state`` is the day of that version, ``slug`` the one of
    today. It ``stands`` unless it was withdrawn since.
    """

    day: datetime.date
    record: Any
    state: datetime.date
    slug: str
    stands: bool


def past_of(kinds: Iterable[type[Addressed]], slug: str, asked: str) -> Past:
    """The record at an address that those of ``kinds`` share, as it stood on the day ``asked`` for (2026-11-24).

    A day still to come is given the newest version. Raises NoSuchState where it did not stand then, or the day is
    none; Http404 where none ever stood there, or it was withdrawn by then.
    """
    kind, pk, stands = _whose(kinds, slug)
    day = day_of(asked)
    end = datetime.datetime.combine(day, datetime.time.max, tzinfo=datetime.UTC)
    version = kind.history.filter(id=pk, history_date__lte=end).first()
    if version is None:
        raise NoSuchState(_why_not_yet(kind, pk, day))
    if version.history_type != WITHDRAWN:
        return Past(day, as_it_stood(version, end), version.history_date.date(), slug, stands)
    if not stands:
        raise Http404("It was withdrawn by then.")
    raise NoSuchState(
        f"It was withdrawn on {_in_words(version.history_date)}, and stands here again since a later day."
    )


def day_of(asked: str) -> datetime.date:
    """The day as it is written in an address; raises NoSuchState where it is none."""
    try:
        if DAY.fullmatch(asked):
            return datetime.date.fromisoformat(asked)
    except ValueError:
        pass
    raise NoSuchState(f"“{short(asked)}” is no day. A day is written as year, month and day, such as 2026-11-24.")


def _whose(kinds: Iterable[type[Addressed]], slug: str) -> tuple[Any, int, bool]:
    """The kind and the primary key of what stands at an address, or (False) stood there until it was withdrawn."""
    for kind in kinds:
        if record := kind.objects.filter(slug=slug).first():
            return kind, record.pk, True
    for kind in kinds:
        last = kind.history.filter(slug=slug).first()
        if last and not kind.objects.filter(pk=last.id).exists():
            return kind, last.id, False
    raise Http404("Nothing ever stood at this address, or it has another one today.")


def _why_not_yet(kind: type[Addressed], pk: int, day: datetime.date) -> str:
    """Why the record has no version that is as old as ``day``."""
    load = Change.objects.filter(what=Change.What.LOADED).last()
    if load and day < load.when.date():
        return f"This edition was first loaded on {_in_words(load.when)}, and has no state of an earlier day."
    first = kind.history.filter(id=pk).last()
    return f"It was added on {_in_words(first.history_date)}." if first else "No version of it was kept."


def _in_words(moment: datetime.datetime) -> str:
    return format_date(moment, "F j, Y")


def as_it_stood(version: Version, end: datetime.datetime) -> Any:
    """The record of a version, with the sections, countries and topics that it referred to, as they stood."""
    record, kind = version.instance, version.instance_type
    for field in kind._meta.fields:
        if field.related_model and (pk := getattr(record, field.attname)):
            setattr(record, field.name, _stood(field.related_model, {pk}, end).get(pk))
    # Read by `record.topics.all()` as if they had been fetched with the record.
    record._prefetched_objects_cache = {
        field.name: sorted(_stood(field.related_model, listed_in(version, field), end).values(), key=str)
        for field in kind._meta.many_to_many
    }
    return record


def _stood(kind: type[Addressed], pks: set[int], end: datetime.datetime) -> dict[int, Any]:
    """Some records by primary key as they stood; one without a version that old is as it stands today.

    Sections are all of them, with what stands above them.
    """
    now, then = kind.objects.all(), kind.history.as_of(end)
    if kind is not Section:
        now, then = now.filter(id__in=pks), then.filter(id__in=pks)
    found = {record.pk: record for record in now} | {record.pk: record for record in then.order_by("history_id")}
    if kind is Section:
        Outline(found.values())
    return found


class Moment(Struct, frozen=True):
    """What was done with a record at one moment, and the addresses of its page before it.

    ``before`` is empty where the record has no earlier day; then ``after`` shows it at the end of the same one.
    """

    when: datetime.datetime
    changes: list[Change]
    before: str
    after: str


def moments(changes: Iterable[Change], address: str, first: datetime.date | None) -> list[Moment]:
    """The changes of a record, newest first, by moment; it stands at ``address`` and was ``first`` kept on that day."""
    found = []
    for when, made in groupby(changes, key=lambda change: change.when):
        day = when.date()
        before = f"{address}?as_of={day - datetime.timedelta(days=1)}" if first and first < day else ""
        found.append(Moment(when, list(made), before, f"{address}?as_of={day}"))
    return found


def came(changes: Iterable[Change]) -> str:
    """How many corrections are among the changes: “2 corrections came”; all fields of one are one."""
    corrections = {change.when for change in changes if change.what == Change.What.CORRECTED}
    return f"{counted(len(corrections), 'correction') if corrections else 'No correction'} came"
