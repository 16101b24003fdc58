"""Whether the history of the records has no gap: each version a step, the newest the record as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef

from records.corrections.versions import ADDED, WITHDRAWN, list_history
from records.kinds import ALL_KINDS
from records.models import Addressed

BATCH = 500
# Which of the steps may come after which; None is the beginning.
BEGINS = (None, WITHDRAWN)


def findings() -> Iterator[str]:
    """What is missing, a sentence each with what to do."""
    for kind in ALL_KINDS:
        records = kind.objects.order_by("pk").values_list(*_columns(kind)).iterator(chunk_size=BATCH)
        while batch := list(islice(records, BATCH)):
            yield from _of_records(kind, batch)
        yield from _of_withdrawn(kind)


def _columns(kind: type[Addressed]) -> list[str]:
    """All that a record and a version of it hold, its primary key and its slug first."""
    names = [field.attname for field in kind._meta.concrete_fields]
    return ["id", "slug", *(name for name in names if name not in {"id", "slug"})]


def _of_records(kind: type[Addressed], records: list[tuple[Any, ...]]) -> Iterator[str]:
    """Whether these records have all their versions; a fixed number of queries."""
    pks = [pk for pk, *_ in records]
    versions: dict[int, list[tuple[Any, ...]]] = {pk: [] for pk in pks}
    found = kind.history.filter(id__in=pks).order_by("history_id")
    for version in found.values_list("history_id", "history_type", *_columns(kind)):
        versions[version[2]].append(version)
    newest = {kept[-1][0]: pk for pk, kept in versions.items() if kept}
    unlike = set(_unlike_lists(kind, pks, newest))
    for record in records:
        pk, slug, *_ = record
        kept = versions[pk]
        if not kept:
            yield f"{_named(kind, slug)} has no version. {_save(kind, slug)}"
        elif not _is_unbroken([step for _, step, *_ in kept]):
            yield f"{_named(kind, slug)} lacks a version. Restore a backup that has it."
        elif kept[-1][1] == WITHDRAWN or kept[-1][2:] != record or pk in unlike:
            yield f"{_named(kind, slug)} says something else than its newest version. {_save(kind, slug)}"


def _is_unbroken(steps: Iterable[str]) -> bool:
    """A record is added, changed, withdrawn, and where it was brought back, added again."""
    before = None
    for step in steps:
        if (step == ADDED) != (before in BEGINS):
            return False
        before = step
    return True


def _unlike_lists(kind: type[Addressed], pks: list[int], newest: dict[int, int]) -> Iterator[int]:
    """The records whose countries or topics are not those of their newest version."""
    for field in kind._meta.many_to_many:
        through: Any = field.remote_field.through
        own, other = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
        now = set(through.objects.filter(**{f"{own}__in": pks}).values_list(own, other))
        listed = list_history(kind, field).objects.filter(history_id__in=list(newest))
        kept = {(newest[number], target) for number, target in listed.values_list("history_id", other)}
        yield from (pk for pk, _ in now ^ kept)


def _of_withdrawn(kind: type[Addressed]) -> Iterator[str]:
    """Whether the last version of each record that is gone says that it was withdrawn."""
    versions: Any = kind.history.model
    later = versions.objects.filter(id=OuterRef("id"), history_id__gt=OuterRef("history_id"))
    last = versions.objects.filter(~Exists(later), ~Exists(kind.objects.filter(pk=OuterRef("id"))))
    for slug in last.exclude(history_type=WITHDRAWN).order_by("history_id").values_list("slug", flat=True):
        yield (
            f"{_named(kind, slug)} is gone, and no version says that it was withdrawn. Bring its newest version "
            "back in the admin, and withdraw it there if it is to go."
        )


def _named(kind: type[Addressed], slug: str) -> str:
    return f"The {kind._meta.verbose_name} {slug}"


def _save(kind: type[Addressed], slug: str) -> str:
    lines = f"from records.models import {kind.__name__}; {kind.__name__}.objects.get(slug='{slug}').save()"
    return f'To keep what it says now: .venv/bin/python manage.py shell -c "{lines}".'
