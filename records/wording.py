"""How numbers, counts, years and texts are said: the same wherever a page, a picture or a message says them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.text import Truncator


class AtLeast(int):
    """A number of more than are counted, which says so wherever it is said; with another it makes one of the same."""

    def __str__(self) -> str:
        return f"more than {int(self)}"

    def __format__(self, spec: str) -> str:
        return f"more than {int(self):{spec}}"

    def __add__(self, other: int) -> AtLeast:
        return AtLeast(int(self) + int(other))

    __radd__ = __add__


def figure(value: int | None) -> str:
    """A number as the portal prints it: 1,234; nothing for None."""
    return "" if value is None else f"{value:,}"


def signed(value: int | Decimal) -> str:
    """A change with its sign, zero with none: +26, −41, 0."""
    return f"{value:+,}".replace("-", "−") if value else "0"


def counted(count: int, singular: str, plural: str = "") -> str:
    """“1 treaty”, “31 treaties”; without ``plural`` an s makes it."""
    return f"{figure(count)} {singular if count == 1 else plural or singular + 's'}"


def together(names: Sequence[str]) -> str:
    """“China, Indonesia and Thailand”; nothing for none."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def in_years(first: int, last: int) -> str:
    """“in 2003” or “from 1999 to 2003”."""
    return f"in {first}" if first == last else f"from {first} to {last}"


def short(text: str, most: int = 40) -> str:
    """``text``, cut with an ellipsis where it has more than ``most`` letters, such as a refused value said back."""
    return Truncator(text).chars(most)


def one_line(text: str) -> str:
    """``text`` with every run of space, and whatever is no character to print, as one space."""
    if not text.isprintable():
        text = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(text.split())


def lower_first(value: object) -> str:
    """The text with its first letter small, the rest as it is (so that PKO stays PKO)."""
    text = str(value)
    return text[:1].lower() + text[1:]
