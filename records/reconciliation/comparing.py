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
from records.reconciliation.formulas import Step, step
from records.wording import counted, signed

Number = int | Decimal
Found = Sequence[Any]


def verdict(agrees: bool) -> Verdict:
    """The verdict on two values that could be compared."""
    return Verdict.AGREES if agrees else Verdict.DIFFERS


how_many: Step[[Found], int] = step("number of rows")(len)


def number(printed: Number | None, count: Callable[[Found], Number | None] = how_many) -> Compare:
    """The rows, or what else is counted of them, must be as many as printed."""

    @step("equal", printed=printed, count=count)
    def compare(rows: Found, *_: object) -> Finding:
        return numbers(printed, count(rows) if rows else None)

    return compare


def more_than(printed: int, count: Callable[[Found], int | None]) -> Compare:
    """What is counted of the rows must be more than the printed number."""

    @step("more than", printed=printed, count=count)
    def compare(rows: Found, *_: object) -> Finding:
        recomputed = count(rows) if rows else None
        if recomputed is None:
            return NO_ROWS
        agrees = recomputed > printed
        return Finding(verdict(agrees), str(recomputed), "" if agrees else f"not more than {printed}")

    return compare


def sum_of(*fields: str) -> Step[[Found], int]:
    """The sum of a column, or of several."""
    return step("sum", fields=list(fields))(lambda rows: sum(getattr(row, field) for row in rows for field in fields))


def within(told: str) -> Compare:
    """The date of the row must touch the days that ``told``, an EDTF date, may mean."""
    return _dated("within", told, lambda row: _placed(row, time_apart(told, row.earliest, row.latest)))


def beginning(told: str) -> Compare:
    """The date of the row must begin within the days that ``told`` may mean."""
    return _dated("beginning within", told, lambda row: _placed(row, time_apart(told, row.earliest, row.earliest)))


def beginning_year(told: str) -> Compare:
    """The year in which the date of the row begins must touch the days that ``told`` may mean."""

    def compare(row: Any) -> Finding:
        year = str(row.earliest.year)
        apart = time_apart(told, dates.first_day(year), dates.last_day(year))
        return Finding(verdict(not apart), year, apart)

    return _dated("beginning in a year that touches", told, compare)


def not_after(told: str) -> Compare:
    """The date of the row must begin no later than the days that ``told`` may mean."""
    return _dated("not after", told, lambda row: _placed(row, _only("later", _begins_apart(told, row))))


def not_before(told: str) -> Compare:
    """The date of the row must begin no earlier than the days that ``told`` may mean."""
    return _dated("not before", told, lambda row: _placed(row, _only("earlier", _begins_apart(told, row))))


@step("not before the other")
def not_before_the_other(rows: Found, others: Found) -> Finding:
    """The date of the row must begin no earlier than the days that the date of the other may mean."""
    return not_before(others[0].date)(rows) if others and others[0].earliest else NO_ROWS


def same(printed: str, read: Callable[[Found], str]) -> Compare:
    """What is read from the rows must be what is printed, to the letter."""

    @step("same text", printed=printed, read=read)
    def compare(rows: Found, *_: object) -> Finding:
        return texts(printed, read(rows) if rows else "")

    return compare


def all_that(condition: Callable[[Any], bool], noun: str) -> Compare:
    """Every row, which ``noun`` calls by its kind, must meet the condition."""

    @step("all rows", condition=condition, noun=noun)
    def compare(rows: Found, *_: object) -> Finding:
        met = sum(condition(row) for row in rows)
        found = f"{met} of {counted(len(rows), noun)}"
        return Finding(verdict(met == len(rows)), found) if rows else NO_ROWS

    return compare


def both(first: Compare, second: Compare) -> Compare:
    """The first must hold of the one selection, the second of the other."""

    @step("both", first=first, second=second)
    def compare(rows: Found, others: Found) -> Finding:
        findings = (first(rows), second(others))
        if any(finding.verdict == Verdict.CANNOT for finding in findings):
            return NO_ROWS
        difference = ", ".join(finding.difference for finding in findings if finding.difference)
        return Finding(verdict(not difference), "; ".join(finding.recomputed for finding in findings), difference)

    return compare


def that_very(must: Compare, otherwise: str) -> Compare:
    """The row must be the one that the sentence means, given as the second selection, and hold."""

    @step("that very row", must=must, otherwise=otherwise)
    def compare(rows: Found, meant: Found) -> Finding:
        return Finding(Verdict.DIFFERS, str(rows[0]), otherwise) if rows and rows != meant else must(rows)

    return compare


def unproven(must: Compare) -> Compare:
    """What the rows give only bounds the printed value: it may contradict it, but proves nothing."""

    @step("not contradicted", must=must)
    def compare(*rows: Found) -> Finding:
        finding = must(*rows)
        return finding if finding.verdict == Verdict.DIFFERS else Finding(Verdict.CANNOT, finding.recomputed)

    return compare


def unjudged(said: Callable[[Found], str]) -> Compare:
    """The rows give something near the printed value, which cannot be compared with it."""

    @step("not to be compared", read=said)
    def compare(rows: Found, *_: object) -> Finding:
        return Finding(Verdict.CANNOT, said(rows) if rows else "")

    return compare


def date_of_the_first(before: str) -> Step[[Found], str]:
    """The date of the first row, with the words ``before`` it."""
    return step("date of the first row", before=before)(lambda rows: f"{before}{rows[0].date_in_words}")


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


def _dated(operation: str, told: str, compare: Callable[[Any], Finding]) -> Compare:
    """The comparison of the first row, where it has a date, with ``told``, an EDTF date."""

    @step(operation, told=told)
    def compare_first(rows: Found, *_: object) -> Finding:
        return compare(rows[0]) if rows and rows[0].earliest else NO_ROWS

    return compare_first


def _begins_apart(told: str, row: Any) -> str:
    return time_apart(told, row.earliest, row.earliest)


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
