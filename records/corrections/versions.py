"""What happens to the records: every version kept, every change on the public log, any version brought back.

django-simple-history keeps the versions, one row for each time that a record was saved, with its countries and topics.
It does so by itself where a record is saved in the shell. The admin and the loading of fixtures do it by
`keep_versions`, because a correction is one version whatever it touches, and a load writes many at once. From versions
that follow each other comes the change log (`Change`), in words that stay as they were said.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from records import dates
from records.kinds import NAMES
from records.models import Addressed, Change

ADDED, CHANGED, WITHDRAWN = "+", "~", "-"
WITHOUT_REASON = "No reason was given."
LOADED = "Loaded from the fixtures."

Version = Any  # A row of one of django-simple-history's tables, which are made at run time.


# Versions


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
    kept, now = list(records), timezone.now()
    versions: list[Version] = history.objects.bulk_create(
        history(
            history_date=now,
            history_type=done,
            history_change_reason=reason,
            history_user=user,
            **{field.attname: getattr(record, field.attname) for field in kind._meta.fields},
        )
        for record in kept
    )
    version_of = {record.pk: version for record, version in zip(kept, versions, strict=True)}
    for field in kind._meta.many_to_many:
        through: Any = field.remote_field.through
        rows = through.objects.filter(**{f"{field.m2m_field_name()}__in": kept}) if kept else []
        columns = [column.attname for column in through._meta.fields]
        list_history(kind, field).objects.bulk_create(
            list_history(kind, field)(
                history=version_of[getattr(row, f"{field.m2m_field_name()}_id")],
                **{name: getattr(row, name) for name in columns},
            )
            for row in rows
        )
    return versions


def list_history(kind: type[Addressed], field: Any) -> Any:
    """The model of the rows that keep one list of a kind's versions."""
    return getattr(kind.history.model, field.name).model


def version_before(version: Version) -> Version | None:
    """The version of the same record that ``version`` replaced; None where it is the first.

    By number and not by time: those of one load have one time.
    """
    earlier = version.instance_type.history.filter(id=version.id, history_id__lt=version.history_id)
    return earlier.order_by("-history_id").first()


def listed_in(version: Version, field: Any) -> set[int]:
    """The primary keys of what the record's list held in that version."""
    rows = getattr(version, field.name).all()
    return set(rows.values_list(f"{field.m2m_reverse_field_name()}_id", flat=True))


# Differences in words


def differences(before: Version, after: Version) -> list[tuple[str, str, str]]:
    """What two versions of a record say differently: the field's name, what it said, what it says.

    In the order of the kind's fields, its lists last; all in the words of the public pages.
    """
    kind = after.instance_type
    found = []
    for field in kind._meta.fields:
        old, new = getattr(before, field.attname), getattr(after, field.attname)
        if field.editable and not field.primary_key and old != new:
            found.append((label(field), in_words(field, old, before), in_words(field, new, after)))
    for field in kind._meta.many_to_many:
        old, new = listed_in(before, field), listed_in(after, field)
        if old != new:
            found.append((label(field), names_of(field.related_model, old), names_of(field.related_model, new)))
    return found


def label(field: Any) -> str:
    """The field's name in plain words; a slug is the record's address."""
    return "address" if field.name == "slug" else str(field.verbose_name)


def in_words(field: Any, value: Any, version: Version) -> str:
    """One field's value as the public pages say it; empty where it has none."""
    if value is None:
        return ""
    if field.related_model is not None:
        return names_of(field.related_model, {value})
    if field.name == "date":
        return dates.in_words(value, fiscal_years=version.fiscal_years) if value else ""
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(" ".join(part) if isinstance(part, list) else str(part) for part in value)
    return str(value)


def names_of(kind: type[Addressed], pks: set[int]) -> str:
    """The names of some records, joined; of those that are gone, the names that they had last."""
    names = {record.pk: str(record) for record in kind.objects.filter(pk__in=pks)}
    for version in kind.history.filter(id__in=pks - names.keys()):  # The newest come first.
        names.setdefault(version.id, str(version.instance))
    return ", ".join(sorted(names.values()))


