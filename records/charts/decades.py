"""The dated records counted by decade and year: what stands in the place of their picture on a phone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from records.dates import in_words, told_part


class Year(Struct, frozen=True):
    """How many records begin in a year; without a number, those that the report dates by no year."""

    number: int | None
    anchor: str
    count: int
    share: float


class Decade(Struct, frozen=True):
    """How many records begin in a decade, and in which of its years; ``share`` is in percent of the largest count."""

    name: str
    count: int
    share: float
    years: list[Year]


def decade_of(record: Any) -> tuple[str, str]:
    """The name and the anchor of the decade, or the century, in which a record begins."""
    year = record.earliest.year
    begins = told_part(record.date).partition("/")[0] if record.is_vague else ""
    if "XX" in begins:
        return in_words(begins).capitalize(), f"y{year}"
    decade = year // 10 * 10
    return f"{decade}s", f"y{decade}s"


def year_of(record: Any) -> int | None:
    """The year in which a record begins, where the report tells one."""
    return None if record.is_vague else record.earliest.year


def decades(records: Iterable[Any]) -> list[Decade]:
    """Records in the order of their first days, counted."""
    counts: dict[tuple[str, str], Counter[int | None]] = {}
    for record in records:
        counts.setdefault(decade_of(record), Counter())[year_of(record)] += 1
    most = max((years.total() for years in counts.values()), default=1)
    most_a_year = max((count for years in counts.values() for count in years.values()), default=1)
    return [
        Decade(
            name,
            years.total(),
            round(100 * years.total() / most, 1),
            [
                Year(number, f"y{number}" if number else anchor, count, round(100 * count / most_a_year, 1))
                for number, count in sorted(years.items(), key=lambda year: year[0] or 0)
            ],
        )
        for (name, anchor), years in counts.items()
    ]
