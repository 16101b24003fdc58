"""The public pages, for what must hold of every one of them."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import resolve

from records.kinds import DATED_KINDS, RECORD_KINDS
from records.models import Country, Section, Term, Topic

# Each address once, with the kinds of record that it lists.
LISTS: dict[str, tuple[Any, ...]] = {
    "/sections/": (Section,),
    "/countries/": (Country,),
    "/topics/": (Topic,),
    "/glossary/": (Term,),
}
for _kind in RECORD_KINDS:
    _address = _kind(slug="x").get_absolute_url().removesuffix("x/")
    LISTS[_address] = (*LISTS.get(_address, ()), _kind)
LISTS["/timeline/"] = DATED_KINDS

FIXED = (
    *("/", "/search/", "/search/?q=drug", "/reconciliation/", "/reconciliation/relief-personnel/", "/data/"),
    *("/api/", "/about/", "/healthz/", "/robots.txt", "/sitemap.xml"),
)

every_list = pytest.mark.parametrize("address", LISTS)
every_fixed_page = pytest.mark.parametrize("address", FIXED)


def words(client: Client, address: str) -> str:
    """All that a reader sees on the page, tags and runs of space as one space."""
    return words_of(client.get(address).content.decode())


def words_of(html: str) -> str:
    """The same of a page that is there already."""
    return unescape(re.sub(r"(<[^>]*>|\s)+", " ", html))


def context_of(address: str) -> dict[str, Any]:
    """What the page's template is given, for tests of very many pages which do not ask how it says it."""
    request = RequestFactory().get(address)
    match = resolve(request.path_info)
    return dict(match.func(request, *match.args, **match.kwargs).context_data)
