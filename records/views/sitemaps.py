"""The addresses that a search engine may visit."""

from __future__ import annotations

from typing import Any

from django.contrib.sitemaps import GenericSitemap, Sitemap
from django.urls import reverse

from records.kinds import RECORD_KINDS
from records.models import Addressed, Country, Section, Topic

REFERRED: tuple[type[Addressed], ...] = (Section, Country, Topic)


class PageSitemap(Sitemap):
    """The pages that are no record."""

    def items(self) -> list[str]:
        kinds = dict.fromkeys(kind.url_name for kind in (*RECORD_KINDS, *REFERRED))
        return ["home", "reconciliation", "about", "change-list", *(f"{name}-list" for name in kinds)]

    def location(self, item: str) -> str:
        return reverse(item)


SITEMAPS: dict[str, Any] = {
    "pages": PageSitemap,
    **{kind.__name__: GenericSitemap({"queryset": kind.objects.order_by("pk")}) for kind in (*REFERRED, *RECORD_KINDS)},
}
