"""The page of a list that an address asks for."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator


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
