"""Dates as the report gives them, written in EDTF (ISO 8601-2) and put into plain words.

The forms that occur: a day ``1990-06-21``, a month ``1990-06``, a year ``1990``, a decade ``197X``, a century
``18XX``, an approximate ``1990~``, a span of any two of these ``1997-12-09/1997-12-10``, a span that goes on
``1975/..``, and several single days ``{2002-06-06,2002-06-11}``. And two spans of which the report tells one end alone:

- ``../1981``, where it says “by” or “until”: no later than 1981, and nobody knows how much earlier.
- ``1985/``, where it tells a beginning and perhaps how long it was meant to take, but neither an end nor that it goes
  on. An end is never computed from “a three-year plan”; the length stays in the record's words.

Either has the earliest and latest day of the end that is told: there it is found, sorted and drawn.
"""

from __future__ import annotations

import calendar
import datetime
import functools
import re
from collections.abc import Iterable
from typing import Any

from django.contrib.humanize.templatetags.humanize import ordinal

MONTHS = (
    "January February March April May June July August September October November December".split()
)  # fmt: skip
NO_LATER_THAN = "../"
OPEN_END = "/.."
NO_END_TOLD = "/"
PLAIN = re.compile(r"([0-9]{3}[0-9X]|[0-9]{2}XX)|([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?", re.ASCII)
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
FISCAL_YEARS = re.compile(r"[0-9]{4}-04/([0-9]{4}-03|\.\.)?")


class DateError(ValueError):
    """A text that is no EDTF date of the forms used here."""


def first_day(text: str) -> datetime.date:
    """The earliest day that ``text`` may mean. Raises DateError."""
    return _days(text)[0]


def last_day(text: str) -> datetime.date | None:
    """The latest day that ``text`` may mean; None where the span goes on. Raises DateError."""
    return _days(text)[1]


# A page, or a load, asks for the same dates over and over.
@functools.lru_cache(maxsize=4096)
def _days(text: str) -> tuple[datetime.date, datetime.date | None]:
    told = told_part(text)
    if "/" in told and (told != text or told.startswith("/")):
        raise DateError(f"“{text[:60]}” leaves open more than one of its ends")
    earliest, latest = _plainly(told) or _by_the_grammar(told, text)
    if latest < earliest:
        raise DateError(f"“{text[:60]}” ends before it begins")
    return earliest, None if text.endswith(OPEN_END) else latest


def _plainly(told: str) -> tuple[datetime.date, datetime.date] | None:
    """The first and last day of a plain date, or of a span of two; None where it takes the grammar to tell."""
    start, slash, end = told.partition("/")
    if not (first := PLAIN.fullmatch(start)) or not (last := PLAIN.fullmatch(end if slash else start)):
        return None
    try:
        return _bounds(first)[0], _bounds(last)[1]
    except ValueError:
        return None


def _bounds(point: re.Match[str]) -> tuple[datetime.date, datetime.date]:
    """The first and last day of a year, decade, century, month or day. Raises ValueError where there is none such."""
    years, *parts = point.groups()
    if years:
        return datetime.date(int(years.replace("X", "0")), 1, 1), datetime.date(int(years.replace("X", "9")), 12, 31)
    year, month = int(parts[0]), int(parts[1])
    first, last = (int(parts[2]),) * 2 if parts[2] else (1, calendar.monthrange(year, month)[1])
    return datetime.date(year, month, first), datetime.date(year, month, last)


def _by_the_grammar(told: str, text: str) -> tuple[datetime.date, datetime.date]:
    """The first and last day as EDTF has it, for what is not plain. Raises DateError, which names ``text``."""
    # The grammar takes as long to be made as a page, and milliseconds for a date; few dates need it.
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        parsed = parse_edtf(told)
        return _day(parsed.lower_strict()), _day(parsed.upper_strict())
    except (EDTFParseException, TypeError, ValueError, AttributeError, IndexError) as error:
        raise DateError(f"“{text[:60]}” is not a date in EDTF, such as 1990, 1990-06, 1990-06-21 or 1975/..") from error


def told_part(text: str) -> str:
    """``text`` without the end that is open or not told: 1981 of ``../1981``, 1975 of ``1975/..``."""
    if text.startswith(NO_LATER_THAN):
        return text.removeprefix(NO_LATER_THAN)
    return text.removesuffix(OPEN_END).removesuffix(NO_END_TOLD)


