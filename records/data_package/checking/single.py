"""What must hold of single figures: operations that one figure needs, or two."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from .giving import apart, counted, fiscal_years, signed, title
from .outcome import NOTHING, Found, Outcome, texts, verdict
from .selecting import Rule, by_date, by_date_backwards, meets
from .tables import Row, cell_of


def first_dated(rows: list[Row]) -> Row | None:
    """The first row, where it has a date."""
    return rows[0] if rows and rows[0]["earliest"] else None


def agreeing(outcome: Outcome) -> Outcome:
    """The same, found to agree; what could not be found stays so."""
    return outcome if outcome == NOTHING else Outcome("agrees", outcome.recomputed)


def joined(*parts: str) -> str:
    """Those parts that are not empty."""
    return ", ".join(part for part in parts if part)


def all_rows(rule: Rule, found: Found, printed: Any) -> Outcome:
    """Every row must meet the condition."""
    met = [row for row in found[0] if meets(row, rule["condition"])]
    said = f"{len(met)} of {counted(len(found[0]), rule)}"
    return Outcome(verdict(met == found[0]), said) if found[0] else NOTHING


def ending_by(rule: Rule, found: Found, printed: Any) -> Outcome:
    """The last year in which a row ends must not lie after the year."""
    if not found[0]:
        return NOTHING
    year = found[0][0]["latest"].year
    difference = f"{counted(year - rule['year'], {'noun': 'year'})} later" if year > rule["year"] else ""
    return Outcome(verdict(not difference), str(year), difference)


def in_the_years_of_the_title(rule: Rule, found: Found, printed: Any) -> Outcome:
    """Each dispatch must begin in the fiscal years of the title, and each country have experts."""
    rows, dispatches, tables = found
    years = fiscal_years(tables)
    if not (rows and dispatches and years):
        return NOTHING
    days = {"first": f"{years[0]}-04-01", "last": f"{years[1] + 1}-03-31"}
    within = [row for row in by_date(dispatches) if not apart(days, row["earliest"], row["earliest"])]
    holds = len(within) == len(dispatches) and all(row["long_term"] + row["short_term"] for row in rows)
    return Outcome(verdict(holds), f"{len(within)} of {counted(len(dispatches), rule)}")


def at_the_venue(rule: Rule, found: Found, printed: Any) -> Outcome:
    """The row must touch the days that the rule tells, and be at the venue."""
    if not found[0]:
        return NOTHING
    row = found[0][0]
    elsewhere = "" if row["venue"] == rule["venue"] else "another place"
    difference = joined(elsewhere, apart(rule, row["earliest"], row["latest"]))
    return Outcome(verdict(not difference), f"{row['venue']}, {row['date_in_words']}", difference)


def being_the_act(rule: Rule, found: Found, printed: Any) -> Outcome:
    """The date must touch the days that the rule tells, and be that of the act, where it names one."""
    row = first_dated(found[0])
    if not row:
        return NOTHING
    act = row["action_label"].lower()
    other = f"{act}, not {rule['action']}" if rule["action"] not in ("", row["action"]) else ""
    difference = joined(other, apart(rule, row["earliest"], row["latest"]))
    return Outcome(verdict(not difference), f"{act} {row['date_in_words']}", difference)


def every_year_but(rule: Rule, found: Found, printed: Any) -> Outcome:
    """Between the first and the last, that year alone must be without a row."""
    if not found[0]:
        return NOTHING
    held = {row["earliest"].year for row in found[0]}
    missing = sorted(set(range(min(held), max(held) + 1)) - held)
    return Outcome(verdict(missing == [rule["year"]]), ", ".join(map(str, missing)) or "none")


def in_the_country_of_the_year(rule: Rule, found: Found, printed: Any) -> Outcome:
    """Each row must be in the country that the others have in its year."""
    rows, others = found
    if not rows:
        return NOTHING
    hosts = {row["earliest"].year: row["country_slug"] for row in others}
    nowhere = sum(not row["country_slug"] for row in rows)
    elsewhere = sum(row["country_slug"] not in ("", hosts.get(row["earliest"].year)) for row in rows)
    difference = joined(
        f"{counted(elsewhere, rule)} in another country" if elsewhere else "",
        f"{counted(nowhere, rule)} in none" if nowhere else "",
    )
    said = f"{len(rows) - elsewhere - nowhere} of {counted(len(rows), rule)}"
    return Outcome(verdict(not difference), said, difference)


def of_the_years(rule: Rule, found: Found, printed: Any) -> Outcome:
    """The rows must be of these years, in their order."""
    years = [row["earliest"].year for row in found[0] if row["earliest"]]
    said = f"{len(found[0])}: {', '.join(map(str, years))}"
    return Outcome(verdict(years == rule["years"]), said) if found[0] else NOTHING


def one_every_five_years(rule: Rule, found: Found, printed: Any) -> Outcome:
    """One every five years from the first row on must give the last that number."""
    first, last = (first_dated(rows) for rows in found)
    if not first or not last:
        return NOTHING
    number = (last["earliest"].year - first["earliest"].year) / 5 + 1
    return Outcome(verdict(number == rule["number"]), f"{number:g}")


def latest_of_both(rule: Rule, found: Found, printed: Any) -> Outcome:
    """The latest of all rows must not begin after the days that the rule tells."""
    rows = by_date_backwards([row for rows in found for row in rows])
    if not rows:
        return NOTHING
    difference = apart(rule, rows[0]["earliest"], rows[0]["earliest"])
    difference = difference if difference.endswith("later") else ""
    return Outcome(verdict(not difference), rows[0]["date_in_words"], difference)


def none_before(rule: Rule, found: Found, printed: Any) -> Outcome:
    """No row may begin before the days that the rule tells."""
    rows = by_date(found[0])
    if not rows:
        return NOTHING
    difference = apart(rule, rows[0]["earliest"], rows[0]["earliest"])
    difference = difference if difference.endswith("earlier") else ""
    dates = "; ".join(row["date_in_words"] for row in rows)
    return Outcome(verdict(not difference), f"{rule['before']}{dates}", difference)


def more_in_the_last_year(rule: Rule, found: Found, printed: Any) -> Outcome:
    """The last year of the first selection must have more than the first year of the second."""
    before, years = found
    if len(before) < 2:
        return NOTHING
    first, last = min(years, key=year_of), max(before, key=year_of)
    return compared(first, last, rule["field"], rises=True)


def less_than_in_the_other(rule: Rule, found: Found, printed: Any) -> Outcome:
    """The year must have less than the other."""
    year, before = found
    return compared(before[0], year[0], rule["field"], rises=False) if year and before else NOTHING


def compared(first: Row, last: Row, field: str, *, rises: bool) -> Outcome:
    """Whether a number rises, or falls, from one year to another."""
    change = last[field] - first[field]
    holds = change > 0 if rises else change < 0
    said = f"{first[field]} in {first['year']}, {last[field]} in {last['year']}"
    return Outcome(verdict(holds), said, "" if holds else signed(change))


def year_of(row: Row) -> int:
    """The year of a row, or that in which it begins."""
    return int(row["year"] if "year" in row else row["earliest"].year)


def numbered_by_rank(rule: Rule, found: Found, printed: Any) -> Outcome:
    """The printed number of each row must be its rank, the most first."""
    ranked = sorted(found[0], key=lambda row: (-row[rule["field"]], row["position"]))
    ranks = ", ".join(str(ranked.index(row) + 1) for row in found[0])
    return texts(", ".join(cell_of(row, "") for row in found[0]), ranks)


def years_of_the_title(rule: Rule, found: Found, printed: Any) -> Outcome:
    """Each year of the title, and no other, must have a row in each of the other selections."""
    tables, *parts = found
    span = re.search("[0-9]{4}–[0-9]{4}", title(tables[0]) if tables else "")
    said = [unbroken(sorted({year_of(row) for row in rows})) for rows in parts]
    if len(set(said)) == 1:
        return texts(span and span[0], said[0])
    return texts(
        span and span[0], "; ".join(f"part ({part}): {years or 'none'}" for part, years in enumerate(said, start=1))
    )


def unbroken(years: list[int]) -> str:
    """“1999–2003” where no year between is left out; else all of them."""
    if years and all(after == before + 1 for before, after in pairwise(years)):
        return f"{years[0]}–{years[-1]}"
    return ", ".join(map(str, years))
