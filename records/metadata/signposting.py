"""Links in the header of an answer (RFC 8288), by which programs find their way (FAIR Signposting)."""

from __future__ import annotations

from collections.abc import Iterable

from django.http.response import HttpResponseBase
from msgspec import Struct


class Link(Struct, frozen=True):
    """Where a link leads, by an absolute address, as what, and to which type of content where that is known."""

    address: str
    rel: str
    type: str = ""

    def __str__(self) -> str:
        said = f'<{self.address}>; rel="{self.rel}"'
        return f'{said}; type="{self.type}"' if self.type else said


def sign(response: HttpResponseBase, links: Iterable[Link]) -> None:
    """Let the answer name the links, after those that it names already."""
    said = [*([response["Link"]] if response.has_header("Link") else []), *map(str, links)]
    if said:
        response["Link"] = ", ".join(said)


def described(
    *,
    cite_as: str,
    type_of: str,
    rights: str,
    described_by: Iterable[tuple[str, str]] = (),
    collection: str = "",
    items: Iterable[tuple[str, str]] = (),
) -> list[Link]:
    """The links of a page that stands for a thing of schema.org's ``type_of``: a record, or all data.

    ``described_by`` holds the address and content type of each file that describes it, ``items`` of each that it
    consists of; ``collection`` is the page of what it belongs to.
    """
    return [
        Link(cite_as, "cite-as"),
        Link("https://schema.org/AboutPage", "type"),
        Link(f"https://schema.org/{type_of}", "type"),
        Link(rights, "license"),
        *(Link(address, "describedby", content_type) for address, content_type in described_by),
        *([Link(collection, "collection", "text/html")] if collection else []),
        *(Link(address, "item", content_type) for address, content_type in items),
    ]
