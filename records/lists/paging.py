"""The page of a list that an address asks for, and the addresses that show the same list otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import QueryDict


def page_of(paginator: Paginator[Any], asked: str) -> tuple[Any, list[str]]:
    """The page ``asked`` for, and what of it could not be done, in plain words.

    A page past the end is the last; what is no number is the first.
    """
    # Nine digits are more pages than there can be, and fewer than any integer's limit.
    number = int(asked[:9]) if asked.isascii() and asked.isdigit() else 0
    page = paginator.page(min(max(number, 1), paginator.num_pages))
    if page.number == number:
        return page, []
    return page, [f"There is no such page; this is page {page.number} of {paginator.num_pages}."]


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


@dataclass(frozen=True)
class Pages:
    """Which page it is, of how many, and the addresses before and after it, empty where there is none."""

    number: int
    count: int
    previous_address: str
    next_address: str


def pages_of(page: Any, address: QueryDict, parameter: str = "page") -> Pages | None:
    """What leads from ``page`` to its neighbours by a ``parameter`` of the address; None where it has none."""
    if not page.has_other_pages():
        return None
    number = page.number
    previous = address_with(address, parameter, **{parameter: str(number - 1)}) if page.has_previous() else ""
    following = address_with(address, parameter, **{parameter: str(number + 1)}) if page.has_next() else ""
    return Pages(number, page.paginator.num_pages, previous, following)
