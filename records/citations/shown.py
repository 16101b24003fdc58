"""What is cited of a page of many: a list, the timeline, a chart, the hits of a search, as its filters leave them.

The same filters give the same citation, in whatever order an address names them: its sorting and its page are no
part of it.
"""

from __future__ import annotations

import datetime
import hashlib

from msgspec import Struct

from records.citations.citation import Citation
from records.wording import one_line


class Shown(Struct, frozen=True):
    """What stands on a page: ``name`` tells it from others, such as list-treaty or chart-treaties-over-time.

    ``place`` is its place in the report, empty where it has no one place; ``count`` says how much it holds: “3 of 31
    records”. ``query`` holds its filters as an address says them, in one order; ``filters`` the same in words.
    """

    name: str
    title: str
    place: str
    count: str
    query: str = ""
    filters: str = ""


def citation_of_shown(shown: Shown, *, address: str, anchor: str = "", state: datetime.date | None) -> Citation:
    """The citation of what stands at ``address``, beneath an ``anchor`` of it; ``state`` is that of its newest row."""
    filtered = f", filtered by {shown.filters}" if shown.filters else ""
    digest = hashlib.sha256(shown.query.encode()).hexdigest()[:12]
    return Citation(
        # No kind of record is called “list” or “chart”.
        key=f"npa-{shown.name}--{digest}" if shown.query else f"npa-{shown.name}",
        title=one_line(f"{shown.title}, {shown.count}{filtered}"),
        place=one_line(shown.place),
        address=address + (f"?{shown.query}" if shown.query else "") + (f"#{anchor}" if anchor else ""),
        state=state,
        in_own_words=True,
    )
