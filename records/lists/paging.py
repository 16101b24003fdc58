"""The page of a list that an address asks for, and the addresses that show the same list otherwise."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import QueryDict
from msgspec import Struct

from records.wording import AtLeast

# So far into a list, and so far from its end, a page can be opened by its number: what lies between is for filters.
MOST_OPENED = 10_000
# The same of rows that filters leave, which are more than were counted.
MOST_OPENED_OF_MANY = 1_000
FEWER = "Filters leave fewer."


def opens(paginator: Paginator[Any], number: int) -> bool:
    """Whether the page of that number can be opened."""
    most, last = most_open(paginator), paginator.num_pages
    return 1 <= number <= min(most, last) or (last - most < number <= last and not isinstance(last, AtLeast))


def most_open(paginator: Paginator[Any]) -> int:
    """How many pages from the first one on, and how many before the last, can be opened."""
    most = MOST_OPENED_OF_MANY if isinstance(paginator.num_pages, AtLeast) else MOST_OPENED
    return most // paginator.per_page


def page_of(paginator: Paginator[Any], asked: str) -> tuple[Any, list[str]]:
    """The page ``asked`` for, and what of it could not be done, in plain words.

    A page past the end is the last; what is no number is the first; what lies too far from either is neither.
    """
    # Nine digits are more pages than there can be, and fewer than any integer's limit.
    number = int(asked[:9]) if asked.isascii() and asked.isdigit() else 0
    nearest = min(max(number, 1), int(paginator.num_pages))
    most = most_open(paginator)
    page = paginator.page(nearest if opens(paginator, nearest) else most)
    if page.number == number:
        return page, []
    here = f"this is page {page.number} of {paginator.num_pages}."
    if number < 1 or (page.number == paginator.num_pages and not isinstance(paginator.num_pages, AtLeast)):
        return page, [f"There is no such page; {here}"]
    which = "first" if isinstance(paginator.num_pages, AtLeast) else "first and the last"
    return page, [f"Of so many pages only the {which} {most} can be opened; {here} {FEWER}"]


def address_with(address: QueryDict, page: str = "page", /, **changes: str | list[str]) -> str:
    """The address with these values instead, in the order that it has, and without those that are empty.

    The ``page`` is given up unless it is one of them: what was on it is elsewhere now.
    """
    # No copy of it: a list asks for dozens of addresses, and Django copies deeply.
    query = dict(address.lists())
    for name, value in {page: "", **changes}.items():
        values = [value] if isinstance(value, str) else value
        query[name] = [one for one in values if one]
    return f"?{urlencode(query, doseq=True)}"


def has_empty(address: QueryDict) -> bool:
    """Whether it holds a parameter without a value, as a form sends a field that nobody filled in."""
    return not all(value for _, values in address.lists() for value in values)


def without_empty(address: QueryDict) -> str:
    """The same without such parameters, in the order that it has."""
    query = address.copy()
    for name, values in address.lists():
        query.setlist(name, [value for value in values if value])
    said = query.urlencode()
    return f"?{said}" if said else ""


class Pages(Struct, frozen=True):
    """Which page it is, of how many, and the addresses before and after it, empty where there is none."""

    number: int
    count: int
    previous_address: str
    next_address: str


def pages_of(page: Any, address: QueryDict, parameter: str = "page") -> Pages | None:
    """What leads from ``page`` to its neighbours by a ``parameter`` of the address; None where it has none."""
    if not page.has_other_pages():
        return None
    number, paginator = page.number, page.paginator
    beside = (page.has_previous() and number - 1, page.has_next() and number + 1)
    previous, following = (
        address_with(address, parameter, **{parameter: str(other)}) if other and opens(paginator, other) else ""
        for other in beside
    )
    return Pages(number, paginator.num_pages, previous, following)