# The change log


def log(versions: Sequence[Version], *, source: str = Change.Source.EDITOR) -> list[Change]:
    """Put on the change log what the versions brought; one that says nothing new is left out."""
    found = [change for version in versions for change in changes_of(version, source)]
    return Change.objects.bulk_create(found)


def changes_of(version: Version, source: str) -> list[Change]:
    """The lines of the change log that one version makes: one for each field, or one for the record as a whole."""
    record: Any = version.instance
    kind: Any = type(record)
    said = {
        "when": version.history_date,
        "source": source,
        "kind": NAMES[kind],
        "record_pk": record.pk,
        "name": str(record),
        "address": record.get_absolute_url(),
        "reason": version.history_change_reason or WITHOUT_REASON,
    }
    if version.history_type == ADDED:
        return [Change(what=Change.What.ADDED, **said)]
    if version.history_type == WITHDRAWN:
        return [Change(what=Change.What.WITHDRAWN, **said)]
    before = version_before(version)
    return [
        Change(what=Change.What.CORRECTED, field=field, before=old, after=new, **said)
        for field, old, new in (differences(before, version) if before else [])
    ]


def log_unaided(history_instance: Version, **kwargs: Any) -> None:
    """Log what django-simple-history noticed by itself: a record saved or deleted in the shell."""
    log([history_instance])


def log_load(summary: str) -> None:
    """The one line that a load leaves beside those of the records that it changed."""
    Change.objects.create(
        when=timezone.now(), what=Change.What.LOADED, source=Change.Source.FIXTURES, name="The fixtures", reason=summary
    )


# What an editor does


def record_correction(record: Addressed, *, added: bool = False, reason: str, user: Any = None) -> None:
    """Keep ``record``, which was saved `unrecorded` just now, as a version, and log it."""
    log(keep_versions(type(record), [record], ADDED if added else CHANGED, reason=reason, user=user))


def bring_back(version: Version, *, reason: str, user: Any = None) -> Addressed:
    """Make a record say again what it said in ``version``; its address stays as it is now.

    That is a new version, logged with its reason. A withdrawn record comes back with its primary key. What it listed
    and is gone by now stays away. Raises ValidationError where the old values do not fit the other records any more.
    """
    kind = version.instance_type
    with transaction.atomic():
        record: Addressed = version.instance
        now = kind.objects.filter(pk=record.pk).first()
        if now is not None:
            record.slug = now.slug
            record._state.adding = False
        record.full_clean()
        lists = {
            field.name: field.related_model.objects.filter(pk__in=listed_in(version, field))
            for field in kind._meta.many_to_many
        }
        with unrecorded(record):
            record.save()
            for name, found in lists.items():
                getattr(record, name).set(found)
        record_correction(record, added=now is None, reason=reason, user=user)
    return record


def rename(record: Addressed, slug: str, *, reason: str, user: Any = None) -> None:
    """Give ``record`` another address; the old one leads there from now on (`records.former_addresses`).

    Raises ValidationError where the slug is none, or is taken.
    """
    if slug == record.slug:
        raise ValidationError({"slug": "This is its address already."})
    with transaction.atomic():
        former, record.slug = record.slug, slug
        try:
            record.full_clean()
        except ValidationError:
            record.slug = former
            raise
        with unrecorded(record):
            record.save()
        record_correction(record, reason=reason, user=user)


def withdraw(record: Addressed, *, reason: str, user: Any = None) -> None:
    """Delete ``record``; its address says from now on that it was withdrawn. Raises ProtectedError."""
    with transaction.atomic():
        record._change_reason, record._history_user = reason, user  # type: ignore[attr-defined]
        record.delete()


def last_changed(record: Addressed) -> datetime.datetime | None:
    """When ``record`` was last loaded or edited; one query."""
    when: datetime.datetime | None = record.history.values_list("history_date", flat=True).first()
    return when
