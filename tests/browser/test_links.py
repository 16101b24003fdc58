"""A crawl of the whole site over HTTP: every address that any page names is answered, every place in a page exists."""

from __future__ import annotations

from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import SplitResult, parse_qs, urldefrag, urljoin, urlsplit

import pytest
from django.urls import resolve

from tests.browser.pages import PAGES, WITHDRAWN, Answer, Links, fetch
from tests.sampling import thorough
from tools.scratch_portal import ScratchPortal

pytestmark = thorough


@dataclass
class Site:
    """What a crawl found: the answers, what each page names, and by whom an address is named."""

    answers: dict[str, Answer] = field(default_factory=dict)
    pages: dict[str, Links] = field(default_factory=dict)
    named_by: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    fragments: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    elsewhere: set[str] = field(default_factory=set)
    alike: Counter[str] = field(default_factory=Counter)

    def crawl(self, portal_url: str) -> None:
        waiting = {"/", "/sitemap.xml", "/robots.txt"}
        with ThreadPoolExecutor(4) as pool:
            while waiting:
                addresses = sorted(waiting)
                answers = pool.map(lambda address: fetch(portal_url, address), addresses)
                self.answers |= dict(zip(addresses, answers, strict=True))
                waiting = {new for address in addresses for new in self.read(address)}

    def read(self, address: str) -> list[str]:
        """Note what the answer at ``address`` names; the addresses that nobody named before."""
        answer = self.answers[address]
        # The admin is not crawled: it is enough that the link to it leads to where one logs in.
        if not answer.content_type.startswith("text/html") or address.startswith("/admin/"):
            return []
        page = self.pages[address] = Links.of(answer.text)
        # The links of a filtered list are those of the list itself in other words: they would never end.
        if urlsplit(address).query:
            return []
        return [new for link in dict.fromkeys(page.addresses) if (new := self.follow(address, link))]

    def follow(self, page: str, link: str) -> str | None:
        """The address that ``link`` on ``page`` stands for; None where it leads elsewhere or was seen before."""
        parts = urlsplit(urljoin(f"http://portal{page}", link))
        if parts.netloc != "portal" or parts.scheme != "http":
            self.elsewhere.add(link)
            return None
        address, fragment = urldefrag(parts.path + (f"?{parts.query}" if parts.query else "")), parts.fragment
        if most := most_followed(parts):
            self.alike[parts.path] += address.url not in self.named_by
            if self.alike[parts.path] > most and address.url not in self.named_by:
                return None
        self.named_by[address.url].append(page)
        if fragment:
            self.fragments[address.url].add(fragment)
        return address.url if len(self.named_by[address.url]) == 1 and address.url not in self.answers else None


def most_followed(parts: SplitResult) -> int:
    """How many queries of an address are followed that differ in nothing but what they leave; 0 for all."""
    if "sort" in parse_qs(parts.query):
        return 1
    return 4 if parts.query and parts.path.startswith(("/api/", "/charts/")) else 0


def every_address_that_a_page_names_is_answered(site: Site) -> None:
    assert len(site.pages) > 500
    broken = {
        address: (answer.status, site.named_by[address][:3])
        for address, answer in site.answers.items()
        if answer.status != {"/admin/": 302, WITHDRAWN: 410}.get(address, 200)
    }
    assert broken == {}


def every_place_in_a_page_that_a_link_names_exists(site: Site) -> None:
    missing = {
        f"{address}#{fragment}": site.named_by[address][:3]
        for address, fragments in site.fragments.items()
        if address in site.pages
        for fragment in fragments - site.pages[address].ids
    }
    assert missing == {}


def the_portal_needs_nothing_from_elsewhere(site: Site) -> None:
    """Links may lead out; what a browser fetches by itself may not."""
    fetched = {file for page in site.pages.values() for file in page.files}
    assert {file for file in fetched if not file.startswith(("/", "data:"))} == set()


def every_kind_of_page_is_among_those_that_the_other_tests_open(site: Site) -> None:
    def kind(address: str) -> str:
        return str(resolve(urlsplit(address).path).url_name)

    assert {kind(address) for address in site.pages} <= {kind(address) for address in PAGES}


CHECKS = (
    every_address_that_a_page_names_is_answered,
    every_place_in_a_page_that_a_link_names_exists,
    the_portal_needs_nothing_from_elsewhere,
    every_kind_of_page_is_among_those_that_the_other_tests_open,
)


def test_the_site_holds_together(portal: ScratchPortal, subtests: pytest.Subtests) -> None:
    """One test, for a crawl takes long: pytest-xdist would have another process crawl anew."""
    site = Site()
    site.crawl(portal.url)
    for check in CHECKS:
        with subtests.test(check.__name__):
            check(site)
