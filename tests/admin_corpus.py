"""Every address of the admin, and what does not belong into any: a corpus made by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from django.urls import URLResolver, get_resolver, reverse

# Digits that are none, numbers beyond 64 bits, no numbers, NUL, words where ids belong, an escape of the admin's own.
HOSTILE = (
    *("²", "٣", "9" * 19, "9" * 25, "-" + "9" * 25, "9" * 5_000, "NaN", "Infinity", "1e400", "1.5", "a\0b", "\0"),
    *("word", "_5F", "_00", "1,2", "1,word", "2001-02-30", "%", "..", "x" * 5_000),
)
# What lists, forms and the completing of words read of an address.
PARAMETERS = (
    *("q", "o", "p", "all", "e", "_to_field", "_popup", "_facets", "_changelist_filters", "next", "term", "page"),
    *("id", "id__exact", "pk__in", "section__id__exact", "topics__id__exact", "countries__id__exact", "year"),
    *("country__id__exact", "treaty_kind__exact", "is_staff__exact", "groups__id__exact", "topics", "section"),
)


def routes(resolver: Any = None, before: str = "/") -> Iterator[str]:
    """The routes of the admin, in their order."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        elif route.startswith(reverse("admin:index")):
            yield route


def filled(route: str, word: str) -> str:
    """The route with the word in each of its places; a regular expression's end gives way to nothing."""
    return re.sub(r"<[^>]+>", quote(word) or "x", route).partition("(")[0]
