"""The public change log, made of versions that follow each other, in words that stay as they were said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from records.corrections.differences import differences_from_before
from records.corrections.versions import ADDED, WITHDRAWN, Version
from records.kinds import NAMES
from records.models import Change

WITHOUT_REASON = "No reason was given."


def log_versions(versions: Sequence[Version], *, source: str = Change.Source.EDITOR) -> list[Change]:
    """Put on the change log what the versions brought; one that says nothing new is left out."""
    found = [change for version in versions for change in changes_of(version, source)]
    return Change.objects.bulk_create(found)


def changes_of(version: Version, source: str) -> list[Change]:
    """The lines of the change log that one version makes: one for each field, or one for the record as a whole.

    A record that is brought back has both, where it comes back otherwise than it went.
    """
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
    if version.history_type == WITHDRAWN:
        return [Change(what=Change.What.WITHDRAWN, **said)]
    added = [Change(what=Change.What.ADDED, **said)] if version.history_type == ADDED else []
    return added + [
        Change(what=Change.What.CORRECTED, field=field, before=before, after=after, **said)
        for field, before, after in differences_from_before(version)
    ]


def give_moment(history_instance: Version, **kwargs: Any) -> None:
    """Let what django-simple-history keeps by itself bear the moment that the log tells."""
    history_instance.history_date = Change.objects.moment()


def log_unaided(history_instance: Version, **kwargs: Any) -> None:
    """Log what django-simple-history noticed by itself: a record saved or deleted in the shell."""
    log_versions([history_instance])


def log_load(summary: str) -> None:
    """The one line that a load leaves beside those of the records that it changed."""
    Change.objects.create(
        when=Change.objects.moment(),
        what=Change.What.LOADED,
        source=Change.Source.FIXTURES,
        name="All records",
        reason=summary,
    )
