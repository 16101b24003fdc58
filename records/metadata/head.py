"""What the head of a page holds for machines beside its title and its description."""

from __future__ import annotations

import json
from collections.abc import Callable
from textwrap import shorten
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from msgspec import Struct, field

from npa_portal.addresses import address
from records.metadata.schema_org import breadcrumb_list
from records.wording import short

# What would end the script, or begin another, in the middle of a text.
IN_A_SCRIPT = {"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"}
WRITER = json.JSONEncoder(ensure_ascii=False, check_circular=False)
# Search engines show no more of a description; a link's preview shows less.
LONGEST_DESCRIPTION = 300


class Metadata(Struct, frozen=True):
    """What a page says of itself; every address is absolute.

    ``narrowed`` says which filters, order and page of a list it shows; ``things`` are schema.org's. Where ``title`` is
    empty, the page's own stands for it where a link to it is shown.
    """

    canonical: str
    picture: str
    picture_shows: str
    narrowed: str = ""
    title: str = ""
    is_article: bool = False
    things: list[dict[str, Any]] = field(default_factory=list)

    def narrowing(self, description: str) -> str:
        """The page's description, of one line, with what it shows of its list, as long as is read of it."""
        narrowed = short(self.narrowed, LONGEST_DESCRIPTION // 2) if self.narrowed else ""
        most = LONGEST_DESCRIPTION - len(narrowed) - 1
        if len(description) > most:
            description = shorten(description, most, placeholder="…")
        return f"{description} {narrowed}".rstrip()

    @property
    def blocks(self) -> list[SafeString]:
        """The things, each as a script element."""
        return [data_block(thing) for thing in self.things]


class Way(Struct, frozen=True):
    """The way from home to a page: each step as (label, address), the page itself last without one; and as data."""

    crumbs: list[tuple[str, str]]
    data: SafeString


def way_to(page: str, crumbs: list[tuple[str, str]], absolute: Callable[[str], str]) -> Way:
    """The way over these steps to the page at that path; ``absolute`` gives an address the portal's own host."""
    steps = [(label, absolute(at or page)) for label, at in [("Home", address("home")), *crumbs]]
    return Way(crumbs, data_block(breadcrumb_list(steps)))


def data_block(thing: dict[str, Any]) -> SafeString:
    """Data of schema.org as a script element, which no browser runs and the content security policy lets be."""
    data = WRITER.encode(thing)
    for sign, escaped in IN_A_SCRIPT.items():
        data = data.replace(sign, escaped)
    return mark_safe(f'<script type="application/ld+json">{data}</script>')  # noqa: S308 (escaped above)