def _day(parts: Any) -> datetime.date:
    return datetime.date(*parts[:3])


def is_vague(text: str) -> bool:
    """Whether ``text`` names a decade or a century, or is approximate."""
    return "X" in text or "~" in text


# A page says the same dates over and over: in its rows, its charts and their titles.
@functools.lru_cache(maxsize=4096)
def in_words(text: str, *, fiscal_years: bool = False) -> str:
    """A valid EDTF ``text`` as a reader says it: ``1997-12-09/1997-12-10`` is “December 9–10, 1997”.

    With ``fiscal_years`` the span is counted in Japanese fiscal years (April to March): ``1988-04/1989-03`` is
    “FY 1988 (April 1988 to March 1989)”; any other date is said as it is. Reads the text alone, since a list calls
    it for every row.
    """
    if not text:
        return ""
    if fiscal_years and spans_fiscal_years(text):
        return _fiscal_years(text)
    if text.startswith("{"):
        return _several(text)
    told = told_part(text)
    if told != text:
        return f"{'by' if text.startswith(NO_LATER_THAN) else 'from'} {'the ' if 'X' in told else ''}{_point(told)}"
    start, _, end = text.partition("/")
    return _span(start, end) if end else _point(start)


def days_in_words(texts: Iterable[str], fiscal_years: Iterable[bool]) -> list[str]:
    """The same of very many, most of which are single days."""
    return [
        f"{_month_and_day(text[5:])}, {text[:4]}" if DAY.fullmatch(text) else in_words(text, fiscal_years=bool(fiscal))
        for text, fiscal in zip(texts, fiscal_years, strict=True)
    ]


@functools.lru_cache(maxsize=366)
def _month_and_day(text: str) -> str:
    month, day = text.split("-")
    return f"{MONTHS[int(month) - 1]} {int(day)}"


def spans_fiscal_years(text: str) -> bool:
    """Whether ``text`` runs from an April to a March, or from an April to an end that is open or not told."""
    return bool(FISCAL_YEARS.fullmatch(text))


def _fiscal_years(text: str) -> str:
    """A span from an April to a March, or to an end that is open or not told."""
    start, _, end = text.partition("/")
    first = int(start[:4])
    if not end or text.endswith(OPEN_END):
        return f"from FY {first} (from {_point(start)})"
    last = int(end[:4]) - 1
    years = f"FY {first}" if first == last else f"FY {first} to FY {last}"
    return f"{years} ({_point(start)} to {_point(end)})"


def _point(text: str) -> str:
    """A single EDTF date: a day, month, year, decade or century, perhaps approximate."""
    about = "about " if text.endswith("~") else ""
    text = text.rstrip("~")
    if text.endswith("XX"):
        return f"{about}{ordinal(int(text[:2]) + 1)} century"
    if text.endswith("X"):
        return f"{about}{text[:3]}0s"
    year, *rest = text.split("-")
    if not rest:
        return about + year
    month = MONTHS[int(rest[0]) - 1]
    return f"{about}{month} {int(rest[1])}, {year}" if len(rest) == 2 else f"{about}{month} {year}"


def _span(start: str, end: str) -> str:
    first, last = start.split("-"), end.split("-")
    if len(first) == len(last) == 3 and first[0] == last[0]:
        if first[1] == last[1]:
            return f"{MONTHS[int(first[1]) - 1]} {int(first[2])}–{int(last[2])}, {first[0]}"
        return f"{MONTHS[int(first[1]) - 1]} {int(first[2])} to {_point(end)}"
    if len(first) == len(last) == 1 and first[0].isdigit() and last[0].isdigit():
        return f"{start}–{end}"
    return f"{_point(start)} to {_point(end)}"


def _several(text: str) -> str:
    """Single days of one month, such as ``{2002-06-06,2002-06-11}``; other lists are joined as they are."""
    points = [part.strip() for part in text.strip("{}").split(",")]
    parts = [point.split("-") for point in points]
    if all(len(part) == 3 and part[:2] == parts[0][:2] for part in parts):
        days = " and ".join(str(int(part[2])) for part in parts)
        return f"{MONTHS[int(parts[0][1]) - 1]} {days}, {parts[0][0]}"
    return " and ".join(_point(point) for point in points)
