"""What must hold of a figure: an operation gets its rule, the rows of each selection, and what is printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import single
from .giving import apart, count, percentage, read, signed, sum_of
from .outcome import NOTHING, Found, Outcome, decimal, numbers, texts, verdict, whole
from .selecting import Rule
from .tables import Row


def judge(rule: Rule, found: Found, printed: Any) -> Outcome:
    """What comes of the operation that the rule names; what the rule itself says to be printed goes before."""
    return OPERATIONS[rule["operation"]](rule, found, rule.get("printed", printed))


def equal(rule: Rule, found: Found, printed: Any) -> Outcome:
    """What is counted must be as many as printed."""
    return numbers(whole(printed), count(found[0], rule["count"]) if found[0] else None)


def more_than(rule: Rule, found: Found, printed: Any) -> Outcome:
    """What is counted must be more than printed."""
    counted_of = count(found[0], rule["count"]) if found[0] else None
    if counted_of is None:
        return NOTHING
    holds = counted_of > printed
    return Outcome(verdict(holds), str(counted_of), "" if holds else f"not more than {printed}")


def same_text(rule: Rule, found: Found, printed: Any) -> Outcome:
    """What is read must be what is printed."""
    return texts(printed, read(found[0], rule["read"]) if found[0] else "")


def dated(distance: str, row: Row | None) -> Outcome:
    """The date of the row, where it has one, must lie at no distance from what is told."""
    return Outcome(verdict(not distance), row["date_in_words"], distance) if row else NOTHING


def within(rule: Rule, found: Found, printed: Any) -> Outcome:
    """The date of the row must touch the days that the rule tells."""
    row = single.first_dated(found[0])
    return dated(apart(rule, row["earliest"], row["latest"]) if row else "", row)


def beginning_within(rule: Rule, found: Found, printed: Any) -> Outcome:
    """The row must begin within the days that the rule tells."""
    row = single.first_dated(found[0])
    return dated(apart(rule, row["earliest"], row["earliest"]) if row else "", row)


def not_after(rule: Rule, found: Found, printed: Any) -> Outcome:
    """The row must begin no later than the days that the rule tells."""
    outcome = beginning_within(rule, found, printed)
    return outcome if outcome.difference.endswith("later") else single.agreeing(outcome)


def not_before(rule: Rule, found: Found, printed: Any) -> Outcome:
    """The row must begin no earlier than the days that the rule tells."""
    outcome = beginning_within(rule, found, printed)
    return outcome if outcome.difference.endswith("earlier") else single.agreeing(outcome)


def not_before_the_other(rule: Rule, found: Found, printed: Any) -> Outcome:
    """The row must begin no earlier than the other."""
    if not found[1] or not found[1][0]["earliest"]:
        return NOTHING
    days = {"first": str(found[1][0]["earliest"]), "last": str(found[1][0]["latest"] or "")}
    return not_before(days, found, printed)


def beginning_year(rule: Rule, found: Found, printed: Any) -> Outcome:
    """The year in which the row begins must touch the days that the rule tells."""
    if not found[0] or not found[0][0]["earliest"]:
        return NOTHING
    day = found[0][0]["earliest"]
    difference = apart(rule, day.replace(month=1, day=1), day.replace(month=12, day=31))
    return Outcome(verdict(not difference), str(day.year), difference)


def both(rule: Rule, found: Found, printed: Any) -> Outcome:
    """One must hold of the one selection, one of the other."""
    outcomes = (judge(rule["first"], found[:1], printed), judge(rule["second"], found[1:], printed))
    if any(outcome.verdict == "cannot" for outcome in outcomes):
        return NOTHING
    difference = ", ".join(outcome.difference for outcome in outcomes if outcome.difference)
    return Outcome(verdict(not difference), "; ".join(outcome.recomputed for outcome in outcomes), difference)


def that_very_row(rule: Rule, found: Found, printed: Any) -> Outcome:
    """The row must be that of the second selection, and something hold of it."""
    if found[0] and found[0] != found[1]:
        return Outcome("differs", found[0][0]["label"], rule["otherwise"])
    return judge(rule["must"], found, printed)


def not_contradicted(rule: Rule, found: Found, printed: Any) -> Outcome:
    """The rows may contradict what is printed, but cannot prove it."""
    outcome = judge(rule["must"], found, printed)
    return outcome if outcome.verdict == "differs" else Outcome("cannot", outcome.recomputed)


def not_to_be_compared(rule: Rule, found: Found, printed: Any) -> Outcome:
    """The rows give something near what is printed, which cannot be compared with it."""
    return Outcome("cannot", read(found[0], rule["read"]) if found[0] else "")


def share_of_region(rule: Rule, found: Found, printed: Any) -> Outcome:
    """The share of a region in the persons of all years, which proves nothing of the cases."""
    of_region = [row for row in found[0] if row["region"] == rule["region"]]
    share = percentage(sum_of(of_region, rule["field"]), sum_of(found[0], rule["field"]))
    return Outcome("cannot", "" if share is None else f"{share}% of the persons")


def share_in_the_year(rule: Rule, found: Found, printed: Any) -> Outcome:
    """The share of the one row in all rows of its year."""
    rows, others = found
    if not others:
        return NOTHING
    row = others[0]
    of_the_year = [other for other in rows if other["year"] == row["year"]]
    return numbers(decimal(printed), percentage(row[rule["field"]], sum_of(of_the_year, rule["field"])))


def change(rule: Rule, found: Found, printed: Any) -> Outcome:
    """The number of a year less that of the year before."""
    if not found[0] or not found[1]:
        return NOTHING
    difference = found[0][0][rule["field"]] - found[1][0][rule["field"]]
    return numbers(int(printed) if printed else None, difference)._replace(recomputed=signed(difference))


def place_by_date(rule: Rule, found: Found, printed: Any) -> Outcome:
    """The place of the row among the others, or those of its year, by date."""
    others = found[1]
    if not found[0] or found[0][0] not in others:
        return NOTHING
    row = found[0][0]
    among = [one for one in others if rule["among"] == "all" or one["earliest"].year == row["earliest"].year]
    by_date = sorted(among, key=lambda one: (one["earliest"], one["position"]))
    return numbers(whole(printed), by_date.index(row) + 1)


OPERATIONS: dict[str, Callable[[Rule, Found, Any], Outcome]] = {
    "not in the report": lambda rule, found, printed: NOTHING,
    "not to be compared": not_to_be_compared,
    "not contradicted": not_contradicted,
    "equal": equal,
    "more than": more_than,
    "same text": same_text,
    "within": within,
    "beginning within": beginning_within,
    "beginning in a year that touches": beginning_year,
    "not after": not_after,
    "not before": not_before,
    "not before the other": not_before_the_other,
    "both": both,
    "that very row": that_very_row,
    "share of the region in all": share_of_region,
    "share of the other in the year": share_in_the_year,
    "change": change,
    "place by date": place_by_date,
    "all rows": single.all_rows,
    "ending no later than the year": single.ending_by,
    "beginning in the fiscal years of the title, with experts in each row": single.in_the_years_of_the_title,
    "within, at the venue": single.at_the_venue,
    "within, being the act": single.being_the_act,
    "every year but": single.every_year_but,
    "in the country that the others have in that year": single.in_the_country_of_the_year,
    "of the years": single.of_the_years,
    "one every five years makes the last the": single.one_every_five_years,
    "the latest of both not after": single.latest_of_both,
    "none before": single.none_before,
    "more in the last year than in the first of the others": single.more_in_the_last_year,
    "less than in the other": single.less_than_in_the_other,
    "numbered by rank": single.numbered_by_rank,
    "years of the title": single.years_of_the_title,
}
