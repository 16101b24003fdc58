"""Years as they are asked for: “2002”, “2000 to 2003”, “since 1999”, “in the 1990s”."""

from __future__ import annotations

import re
from collections.abc import Callable

# The first and the last year; None leaves that end open.
Years = tuple[int | None, int | None]

YEAR = r"\b((?:1[89]|20)\d\d)"
# Each way to say years, with what it means; a way that holds another one comes before it.
WAYS: tuple[tuple[str, Callable[..., Years]], ...] = (
    (rf"\bbetween {YEAR} and {YEAR}\b", lambda one, other: (min(one, other), max(one, other))),
    (rf"{YEAR} ?(?:-|–|—|to|until|till|through) ?{YEAR}\b", lambda one, other: (min(one, other), max(one, other))),
    (rf"{YEAR}['’]?s\b", lambda first: (first, first + 9)),
    (rf"\b(?:since|from) {YEAR}\b", lambda first: (first, None)),
    (rf"\bafter {YEAR}\b", lambda year: (year + 1, None)),
    (rf"\b(?:until|till|by|through|up to) {YEAR}\b", lambda last: (None, last)),
    (rf"\bbefore {YEAR}\b", lambda year: (None, year - 1)),
    (rf"{YEAR}\b", lambda year: (year, year)),
)


def years_in(text: str) -> tuple[Years | None, str]:
    """The years that ``text``, a line of single spaces, asks for, and the text without them."""
    for pattern, meant in WAYS:
        if match := re.search(pattern, text, re.IGNORECASE):
            return meant(*map(int, match.groups())), f"{text[: match.start()]} {text[match.end() :]}"
    return None, text


def as_filters(years: Years) -> dict[str, str]:
    """The same as the filters of a list are named."""
    first, last = years
    if first == last:
        return {"year": str(first)}
    return {name: str(year) for name, year in (("year_min", first), ("year_max", last)) if year}


def in_words(years: Years) -> str:
    """“in 2002”, “from 2000 to 2003”, “since 1999”, “until 1989”."""
    first, last = years
    if first == last:
        return f"in {first}"
    if first and last:
        return f"from {first} to {last}"
    return f"since {first}" if first else f"until {last}"
