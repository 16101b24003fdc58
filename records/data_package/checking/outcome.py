"""What comes of comparing what rows give with what is printed."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, NamedTuple

from .giving import signed
from .tables import Row

# The rows of each selection of a figure.
Found = list[list[Row]]
NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,3})?")


class Outcome(NamedTuple):
    """What comes of a figure: agrees, differs or cannot; what was recomputed; how far it lies from what is printed."""

    verdict: str
    recomputed: str = ""
    difference: str = ""


NOTHING = Outcome("cannot")


def verdict(holds: bool) -> str:
    """The verdict on what could be compared."""
    return "agrees" if holds else "differs"


def numbers(printed: Any, recomputed: Any) -> Outcome:
    """Both must be the same; the difference is recomputed less printed."""
    if printed is None or recomputed is None:
        return Outcome("cannot", "" if recomputed is None else str(recomputed))
    difference = recomputed - printed
    return Outcome(verdict(not difference), str(recomputed), signed(difference) if difference else "")


def texts(printed: Any, recomputed: str) -> Outcome:
    """Both must say the same."""
    return Outcome(verdict(printed == recomputed) if printed and recomputed else "cannot", recomputed)


def whole(printed: Any) -> int | None:
    """The whole number that is printed; None where that is none."""
    return int(str(printed)) if NUMBER.fullmatch(str(printed)) and "." not in str(printed) else None


def decimal(printed: Any) -> Decimal | None:
    """The number that is printed; None where that is none."""
    return Decimal(str(printed)) if NUMBER.fullmatch(str(printed)) else None
