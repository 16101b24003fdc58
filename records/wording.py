"""The words of the charts' sentences."""

from __future__ import annotations

from records.lists.columns import figure


def counted(count: int, singular: str, plural: str = "") -> str:
    """“1 treaty”, “31 treaties”; without ``plural`` an s makes it."""
    return f"{figure(count)} {singular if count == 1 else plural or singular + 's'}"


def in_years(first: int, last: int) -> str:
    """“in 2003” or “from 1999 to 2003”."""
    return f"in {first}" if first == last else f"from {first} to {last}"
