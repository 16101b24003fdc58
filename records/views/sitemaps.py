"""The addresses that a search engine may visit: in one file, or in many where there are very many records."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap as django_sitemap
from django.contrib.sites.shortcuts import get_current_site
from django.db.models import Max, OuterRef, Subquery
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse

from records.kinds import NAMES, RECORD_KINDS
from records.metadata.heeding import heeds
from records.models import Addressed, Change, Country, Section, Tally, Term, Topic
from records.reconciliation import Figure
from records.reconciliation.remembering import reconciliation

# With more records the sitemap is a list of files: each kind of record in as many as it needs, so many primary keys in
# each, so that none of them is counted off from the first.
MOST_IN_ONE, KEYS_A_FILE = 10_000, 500
REFERRED: tuple[type[Addressed], ...] = (Section, Country, Topic, Term)


def page_names() -> list[str]:
    """The pages that are no record, by their names in urls.py: those that nearly everybody opens."""
    kinds = dict.fromkeys(kind.url_name for kind in (*RECORD_KINDS, *REFERRED))
    pages = ("home", "reconciliation", "data", "interface", "about", "change-list", "country-compare")
    return [*pages, *(f"{name}-list" for name in kinds)]


class PageSitemap(Sitemap):
    """The pages that are no record; each shows something of all records, and is as new as the newest of them."""

    def items(self) -> list[str]:
        self.newest = Change.objects.newest()
        return page_names()

    def location(self, item: str) -> str:
        return reverse(item)

    def lastmod(self, item: str) -> datetime.datetime | None:
        return self.newest


class KindSitemap(Sitemap):
    """The records of one kind, each as new as its last version."""

    def __init__(self, kind: type[Addressed], number: int = 0) -> None:
        self.kind = kind
        # Which of the files it is; 0 where all stand in one.
        self.number = number

    @property
    def file_count(self) -> int:
        """How many files there are; one query."""
        last: int = self.kind._default_manager.aggregate(last=Max("pk"))["last"] or 0
        return -(-last // KEYS_A_FILE)

    def items(self) -> Any:
        versions = self.kind.history.filter(id=OuterRef("pk")).order_by("-history_date")
        newest = Subquery(versions.values("history_date")[:1])
        records = self.kind.objects.order_by("pk").annotate(last_version=newest)
        if self.number:
            last = self.number * KEYS_A_FILE
            records = records.filter(pk__gt=last - KEYS_A_FILE, pk__lte=last)
        return records

    def lastmod(self, item: Any) -> datetime.datetime | None:
        changed: datetime.datetime | None = item.last_version
        return changed


class FigureSitemap(Sitemap):
    """The figures of the reconciliation, each as new as the newest of all records: any may be what it is made of."""

    def items(self) -> list[Figure]:
        self.newest = Change.objects.newest()
        return reconciliation().figures

    def lastmod(self, item: Figure) -> datetime.datetime | None:
        return self.newest


KINDS = {NAMES[kind]: kind for kind in (*REFERRED, *RECORD_KINDS)}
# The pages, and the figures, are never many.
FEW: dict[str, type[Sitemap]] = {"pages": PageSitemap, "figures": FigureSitemap}


@heeds("p")
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """All addresses; of very many records, the files that hold them."""
    if sum(Tally.objects.by_kind(Tally.Facet.ALL).values()) <= MOST_IN_ONE:
        return django_sitemap(request, {**FEW, **{name: KindSitemap(kind) for name, kind in KINDS.items()}})
    files = [(name, 1) for name in FEW]
    for name, kind in KINDS.items():
        files += ((name, number) for number in range(1, KindSitemap(kind).file_count + 1))
    base = request.build_absolute_uri("/").removesuffix("/")
    addresses = [base + reverse("sitemap-file", args=file) for file in files]
    return TemplateResponse(request, "sitemap_files.xml", {"addresses": addresses}, content_type="application/xml")


@heeds()
def sitemap_file(request: HttpRequest, name: str, number: int) -> HttpResponseBase:
    """One file of many: the pages that are no record, the figures, or the records of a kind with so many keys."""
    if name in KINDS:
        site: Sitemap = KindSitemap(KINDS[name], number)
        last = KindSitemap(KINDS[name]).file_count
    elif name in FEW:
        site, last = FEW[name](), 1
    else:
        last = 0
    if not 1 <= number <= last:
        raise Http404("There is no such part of the sitemap.")
    urls = site.get_urls(site=get_current_site(request), protocol=request.scheme)
    return TemplateResponse(request, "sitemap.xml", {"urlset": urls}, content_type="application/xml")
