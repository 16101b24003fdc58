"""What rows give: how many they are, what they add up to, what their dates and texts say."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from .selecting import Rule, by_date
from .tables import Row


def count(rows: list[Row], rule: Rule) -> int | None:
    """The number that a rule has counted; None where it cannot be."""
    return COUNTS[rule["operation"]](rows, rule)


def sum_of(rows: list[Row], *fields: str) -> int:
    """The sum of a column, or of several."""
    return sum(row[field] for row in rows for field in fields)


def years_to(rows: list[Row], rule: Rule) -> int | None:
    """The years from the beginning of the first row."""
    return int(rule["year"] - rows[0]["earliest"].year) if rows[0]["earliest"] else None


COUNTS: dict[str, Callable[[list[Row], Rule], int | None]] = {
    "number of rows": lambda rows, rule: len(rows),
    "sum": lambda rows, rule: sum_of(rows, *rule["fields"]),
    "sum of two rows": lambda rows, rule: sum_of(rows, rule["field"]) if len(rows) == 2 else None,
    "years from the beginning to": years_to,
    "number of countries and Japan": lambda rows, rule: int(rows[0]["country_count"]) + 1,
}


def percentage(part: int, whole: int) -> Decimal | None:
    """``part`` of ``whole`` in per cent, rounded half up to one decimal."""
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.1"), ROUND_HALF_UP) if whole else None


def read(rows: list[Row], rule: Rule) -> str:
    """The text that a rule has read."""
    return READINGS[rule["operation"]](rows, rule)


def fiscal_years(rows: list[Row]) -> list[int]:
    """The first and the last fiscal year in the title of an attached table; none where it does not give two."""
    years = re.findall(r"FY ([0-9]{4})", title(rows[0]) if rows else "")
    return [int(year) for year in years] if len(years) == 2 else []


def title(row: Row) -> str:
    """The heading of an attached table, which is the last of its printed cells."""
    return str(row["as_printed"][-1][1]) if row["as_printed"] else ""


def fiscal_years_in_words(rows: list[Row], rule: Rule) -> str:
    """The fiscal years in the title as the text puts them."""
    return "from FY {} to FY {}".format(*fiscal_years(rows)) if fiscal_years(rows) else ""


def found_by_pattern(rows: list[Row], rule: Rule) -> str:
    """What the pattern finds in the texts of the rows, each once."""
    found = [re.search(rule["pattern"], row[rule["field"]]) for row in rows]
    return ", ".join(sorted({one[1] for one in found if one}))


def of_each_decade(rows: list[Row], rule: Rule) -> str:
    """How many of the rows are of each decade."""
    decades = Counter(row["earliest"].year // 10 * 10 for row in by_date(rows))
    return ", ".join(f"{decades[decade]} in the {decade}s" for decade in sorted(decades))


def years_of(rows: list[Row], rule: Rule) -> str:
    """The years in which the rows begin, as they stand."""
    years = ", ".join(str(row["earliest"].year) for row in rows if row["earliest"])
    return f"{rule['before']}{years}" if years else ""


def how_many_held(rows: list[Row], rule: Rule) -> str:
    """How many of the rows touch the days that the rule tells."""
    held = [row for row in by_date(rows) if not apart(rule, row["earliest"], row["latest"])]
    return f"{len(held)} of {counted(len(rows), rule)}"


def how_many_in_several(rows: list[Row], rule: Rule) -> str:
    """How many of the rows are in more than one country."""
    return f"{sum(row['country_count'] > 1 for row in rows)} of {counted(len(rows), rule)}"


READINGS: dict[str, Callable[[list[Row], Rule], str]] = {
    "date of the first row": lambda rows, rule: f"{rule['before']}{rows[0]['date_in_words']}",
    "name of the first row": lambda rows, rule: str(rows[0]["name"]),
    "fiscal years in the title": fiscal_years_in_words,
    "what the pattern finds": found_by_pattern,
    "how many of each decade": of_each_decade,
    "years of the rows": years_of,
    "how many are held in": how_many_held,
    "how many are in several countries": how_many_in_several,
}


def apart(rule: Rule, earliest: datetime.date, latest: datetime.date | None) -> str:
    """How far days lie from those that the rule tells, in the largest unit; empty where they touch."""
    first = datetime.date.fromisoformat(rule["first"])
    last = datetime.date.fromisoformat(rule["last"]) if rule["last"] else None
    if last and earliest > last:
        return f"{_between(last, earliest)} later"
    return f"{_between(latest, first)} earlier" if latest and latest < first else ""


def _between(before: datetime.date, after: datetime.date) -> str:
    if years := after.year - before.year:
        return counted(years, {"noun": "year"})
    if months := after.month - before.month:
        return counted(months, {"noun": "month"})
    return counted(after.day - before.day, {"noun": "day"})


def counted(number: int, rule: Rule) -> str:
    """“1 course”, “11 courses”; “2 studies” where the rule gives the plural."""
    return f"{number:,} {rule['noun'] if number == 1 else rule.get('plural', rule['noun'] + 's')}"


def signed(number: Any) -> str:
    """A change with its sign, zero with none: +26, −41, 0."""
    return f"{number:+,}".replace("-", "−") if number else "0"
