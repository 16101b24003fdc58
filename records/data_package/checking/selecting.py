"""Which rows a figure rests on, as its rule tells."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from .tables import Row, Tables, called

Rule = dict[str, Any]


def select(tables: Tables, rule: Rule, most: int) -> list[Row]:
    """The rows that a rule names, among the first ``most`` of their kind: the portal reads no more of them."""
    rows = tables.of_kind(rule["kind"])[:most]
    if "slugs" in rule:
        rows = [row for slug in rule["slugs"] for row in called(rows, slug)]
    if "topic" in rule:
        topics = {topic["slug"] for topic in called(tables.of_kind("topics"), rule["topic"])}
        rows = [row for row in rows if topics & set(row["topics"])]
    rows = [row for row in rows if all(meets(row, condition) for condition in rule.get("where", []))]
    return TAKEN[rule["take"]](rows) if "take" in rule else rows


def meets(row: Row, rule: Rule) -> bool:
    """Whether a row meets a condition."""
    return bool(CONDITIONS[rule["operation"]](row, rule))


def held_from(row: Row, rule: Rule) -> bool:
    """Whether it has a date and did not end before the year."""
    return bool(row["earliest"]) and (row["latest"] is None or row["latest"].year >= rule["year"])


CONDITIONS: dict[str, Callable[[Row, Rule], Any]] = {
    "has": lambda row, rule: all(row[field] == value for field, value in rule["values"].items()),
    "says": lambda row, rule: rule["words"] in row[rule["field"]],
    "begins": lambda row, rule: row[rule["field"]].startswith(rule["words"]),
    "matches": lambda row, rule: re.search(rule["pattern"], row[rule["field"]]),
    "below": lambda row, rule: row[rule["field"]] < rule["most"],
    "dated": lambda row, rule: row["earliest"],
    "has a country": lambda row, rule: row["country_slug"],
    "slug begins": lambda row, rule: any(slug.startswith(rule["words"]) for slug in row["slugs"]),
    "is none of": lambda row, rule: not set(rule["slugs"]) & set(row["slugs"]),
    "held from the year on": held_from,
}


def by_date(rows: list[Row]) -> list[Row]:
    """Those that have a date, the first to begin first; those of one day as they stand in the report."""
    return sorted((row for row in rows if row["earliest"]), key=lambda row: row["earliest"])


def by_date_backwards(rows: list[Row]) -> list[Row]:
    """Those that have a date, the last to begin first; those of one day as they stand in the report."""
    return sorted((row for row in rows if row["earliest"]), key=lambda row: row["earliest"], reverse=True)


def of_the_first_year(rows: list[Row]) -> list[Row]:
    """Those that begin in the year in which the first begins."""
    found = by_date(rows)
    return [row for row in found if row["earliest"].year == found[0]["earliest"].year]


def of_the_last_year(rows: list[Row]) -> list[Row]:
    """Those that end in the last year in which any ends."""
    ended = [row for row in rows if row["latest"]]
    return [row for row in ended if row["latest"].year == max(row["latest"].year for row in ended)]


def after_2003(rows: list[Row]) -> list[Row]:
    """Those after the last year that the report covers, the latest first; where there is none, the latest."""
    found = by_date_backwards(rows)
    return [row for row in found if row["earliest"].year > 2003] or found[:1]


TAKEN: dict[str, Callable[[list[Row]], list[Row]]] = {
    "the earliest": lambda rows: by_date(rows)[:1],
    "the latest": lambda rows: by_date_backwards(rows)[:1],
    "the last": lambda rows: rows[-1:],
    "those of the first year": of_the_first_year,
    "those that end in the last year": of_the_last_year,
    "those after 2003, else the latest": after_2003,
}
