"""An address of every kind of public answer: one for each pattern of `records.urls`, and some with a query."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.conf import settings
from django.urls import URLPattern, reverse

from records.kinds import NAMES
from records.urls import urlpatterns
from records.views.cards import PAGES

# What stands in an address beside the slug of a record.
PARTS = {"form": "bib", "name": "treaties-over-time", "pk": "1"}
SLUGS = {
    kind.url_name: json.loads((settings.FIXTURES_DIR / f"{name.replace('-', '_')}.json").read_text())[0]["fields"][
        "slug"
    ]
    for kind, name in NAMES.items()
} | {"figure": "relief-personnel"}
NOTHING_WITHOUT_QUERY = ("country-compare-cited", "search-cited")
WITH_QUERY = (
    *("/treaties/?year=2002&sort=-date", "/treaties/?year=soon", "/treaties/?page=99", "/experts/?field-sort=total"),
    *("/countries/compare/?country=china&country=indonesia", "/countries/compare.bib?country=china&country=indonesia"),
    *("/timeline/?year_min=1990&page=2", "/search/?q=drugs", "/search.bib?q=drugs", "/search/suggest/?q=thai"),
    *("/sections/2/?print", "/reconciliation/?verdict=differs", "/changes/?kind=treaties", "/glossary/?q=police"),
    *("/charts/treaties-over-time.svg?year=2002", "/charts/treaties-over-time/embed/?theme=dark"),
    *("/api/v1/treaties/?year=2002", "/api/v1/treaties/convention-on-cybercrime/", "/api/v1/timeline/?page=2"),
    *("/api/v1/", "/api/v1/schema/", "/countries/?show=treaties"),
)


def _plain() -> Iterator[tuple[URLPattern, str]]:
    for pattern in urlpatterns:
        if not isinstance(pattern, URLPattern) or pattern.name in NOTHING_WITHOUT_QUERY:
            continue
        parts = {name: PARTS.get(name, "") for name in pattern.pattern.converters}
        if "slug" in parts:
            parts["slug"] = SLUGS[str(pattern.name).rpartition("-")[0]]
        if pattern.name == "sitemap-file":
            parts = {"name": "pages", "number": "1"}
        if pattern.name == "card-page":
            parts["name"] = next(iter(PAGES))
        yield pattern, reverse(str(pattern.name), kwargs=parts)


PLAIN = dict(_plain())
PUBLIC = (*PLAIN.values(), *WITH_QUERY)
