"""All records of a kind renamed at once, for what must hold of the figures afterwards."""

from __future__ import annotations

from typing import Any

from records.corrections.versions import CHANGED, keep_versions, unrecorded
from records.search import index


def rename_all(kind: type[Any]) -> None:
    """Each with its former address, and a version as a load keeps it: all at once, and not on the log.

    The search has tests of its own, and so has the log.
    """
    records = list(kind.objects.all())
    with index.held_back():
        for record in records:
            record.slug = f"renamed-{record.slug}"[:120]
            with unrecorded(record):
                record.save()
    keep_versions(kind, records, CHANGED, reason="Another slug.")
