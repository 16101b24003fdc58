"""The addresses that a search engine may visit."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import OuterRef, Subquery
from django.urls import reverse

from records.kinds import RECORD_KINDS
from records.models import Addressed, Change, Country, Section, Term, Topic
from records.reconciliation import Report, Told, told_in

REFERRED: tuple[type[Addressed], ...] = (Section, Country, Topic, Term)


class PageSitemap(Sitemap):
    """The pages that are no record; each shows something of all records, and is as new as the newest of them."""

    def items(self) -> list[str]:
        self.newest = Change.objects.newest()
        kinds = dict.fromkeys(kind.url_name for kind in (*RECORD_KINDS, *REFERRED))
        pages = ("home", "reconciliation", "data", "interface", "about", "change-list", "country-compare")
        return [*pages, *(f"{name}-list" for name in kinds)]

    def location(self, item: str) -> str:
        return reverse(item)

    def lastmod(self, item: str) -> datetime.datetime | None:
        return self.newest


class KindSitemap(Sitemap):
    """The records of one kind, each as new as its last version."""

    def __init__(self, kind: type[Addressed]) -> None:
        self.kind = kind

    def items(self) -> Any:
        versions = self.kind.history.filter(id=OuterRef("pk")).order_by("-history_date")
        newest = Subquery(versions.values("history_date")[:1])
        return self.kind.objects.order_by("pk").annotate(last_version=newest)

    def lastmod(self, item: Any) -> datetime.datetime | None:
        changed: datetime.datetime | None = item.last_version
        return changed


class FigureSitemap(Sitemap):
    """The figures of the reconciliation, each as new as the newest of all records: any may be what it is made of."""

    def items(self) -> list[Told]:
        self.newest = Change.objects.newest()
        return list(told_in(Report()))

    def lastmod(self, item: Told) -> datetime.datetime | None:
        return self.newest


SITEMAPS: dict[str, Any] = {
    "pages": PageSitemap,
    "figures": FigureSitemap,
    **{kind.__name__: KindSitemap(kind) for kind in (*REFERRED, *RECORD_KINDS)},
}
