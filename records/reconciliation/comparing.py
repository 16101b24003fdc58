"""What must hold of a figure: each function makes the comparison of a printed value with the rows of a declaration.

Where there are no rows, or they do not hold what they should, nothing can be recomputed.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from records import dates
from records.reconciliation.figure import NO_ROWS, Compare, Finding, Verdict
from records.wording import counted, signed

Number = int | Decimal
Found = Sequence[Any]


def verdict(agrees: bool) -> Verdict:
    """The verdict on two values that could be compared."""
    return Verdict.AGREES if agrees else Verdict.DIFFERS


def number(printed: Number | None, count: Callable[[Found], Number | None] = len) -> Compare:
    """The rows, or what else is counted of them, must be as many as printed."""
    return lambda rows, *_: numbers(printed, count(rows) if rows else None)


def more_than(printed: int, count: Callable[[Found], int | None]) -> Compare:
    """What is counted of the rows must be more than the printed number."""

    def compare(rows: Found, *_: object) -> Finding:
        recomputed = count(rows) if rows else None
        if recomputed is None:
            return NO_ROWS
        agrees = recomputed > printed
        return Finding(verdict(agrees), str(recomputed), "" if agrees else f"not more than {printed}")

    return compare


def sum_of(field: str) -> Callable[[Found], int]:
    """The sum of a column."""
    return lambda rows: sum(getattr(row, field) for row in rows)


def within(told: str) -> Compare:
    """The date of the row must touch the days that ``told``, an EDTF date, may mean."""
    return _dated(lambda row: _placed(row, time_apart(told, row.earliest, row.latest)))


def beginning(told: str) -> Compare:
    """The date of the row must begin within the days that ``told`` may mean."""
    return _dated(lambda row: _placed(row, time_apart(told, row.earliest, row.earliest)))


def beginning_year(told: str) -> Compare:
    """The year in which the date of the row begins must touch the days that ``told`` may mean."""

    def compare(row: Any) -> Finding:
        year = str(row.earliest.year)
        apart = time_apart(told, dates.first_day(year), dates.last_day(year))
        return Finding(verdict(not apart), year, apart)

    return _dated(compare)


def not_after(told: str) -> Compare:
    """The date of the row must begin no later than the days that ``told`` may mean."""
    return _dated(lambda row: _placed(row, _only("later", time_apart(told, row.earliest, row.earliest))))


def not_before(told: str) -> Compare:
    """The date of the row must begin no earlier than the days that ``told`` may mean."""
    return _dated(lambda row: _placed(row, _only("earlier", time_apart(told, row.earliest, row.earliest))))


def same(printed: str, read: Callable[[Found], str]) -> Compare:
    """What is read from the rows must be what is printed, to the letter."""
    return lambda rows, *_: texts(printed, read(rows) if rows else "")


def all_that(condition: Callable[[Any], bool], noun: str) -> Compare:
    """Every row, which ``noun`` calls by its kind, must meet the condition."""

    def compare(rows: Found, *_: object) -> Finding:
        met = sum(condition(row) for row in rows)
        found = f"{met} of {counted(len(rows), noun)}"
        return Finding(verdict(met == len(rows)), found) if rows else NO_ROWS

    return compare


def both(first: Compare, second: Compare) -> Compare:
    """The first must hold of the one selection, the second of the other."""

    def compare(rows: Found, others: Found) -> Finding:
        findings = (first(rows), second(others))
        if any(finding.verdict == Verdict.CANNOT for finding in findings):
            return NO_ROWS
        difference = ", ".join(finding.difference for finding in findings if finding.difference)
        return Finding(verdict(not difference), "; ".join(finding.recomputed for finding in findings), difference)

    return compare


def that_very(must: Compare, otherwise: str) -> Compare:
    """The row must be the one that the sentence means, given as the second selection, and hold."""

    def compare(rows: Found, meant: Found) -> Finding:
        return Finding(Verdict.DIFFERS, str(rows[0]), otherwise) if rows and rows != meant else must(rows)

    return compare


def unproven(must: Compare) -> Compare:
    """What the rows give only bounds the printed value: it may contradict it, but proves nothing."""

    def compare(*rows: Found) -> Finding:
        finding = must(*rows)
        return finding if finding.verdict == Verdict.DIFFERS else Finding(Verdict.CANNOT, finding.recomputed)

    return compare


def unjudged(said: Callable[[Found], str]) -> Compare:
    """The rows give something near the printed value, which cannot be compared with it."""
    return lambda rows, *_: Finding(Verdict.CANNOT, said(rows) if rows else "")


def numbers(printed: Number | None, recomputed: Number | None) -> Finding:
    """Whether both numbers are the same; the difference is recomputed less printed."""
    if recomputed is None:
        return NO_ROWS
    if printed is None:
        return Finding(Verdict.CANNOT, str(recomputed))
    difference = recomputed - printed
    return Finding(verdict(not difference), str(recomputed), signed(difference) if difference else "")


def texts(printed: str, recomputed: str) -> Finding:
    """Whether both say the same, to the letter."""
    if not printed or not recomputed:
        return Finding(Verdict.CANNOT, recomputed)
    return Finding(verdict(printed == recomputed), recomputed)


def time_apart(told: str, earliest: datetime.date, latest: datetime.date | None) -> str:
    """How far a span of days lies from ``told``, an EDTF date, in its largest unit; empty where they touch."""
    first, last = dates.first_day(told), dates.last_day(told)
    if last is not None and earliest > last:
        return f"{_apart(last, earliest)} later"
    if latest is not None and latest < first:
        return f"{_apart(latest, first)} earlier"
    return ""


def _dated(compare: Callable[[Any], Finding]) -> Compare:
    """The comparison of the first row, where it has a date."""
    return lambda rows, *_: compare(rows[0]) if rows and rows[0].earliest else NO_ROWS


def _placed(row: Any, apart: str) -> Finding:
    return Finding(verdict(not apart), row.date_in_words, apart)


def _only(side: str, apart: str) -> str:
    return apart if apart.endswith(side) else ""


def _apart(before: datetime.date, after: datetime.date) -> str:
    if years := after.year - before.year:
        return counted(years, "year")
    if months := after.month - before.month:
        return counted(months, "month")
    return counted(after.day - before.day, "day")
