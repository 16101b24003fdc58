"""How the rows of a figure give its value, written out so that a reader can do it again.

What is done with them is read from the figure's formula. Rows that are but looked at are listed, each with its date.
"""

from __future__ import annotations

import re
from typing import Any

from msgspec.structs import replace

from records.models import Addressed
from records.reconciliation.comparing import Found
from records.reconciliation.figure import Figure
from records.reconciliation.figures.percentages import percentage
from records.reconciliation.formulas import Formula
from records.reconciliation.selecting import Rows, dated
from records.reconciliation.terms import DIVIDED_BY, MINUS, PLUS, Term, Working, added, kind_of, less, listed
from records.wording import counted, figure


def workings(of: Figure) -> list[Working]:
    """The workings of a figure one after the other; none where it has no rows. No query."""
    if all(of.selected) and all(of.beside):
        must = _innermost(of.formula)
        return _count(of, must) or _calculation(of, must) or _examination(of, must) or _lists(of)
    return _lists(of)


def _innermost(formula: Formula | None) -> Formula:
    """What must hold of the rows, without what it is worth."""
    must: Formula = (formula or {}).get("must", {})
    while "must" in must:
        must = must["must"]
    return must


def _count(of: Figure, must: Formula) -> list[Working]:
    """Where numbers of rows are added, or the rows themselves are counted."""
    titles = _titles(of)
    match must.get("count"):
        case {"operation": "sum", "fields": [*fields]}:
            return [added(titles[0], of.selected[0], fields)]
        case {"operation": "sum of two rows", "field": field}:
            return [added(titles[0], of.selected[0], [field])]
        case {"operation": "number of rows"}:
            first, *more = _lists(of)
            return [replace(first, numbered=True, result=figure(len(first.terms))), *more]
        case {"operation": "number of countries and Japan"}:
            [conference] = of.selected[0]
            terms = Term(conference, str(conference.country_count), "countries beside Japan"), Term(None, "1", "Japan")
            return [Working(titles[0], terms, PLUS, str(conference.country_count + 1))]
        case {"operation": "years from the beginning to", "year": year}:
            return _years(titles[0], year, of.selected[0][0])
    return []


def _calculation(of: Figure, must: Formula) -> list[Working]:
    """Where a number is taken from another, or divided by it."""
    titles = _titles(of)
    match must:
        case {"operation": "one every five years makes the last the"}:
            return _five_years_each(titles[1], of.selected[1][0], of.selected[0][0])
        case {"operation": "change" | "less than in the other", "field": field}:
            return [less(titles[0], of.selected[0][0], of.selected[1][0], field)]
        case {"operation": "more in the last year than in the first of the others", "field": field}:
            years = sorted(of.beside[0], key=lambda row: row.year)
            last = max(of.selected[0], key=lambda row: row.year)
            every_year = listed(titles[1], years, lambda row: figure(getattr(row, field)))
            return [less(titles[0], last, years[0], field), every_year]
        case {"operation": "share of the other in the year", "field": field}:
            return _share(titles[0], of.beside[0], of.selected[0], field)
        case {"operation": "share of the region in all", "region": region, "field": field}:
            part = [row for row in of.selected[0] if row.region == region]
            return _share(titles[0], part, of.selected[0], field)
    return []


def _examination(of: Figure, must: Formula) -> list[Working]:
    """Where rows are put in order, or each is held against something."""
    titles = _titles(of)
    match must:
        case {"operation": "place by date", "among": among}:
            [meeting] = of.selected[0]
            meetings = [row for row in of.beside[0] if among == "all" or row.earliest.year == meeting.earliest.year]
            by_date = sorted(meetings, key=lambda row: (row.earliest, row.position))
            title = f"{titles[1]}, by date"
            return [replace(listed(title, by_date, remark=lambda row: "this one" * (row == meeting)), numbered=True)]
        case {"operation": "numbered by rank", "field": field}:
            by_number = sorted(of.selected[0], key=lambda row: (-getattr(row, field), row.position))
            return [replace(listed(titles[0], by_number, lambda row: figure(getattr(row, field))), numbered=True)]
        case {"operation": "in the country that the others have in that year"}:
            hosts = {row.earliest.year: row.country for row in of.beside[0]}
            return [listed(titles[0], of.selected[0], _country, lambda row: _other_than(hosts, row))]
        case {"read": {"operation": "what the pattern finds", "field": field, "pattern": pattern}}:
            return [listed(titles[0], of.selected[0], lambda row: _found(pattern, getattr(row, field)))]
        case {"condition": {"values": {"country_count": _}}} | {
            "read": {"operation": "how many are in several countries"}
        }:
            return [listed(titles[0], of.selected[0], lambda row: counted(row.country_count, "country", "countries"))]
    return []


def _lists(of: Figure) -> list[Working]:
    """The rows of each selection one by one, and those that they are held beside where these are others."""
    titles = _titles(of)
    selected, beside = titles[: len(of.selected)], titles[len(of.selected) :]
    apart = ", for comparison" if selected else ""
    others = [(f"{title}{apart}", rows) for title, rows in zip(beside, of.beside, strict=True)]
    return [
        *(listed(title, rows) for title, rows in zip(selected, of.selected, strict=True) if rows),
        *(listed(title, rows) for title, rows in others if not set(rows) <= set(of.rows)),
    ]


def _titles(of: Figure) -> list[str]:
    """What the rows of each selection are."""
    selections: tuple[Rows, ...] = (*of.of, *of.against)
    return [
        kind_of(rows, selection.kind, (selection.formula or {}).get("take", ""))
        for selection, rows in zip(selections, (*of.selected, *of.beside), strict=True)
    ]


def _years(title: str, year: int, row: Any) -> list[Working]:
    """The years from the beginning of a row to a year."""
    if not dated(row):
        return []
    terms = Term(None, str(year)), Term(row, str(row.earliest.year))
    return [Working(title, terms, MINUS, str(year - row.earliest.year))]


def _five_years_each(title: str, last: Any, first: Any) -> list[Working]:
    """The years between two congresses, divided by five."""
    if not (dated(last) and dated(first)):
        return []
    years = last.earliest.year - first.earliest.year
    terms = tuple(Term(row, str(row.earliest.year)) for row in (last, first))
    steps = Term(None, str(years)), Term(None, "5")
    return [
        Working(title, terms, MINUS, counted(years, "year")),
        Working("Congresses after the first", steps, DIVIDED_BY, f"{years / 5:g}"),
    ]


def _share(title: str, part: Found, whole: Found, field: str) -> list[Working]:
    """A part of all rows, in per cent of them."""
    parts = ((f"{title}: the part", part), (f"{title}: all", whole))
    sums = [added(name, rows, [field]) for name, rows in parts if len(rows) > 1]
    of_part, of_whole = (sum(getattr(row, field) for row in rows) for rows in (part, whole))
    row: Addressed | None = part[0] if len(part) == 1 else None
    share = percentage(of_part, of_whole)
    terms = Term(row, figure(of_part)), Term(None, figure(of_whole))
    return [*sums, Working("The share", terms, DIVIDED_BY, f"{share}%" if share is not None else "")]


def _country(row: Any) -> str:
    return str(row.country or "no country")


def _other_than(hosts: dict[int, Any], row: Any) -> str:
    """What the others have where it is not the country of the row."""
    host = hosts.get(row.earliest.year)
    return "" if row.country and row.country == host else f"Attached Table 2: {host or 'no country'}"


def _found(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    return found[1] if found else ""
