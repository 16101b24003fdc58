"""Which rows a figure rests on: found by kind, slug, date, topic or any other condition when it is recomputed.

Each selection and each condition has its formula, as `records.reconciliation.formulas` tells.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from msgspec import Struct

from records.kinds import NAMES
from records.models import Addressed, Treaty
from records.reconciliation.formulas import Formula, formula_of, step
from records.reconciliation.report import Report, called, slugs_of

Condition = Callable[[Any], bool]


class Rows(Struct, frozen=True):
    """Rows of one kind, and how they are found among all of it, in the report's order."""

    kind: type[Addressed]
    find: Callable[[Report], list[Any]]
    # How they are found, said for machines; None where that cannot be said.
    formula: Formula | None = None


def every(kind: type[Addressed], *conditions: Condition) -> Rows:
    """All rows of a kind that meet the conditions."""
    formula = _where(conditions, kind=NAMES[kind])
    return Rows(kind, lambda report: _meeting(conditions, report.rows(kind)), formula=formula)


def one(kind: type[Addressed], *slugs: str) -> Rows:
    """Those of these rows that there are, by their slugs of today or of the past."""

    def find(report: Report) -> list[Any]:
        return [row for slug in slugs if (row := called(report.rows(kind), slug))]

    return Rows(kind, find, {"kind": NAMES[kind], "slugs": list(slugs)})


def this(row: Any) -> Rows:
    """The row that prints a figure."""
    return Rows(type(row), lambda _report: [row], formula={"kind": NAMES[type(row)], "slugs": [row.slug]})


def tagged(topic: str, *conditions: Condition) -> Rows:
    """The treaties that the portal tags with a topic."""
    formula = _where(conditions, kind=NAMES[Treaty], topic=topic)
    return Rows(Treaty, lambda report: _meeting(conditions, report.treaties_tagged(topic)), formula=formula)


def chosen(rows: Rows, take: str, choose: Callable[[list[Any]], list[Any]]) -> Rows:
    """What ``choose`` leaves of the rows, or makes of their order; ``take`` says it in the formula."""
    formula = rows.formula and rows.formula | {"take": take}
    return Rows(rows.kind, lambda report: choose(rows.find(report)), formula=formula)


def earliest(rows: Rows) -> Rows:
    """The row that begins first; where several begin on one day, the first of them in the report."""
    return chosen(rows, "the earliest", lambda found: _first_of(min, found))


def latest(rows: Rows) -> Rows:
    """The row that begins last; where several begin on one day, the first of them in the report."""
    return chosen(rows, "the latest", lambda found: _first_of(max, found))


def last_printed(kind: type[Addressed]) -> Rows:
    """The last row of a table, as it is printed."""
    return chosen(every(kind), "the last", lambda found: found[-1:])


def has(**values: Any) -> Condition:
    """Whether the fields of a row hold these values."""
    return step("has", values=values)(lambda row: all(getattr(row, field) == value for field, value in values.items()))


def says(field: str, words: str) -> Condition:
    """Whether a text of a row holds ``words``."""
    return step("says", field=field, words=words)(lambda row: words in getattr(row, field))


def begins(field: str, words: str) -> Condition:
    """Whether a text of a row begins with ``words``."""
    return step("begins", field=field, words=words)(lambda row: getattr(row, field).startswith(words))


def matches(field: str, pattern: str) -> Condition:
    """Whether a text of a row holds what the regular expression ``pattern`` describes."""
    return step("matches", field=field, pattern=pattern)(
        lambda row: re.search(pattern, getattr(row, field)) is not None
    )


def below(field: str, most: int) -> Condition:
    """Whether a number of a row is less than ``most``."""
    return step("below", field=field, most=most)(lambda row: getattr(row, field) < most)


def slug_begins(words: str) -> Condition:
    """Whether the slug of a row, of today or of the past, begins with ``words``."""
    return step("slug begins", words=words)(lambda row: any(slug.startswith(words) for slug in slugs_of(row)))


def is_none_of(*slugs: str) -> Condition:
    """Whether a row has, and had, none of the slugs."""
    return step("is none of", slugs=list(slugs))(lambda row: not set(slugs) & set(slugs_of(row)))


@step("dated")
def dated(row: Any) -> bool:
    """Whether a row has a date."""
    return row.earliest is not None


@step("has a country")
def has_a_country(row: Any) -> bool:
    """Whether a row is about a country or territory."""
    return row.country_id is not None


def _where(conditions: tuple[Condition, ...], **found: str) -> Formula | None:
    formulas = [formula_of(condition) for condition in conditions]
    return None if None in formulas else found | ({"where": formulas} if formulas else {})


def _meeting(conditions: tuple[Condition, ...], rows: list[Any]) -> list[Any]:
    return [row for row in rows if all(condition(row) for condition in conditions)]


def _first_of(choose: Callable[..., Any], rows: list[Any]) -> list[Any]:
    with_dates = [row for row in rows if dated(row)]
    return [choose(with_dates, key=lambda row: row.earliest)] if with_dates else []
