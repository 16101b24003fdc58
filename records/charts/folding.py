"""Which dated records stand together over the years: those that the report lists or counts once for many."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from records.kinds import NAMES, TITLES, list_address
from records.models import AssistanceByCountry, AssistanceByRegion, Membership

FOLDED = (Membership, AssistanceByRegion, AssistanceByCountry)


def fold(record: Any) -> tuple[Any, ...]:
    """What the records have in common that stand together."""
    return type(record), record.date_in_words, getattr(record, "body", "")


def together(records: list[Any]) -> list[list[Any]]:
    """The records in their order, those that follow each other and stand together as one."""
    groups = groupby(records, key=lambda record: fold(record) if isinstance(record, FOLDED) else record.pk)
    return [list(group) for _, group in groups]


def name_of(records: list[Any]) -> str:
    """The record's name, or what those that stand together are."""
    first = records[0]
    if len(records) == 1:
        return str(first)
    what = TITLES[NAMES[type(first)]]
    return f"{what}: {first.get_body_display()}" if isinstance(first, Membership) else what


def date_of(record: Any) -> str:
    """The date in words; members are listed as of one."""
    words = record.date_in_words
    return f"as of {words}" if isinstance(record, Membership) else words


def address_of(records: list[Any]) -> str:
    """The record's page, or the list of those that stand together."""
    first = records[0]
    if len(records) == 1:
        return str(first.get_absolute_url())
    asked = f"body={first.body}" if isinstance(first, Membership) else f"year={first.year}"
    return list_address(type(first), asked)
