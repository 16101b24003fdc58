"""Reads what a page says of itself to machines, as they do."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

DATA_BLOCK = re.compile(r'<script type="application/ld\+json">.*?</script>', re.DOTALL)


@dataclass
class Page(HTMLParser):
    """The head of a page, and its data blocks."""

    title: str = ""
    meta: dict[str, str] = field(default_factory=dict)
    links: dict[str, list[str]] = field(default_factory=dict)
    things: list[dict[str, Any]] = field(default_factory=list)
    inside: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "meta" and (name := given.get("name") or given.get("property")):
            assert name not in self.meta or name.startswith("citation_")
            self.meta[name] = given["content"]
        if tag == "link":
            self.links.setdefault(given["rel"], []).append(given["href"])
        self.inside = "data" if given.get("type") == "application/ld+json" else tag

    def handle_data(self, data: str) -> None:
        if self.inside == "data":
            self.things.append(json.loads(data))
        elif self.inside == "title":
            self.title += data

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    @property
    def canonical(self) -> str:
        (address,) = self.links["canonical"]
        return address

    def thing(self, kind: str) -> dict[str, Any]:
        """The one thing of that type of schema.org's."""
        (found,) = [thing for thing in self.things if thing["@type"] == kind]
        return found


def page_of(html: str) -> Page:
    page = Page()
    # The rest of a page says nothing more, and takes much longer.
    head, _, body = html.partition("</head>")
    page.feed(head + "".join(DATA_BLOCK.findall(body)))
    page.close()
    return page


def path_of(address: str) -> str:
    """The part of an address behind the host of the tests."""
    parts = urlsplit(address)
    assert (parts.scheme, parts.netloc) == ("http", "testserver"), address
    return parts.path + (f"?{parts.query}" if parts.query else "")


LINK = re.compile(r'<([^<>"\s]+)>((?:\s*;\s*[a-z]+="[^"]*")*)\s*(?:,\s*|$)')


def links_in(header: str) -> list[tuple[str, dict[str, str]]]:
    """The links of a ``Link`` header (RFC 8288), each with its parameters; all of the header must be links."""
    found = []
    end = 0
    for link in LINK.finditer(header):
        assert link.start() == end, header
        found.append((link[1], dict(re.findall(r'([a-z]+)="([^"]*)"', link[2]))))
        end = link.end()
    assert end == len(header), header
    return found
