"""The navigation: every list of the portal in five groups, each with how many it holds."""

from __future__ import annotations

import functools

from msgspec import Struct

from npa_portal.addresses import address, addresses
from records.kinds import LIST_TITLES, NAMES, RECORD_KINDS
from records.models import Country, Tally, Term, Topic
from records.models.revision import State
from records.reconciliation import Report, told_in

# The lists by the names that urls.py gives them. The attached tables are a part of the sections.
GROUPS = {
    "The report": {"section-list": "Sections", "attached-tables": "Attached tables"},
    "Activities": {
        "expert-list": "Experts",
        "course-list": "Courses",
        "project-list": "Projects",
        "mission-list": "Missions",
    },
    "Diplomacy": {
        "meeting-list": "Meetings",
        "membership-list": "Memberships",
        "treaty-list": "Treaties",
        "visit-list": "Visits",
    },
    "Figures": {"statistic-list": "Statistics", "reconciliation": "Reconciliation"},
    "Explore": {"country-list": "Countries", "topic-list": "Topics", "event-list": "Timeline", "term-list": "Glossary"},
}
LISTS = tuple(name for lists in GROUPS.values() for name in lists if name != "attached-tables")


class Entry(Struct, frozen=True):
    """A link to a list: how many it holds, where that is known, and whether the page is it ("page") or below it."""

    label: str
    address: str
    count: int | None
    current: str


class Group(Struct, frozen=True):
    """Entries under one title."""

    title: str
    entries: list[Entry]

    @property
    def is_current(self) -> bool:
        """Whether the page is one of its lists, or lies below one."""
        return any(entry.current for entry in self.entries)


# The name of the list on which or below which a page lies, None where it is none, and whether the page is that list.
Place = tuple[str | None, bool]


def groups_at(place: Place, counts: dict[str, int]) -> list[Group]:
    """The groups as the pages at one place show them."""
    return [
        Group(title, [entry(name, label, place, counts.get(name)) for name, label in lists.items()])
        for title, lists in GROUPS.items()
    ]


def entry(name: str, label: str, place: Place, count: int | None) -> Entry:
    """The link to the list of that name."""
    current, is_it = place
    return Entry(label, address_of(name), count, "" if name != current else "page" if is_it else "true")


def address_of(name: str) -> str:
    """The address of the list of that name; the attached tables stand among the sections."""
    return f"{address('section-list')}#{name}" if name == "attached-tables" else address(name)


def place_of(path: str) -> Place:
    """Where the page at ``path`` lies; the attached tables lie among the sections."""
    if path.startswith(f"{address('section-list')}attached-table-"):
        return "attached-tables", False
    for above, name in addresses(LISTS):
        if path.startswith(above):
            return name, path == above
    return None, False


@functools.lru_cache(maxsize=1)
def counts_in(state: State) -> dict[str, int]:
    """How many each list holds in that state of the records; some 20 queries where it is not the one asked for last."""
    report = Report()
    counts = Tally.objects.by_kind(Tally.Facet.ALL)
    lists = {
        f"{name}-list": sum(counts.get(NAMES[kind], 0) for kind in RECORD_KINDS if kind.url_name == name)
        for name in LIST_TITLES
    }
    few = {"country-list": Country, "topic-list": Topic, "term-list": Term}
    return (
        lists
        | {name: kind._default_manager.count() for name, kind in few.items()}
        | {
            "event-list": sum(Tally.objects.by_kind(Tally.Facet.YEAR).values()),
            "section-list": len(report.outline.sections),
            "attached-tables": len(report.outline.attached_tables),
            "reconciliation": sum(1 for _ in told_in(report)),
        }
    )
