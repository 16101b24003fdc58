"""The files in which the rows of a table can be had: all that match, on all its pages, in the order on screen."""

from __future__ import annotations

from django.http import QueryDict
from msgspec import Struct

from npa_portal.addresses import address

# What ``format`` can ask the interface for, with the label of its link and its media type.
FORMATS = {
    "csv": ("CSV", "text/csv"),
    "xlsx": ("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": ("JSON", "application/json"),
}


class File(Struct, frozen=True):
    """One file, as links name it."""

    label: str
    content_type: str
    address: str


class Listing(Struct, frozen=True):
    """What a page lists otherwise than in a table, as far as its files are concerned."""

    caption: str
    match_count: int
    files: list[File]


def files_of(name: str, asked: QueryDict) -> list[File]:
    """The files of what the interface lists under ``name``, filtered and sorted as ``asked``."""
    where = address(f"api:{name}-list")
    found = []
    for form, (label, content_type) in FORMATS.items():
        query = asked.copy()
        query["format"] = form
        found.append(File(label, content_type, f"{where}?{query.urlencode()}"))
    return found


def listings_of(name: str, caption: str, count: int, asked: QueryDict) -> list[Listing]:
    """The one listing of a page without tables; none where nothing is listed."""
    return [Listing(caption, count, files_of(name, asked))] if count else []
