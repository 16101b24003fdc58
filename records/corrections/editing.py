"""What an editor does with a record: correct it, give it another address, withdraw it, bring a version back."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from records.corrections.log import log_versions
from records.corrections.versions import ADDED, CHANGED, Version, keep_versions, listed_in, unrecorded
from records.models import Addressed, Revision


def record_correction(record: Addressed, *, added: bool = False, reason: str, user: Any = None) -> None:
    """Keep ``record``, which was saved `unrecorded` just now, as a version, and log it."""
    log_versions(keep_versions(type(record), [record], ADDED if added else CHANGED, reason=reason, user=user))


def bring_back(version: Version, *, reason: str, user: Any = None) -> Addressed:
    """Make a record say again what it said in ``version``; its address stays as it is now.

    That is a new version, logged with its reason. A withdrawn record comes back with its primary key. What it listed
    and is gone by now stays away. Raises ValidationError where the old values do not fit the other records any more.
    """
    kind = version.instance_type
    with transaction.atomic():
        Revision.objects.hold()
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
        Revision.objects.hold()
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
        Revision.objects.hold()
        record._change_reason, record._history_user = reason, user  # type: ignore[attr-defined]
        record.delete()
