"""Which rows a figure rests on: found by kind, slug, date, topic or any other condition when it is recomputed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from records.models import Addressed, Treaty
from records.reconciliation.report import Report, called

Condition = Callable[[Any], bool]


@dataclass(frozen=True)
class Rows:
    """Rows of one kind, and how they are found among all of it, in the report's order."""

    kind: type[Addressed]
    find: Callable[[Report], list[Any]]
    # Their slugs, of today or of the past, where they are found by nothing else.
    slugs: tuple[str, ...] = ()

    def may_hold(self, record: Addressed, report: Report) -> bool:
        """Whether ``record`` may be one of them; reads no table."""
        if not isinstance(record, self.kind):
            return False
        return not self.slugs or record.slug in {report.slug_today(self.kind, slug) for slug in self.slugs}


def every(kind: type[Addressed], *conditions: Condition) -> Rows:
    """All rows of a kind that meet the conditions."""
    return Rows(kind, lambda report: _meeting(conditions, report.rows(kind)))


def one(kind: type[Addressed], *slugs: str) -> Rows:
    """Those of these rows that there are, by their slugs of today or of the past."""
    return Rows(kind, lambda report: [row for slug in slugs if (row := called(report.rows(kind), slug))], slugs)


def this(row: Any) -> Rows:
    """The row that prints a figure."""
    return Rows(type(row), lambda _report: [row])


def tagged(topic: str, *conditions: Condition) -> Rows:
    """The treaties that the portal tags with a topic."""
    return Rows(Treaty, lambda report: _meeting(conditions, report.treaties_tagged(topic)))


def earliest(rows: Rows) -> Rows:
    """The row that begins first; where several begin on one day, the first of them in the report."""
    return Rows(rows.kind, lambda report: _first_of(min, rows.find(report)))


def latest(rows: Rows) -> Rows:
    """The row that begins last; where several begin on one day, the first of them in the report."""
    return Rows(rows.kind, lambda report: _first_of(max, rows.find(report)))


def last_printed(kind: type[Addressed]) -> Rows:
    """The last row of a table, as it is printed."""
    return Rows(kind, lambda report: report.rows(kind)[-1:])


def has(**values: Any) -> Condition:
    """Whether the fields of a row hold these values."""
    return lambda row: all(getattr(row, field) == value for field, value in values.items())


def dated(row: Any) -> bool:
    """Whether a row has a date."""
    return row.earliest is not None


def _meeting(conditions: tuple[Condition, ...], rows: list[Any]) -> list[Any]:
    return [row for row in rows if all(condition(row) for condition in conditions)]


def _first_of(choose: Callable[..., Any], rows: list[Any]) -> list[Any]:
    with_dates = [row for row in rows if dated(row)]
    return [choose(with_dates, key=lambda row: row.earliest)] if with_dates else []
