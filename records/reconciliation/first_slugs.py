"""The slug that a row had first: figures that rows print are named after it, so that no rename moves them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Min

from records.models import Addressed, FormerAddress


def first_slugs(kind: type[Addressed], rows: Sequence[Addressed], former: Sequence[FormerAddress]) -> dict[int, str]:
    """The first slug of each of the rows of one kind, by their primary keys; a query where any of it was renamed.

    ``former`` are the former addresses of the kind, the oldest first. Where a new row took the slug that an older one
    had first, its own primary key tells them apart.
    """
    versions = _first_versions(kind, [row.pk for row in rows]) if former else {}
    found: dict[int, str] = {}
    taken = set()
    for row in sorted(rows, key=lambda row: row.pk):
        slug = _first(row, [address for address in former if address.now == row.slug], versions.get(row.pk))
        found[row.pk] = f"{slug}-{row.pk}" if slug in taken else slug
        taken.add(slug)
    return found


def _first_versions(kind: type[Addressed], pks: list[int]) -> dict[int, Any]:
    """The oldest version of each of the records, by their primary keys."""
    oldest = kind.history.filter(id__in=pks).order_by().values("id").annotate(number=Min("history_id"))
    versions = kind.history.filter(history_id__in=oldest.values("number")).only("id", "slug", "history_date")
    return {version.id: version for version in versions}


def _first(row: Addressed, former: list[FormerAddress], version: Any) -> str:
    """Its slug in its first version, or what it was called before it was loaded into this database."""
    if version is None:
        return former[0].slug if former else row.slug
    before = [address.slug for address in former if address.since < version.history_date]
    return before[0] if before else str(version.slug)
