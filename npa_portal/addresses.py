"""Addresses by the names that urls.py gives them, each worked out once for the process: a page links to some fifty."""

from __future__ import annotations

import functools

from django.urls import get_script_prefix, reverse

# Stands for any slug.
MARK = "a-slug"


def address(name: str, slug: str = "", *more: str) -> str:
    """The address of that name: of what has a ``slug``, and of a part of it, where there are any."""
    before, after = _parts(name, bool(slug), more, get_script_prefix())
    return f"{before}{slug}{after}"


@functools.lru_cache(maxsize=1024)
def _parts(name: str, has_slug: bool, more: tuple[str, ...], prefix: str) -> tuple[str, str]:
    """What stands before the slug in the address, and what after it; ``prefix`` is where the portal stands."""
    before, _, after = reverse(name, args=[MARK, *more] if has_slug else more).partition(MARK)
    return before, after
