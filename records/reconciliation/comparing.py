"""How a printed value is compared with the recomputed one. Each function returns a Finding.

None stands for a value that is not there: a record was taken away, or a cell does not hold what it should. Nothing can
be recomputed then.
"""

from __future__ import annotations

import datetime
from decimal import Decimal

from records import dates
from records.models import Dated
from records.reconciliation.figure import Finding, Verdict

Number = int | Decimal

NO_ROWS = Finding(Verdict.CANNOT)


def verdict(agrees: bool) -> Verdict:
    """The verdict on two values that could be compared."""
    return Verdict.AGREES if agrees else Verdict.DIFFERS


def numbers(printed: Number | None, recomputed: Number | None) -> Finding:
    """Whether both numbers are the same; the difference is recomputed less printed."""
    if recomputed is None:
        return NO_ROWS
    if printed is None:
        return Finding(Verdict.CANNOT, str(recomputed))
    difference = recomputed - printed
    return Finding(verdict(not difference), str(recomputed), signed(difference) if difference else "")


def more_than(printed: int, recomputed: int) -> Finding:
    """Whether the recomputed number is larger than the printed one."""
    agrees = recomputed > printed
    return Finding(verdict(agrees), str(recomputed), "" if agrees else f"not more than {printed}")


def texts(printed: str, recomputed: str) -> Finding:
    """Whether both say the same, to the letter."""
    if not printed or not recomputed:
        return Finding(Verdict.CANNOT, recomputed)
    return Finding(verdict(printed == recomputed), recomputed)


def within(told: str, record: Dated | None) -> Finding:
    """Whether the record's date touches the days that ``told``, an EDTF date, may mean."""
    if record is None or record.earliest is None:
        return NO_ROWS
    apart = time_apart(told, record.earliest, record.latest)
    return Finding(verdict(not apart), record.date_in_words, apart)


def beginning(told: str, record: Dated | None) -> Finding:
    """Whether the record's date begins within the days that ``told``, an EDTF date, may mean."""
    if record is None or record.earliest is None:
        return NO_ROWS
    apart = time_apart(told, record.earliest, record.earliest)
    return Finding(verdict(not apart), record.date_in_words, apart)


def beginning_year(told: str, record: Dated | None) -> Finding:
    """Whether the year in which the record's date begins touches the days that ``told``, an EDTF date, may mean."""
    if record is None or record.earliest is None:
        return NO_ROWS
    year = str(record.earliest.year)
    apart = time_apart(told, dates.first_day(year), dates.last_day(year))
    return Finding(verdict(not apart), year, apart)


def not_after(told: str, record: Dated | None) -> Finding:
    """Whether the record's date begins no later than the days that ``told``, an EDTF date, may mean."""
    if record is None or record.earliest is None:
        return NO_ROWS
    apart = time_apart(told, record.earliest, record.earliest)
    agrees = not apart.endswith("later")
    return Finding(verdict(agrees), record.date_in_words, "" if agrees else apart)


def not_before(told: str, record: Dated | None) -> Finding:
    """Whether the record's date begins no earlier than the days that ``told``, an EDTF date, may mean."""
    if record is None or record.earliest is None:
        return NO_ROWS
    apart = time_apart(told, record.earliest, record.earliest)
    agrees = not apart.endswith("earlier")
    return Finding(verdict(agrees), record.date_in_words, "" if agrees else apart)


def both(first: Finding, second: Finding) -> Finding:
    """What comes of two comparisons that must both agree."""
    if Verdict.CANNOT in (first.verdict, second.verdict):
        return NO_ROWS
    difference = ", ".join(finding.difference for finding in (first, second) if finding.difference)
    return Finding(verdict(not difference), f"{first.recomputed}; {second.recomputed}", difference)


def unproven(finding: Finding) -> Finding:
    """The finding where the recomputed value only bounds the printed one: it may contradict it, but proves nothing."""
    return finding if finding.verdict == Verdict.DIFFERS else Finding(Verdict.CANNOT, finding.recomputed)


def time_apart(told: str, earliest: datetime.date, latest: datetime.date | None) -> str:
    """How far a span of days lies from ``told``, an EDTF date, in its largest unit; empty where they touch."""
    first, last = dates.first_day(told), dates.last_day(told)
    if last is not None and earliest > last:
        return f"{_apart(last, earliest)} later"
    if latest is not None and latest < first:
        return f"{_apart(latest, first)} earlier"
    return ""


def _apart(before: datetime.date, after: datetime.date) -> str:
    if years := after.year - before.year:
        return counted(years, "year")
    if months := after.month - before.month:
        return counted(months, "month")
    return counted(after.day - before.day, "day")


def counted(number: int, noun: str) -> str:
    """A number with its noun: 1 year, 2 years."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def signed(number: Number) -> str:
    """A difference with its sign, zero with none: +26, −0.1, 0."""
    return f"{number:+}".replace("-", "−") if number else "0"
