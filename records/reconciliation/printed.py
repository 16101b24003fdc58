"""Reads what records keep as printed. What is not there, or is no such value, is an empty text or None."""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec import Struct

from records.models import Placed, Section

# No figure of the report is longer; a longer one could not be compared.
NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,3})?")
CHANGE = re.compile(r"\(([+-][0-9]{1,9})\)")


class Cell(Struct, frozen=True):
    """Which cell of a printed row holds a figure: that under ``header``; or the ``part`` of it, where it holds more."""

    header: str
    # "change": the change in brackets; "first word": what stands before the first space.
    part: str = ""


def cell(record: Placed, header: str) -> str:
    """The printed cell under ``header`` in the record's row."""
    return str(dict(record.as_printed).get(header, "")).strip()


def whole_number(text: str) -> int | None:
    """“831” is 831."""
    return int(text) if NUMBER.fullmatch(text) and "." not in text else None


def decimal_number(text: str) -> Decimal | None:
    """“63.0” is Decimal("63.0")."""
    return Decimal(text) if NUMBER.fullmatch(text) else None


def change(text: str) -> str:
    """The change in brackets behind a figure: “109 (-41)” holds “-41”."""
    found = CHANGE.search(text)
    return found[1] if found else ""


def title(section: Section | None) -> str:
    """The heading of an attached table, as printed above it."""
    return str(section.as_printed[-1][1]) if section and section.as_printed else ""


def part(text: str, pattern: str) -> str:
    """The first part of ``text`` that ``pattern`` matches."""
    found = re.search(pattern, text)
    return found[0] if found else ""
