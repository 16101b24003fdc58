"""Section 2 (1) B and Attached Table 1: experts dispatched, by country and by field."""

from __future__ import annotations

import re
from typing import Any

from django.utils.text import slugify

from records.models import Event, ExpertDispatch, ExpertField, PrintedFigure, Section
from records.reconciliation import printed
from records.reconciliation.comparing import Found, more_than, number, same, sum_of, time_apart, unproven, verdict
from records.reconciliation.figure import NO_ROWS, Each, Finding, Told
from records.reconciliation.formulas import step
from records.reconciliation.printed import Cell
from records.reconciliation.selecting import dated, every, has, matches, one, this
from records.wording import counted

TABLE = "attached-table-1"
TEXT = "2-1-b"
PARAGRAPH = "Section 2 (1) B, paragraph 1"
DISPATCH = "experts-dispatched-fy-1978-to-fy-2003"
PHILIPPINES = "philippines-criminal-identification-experts-1979"
BY_COUNTRY = PrintedFigure.Table.EXPERTS_BY_COUNTRY
BY_FIELD = PrintedFigure.Table.EXPERTS_BY_FIELD
# The events that retell the dispatches of section 2 (1) D.
DISPATCHES = (
    PHILIPPINES,
    "singapore-police-box-cooperation-begins-1981",
    "singapore-traffic-management-plan-fy-1985",
    "wuxi-traffic-institute-project-1989-1993",
    "indonesian-police-separated-from-army-1999",
)
FISCAL_YEARS = "from FY 1978 to FY 2003"
# The rows and the list of each part of the table.
KINDS: dict[str, Any] = {BY_COUNTRY: ExpertDispatch, BY_FIELD: ExpertField}
LISTS = {BY_COUNTRY: ("expert-list", "by=country"), BY_FIELD: ("expert-list", "by=field")}
# The printed column headers and the fields that hold the columns.
COLUMNS = {"Long-term": "long_term", "Short-term": "short_term", "Total": "total"}


def fiscal_years(tables: Found) -> tuple[int, int] | None:
    """The first and last fiscal year in the title of Attached Table 1; None where it has none."""
    years = re.findall(r"FY ([0-9]{4})", printed.title(tables[0]) if tables else "")
    return (int(years[0]), int(years[1])) if len(years) == 2 else None


@step("fiscal years in the title")
def fiscal_years_in_words(tables: Found) -> str:
    """The fiscal years in the title of Attached Table 1, as the text puts them."""
    years = fiscal_years(tables)
    return f"from FY {years[0]} to FY {years[1]}" if years else ""


@step("beginning in the fiscal years of the title, with experts in each row", noun="dispatch", plural="dispatches")
def in_the_years_of_the_table(rows: Found, dispatches: Found, tables: Found) -> Finding:
    """Each dispatch must begin in the years of the table, and each country must have experts in it."""
    years = fiscal_years(tables)
    if not (rows and dispatches and years):
        return NO_ROWS
    told = f"{years[0]}-04/{years[1] + 1}-03"
    within = [row for row in dispatches if dated(row) and not time_apart(told, row.earliest, row.earliest)]
    agrees = len(within) == len(dispatches) and all(row.long_term + row.short_term for row in rows)
    return Finding(verdict(agrees), f"{len(within)} of {counted(len(dispatches), 'dispatch', 'dispatches')}")


@step("sum of two rows", field="value")
def sum_of_both(totals: Found) -> int | None:
    """The sum of the two printed totals; None where one is not there."""
    return sum_of("value")(totals) if len(totals) == 2 else None


def of_a_column(total: Any) -> bool:
    """Whether the printed total is that of a column that the rows have."""
    return total.column in COLUMNS


def column_of(total: Any) -> str:
    """The name of a printed total: that of its column, for it has no address of its own."""
    return slugify(total.column)


def row_total(row: Any) -> Told | None:
    """The printed total of each row is the sum of its two figures."""
    total = printed.cell(row, "Total")
    part = "(1)" if isinstance(row, ExpertDispatch) else "(2)"
    if not total:
        return None
    return Told(
        what=f"{row}: total of the row",
        locator=row.locator,
        printed=total,
        cell=Cell("Total"),
        of=(this(row),),
        must=number(printed.whole_number(total), sum_of("long_term", "short_term")),
        rule=f"Long-term plus short-term, in the row of Attached Table 1 {part}.",
    )


def column_total(total: Any) -> Told:
    """The printed total beneath each column is the sum of the column."""
    text = printed.cell(total, total.column)
    return Told(
        what=f"{total.get_table_display()}: total of the column {total.column}",
        locator=total.locator,
        printed=text,
        cell=Cell(total.column),
        of=(every(KINDS[total.table]),),
        must=number(printed.whole_number(text), sum_of(COLUMNS[total.column])),
        rule="Sum of the column.",
        listed=LISTS[total.table],
    )


def total_across(total: Any) -> Told:
    """The printed grand total is the sum of the two printed totals beside it."""
    text = printed.cell(total, "Total")
    return Told(
        what=f"{total.get_table_display()}: total of the row Total",
        locator=total.locator,
        printed=text,
        cell=Cell("Total"),
        of=(every(PrintedFigure, has(table=total.table), matches("column", "-term$")),),
        must=number(printed.whole_number(text), sum_of_both),
        rule="The printed total of the column Long-term plus that of the column Short-term.",
        listed=LISTS[total.table],
    )


def both_parts(total: Any) -> Told:
    """Both parts count the same experts: the totals printed by field against the rows by country."""
    text = printed.cell(total, total.column)
    return Told(
        what=f"Experts by field and by country: total of the column {total.column}",
        locator=total.locator,
        printed=text,
        cell=Cell(total.column),
        of=(every(ExpertDispatch),),
        must=number(printed.whole_number(text), sum_of(COLUMNS[total.column])),
        rule="Sum of the same column of Attached Table 1 (1), which counts the same experts by country.",
        listed=LISTS[BY_COUNTRY],
        note=(
            "Both parts count the same experts, and each agrees with its own totals: "
            "nothing in the report shows which of them is right. "
            "Note (3) of the table says that all its figures were counted by hand."
        ),
    )


TOLD: tuple[Told, ...] = (
    Told(
        slug="experts-countries",
        what="Countries to which experts were dispatched",
        section=TEXT,
        locator=PARAGRAPH,
        printed="27 countries",
        of=(every(ExpertDispatch),),
        must=number(27),
        rule="Number of rows of Attached Table 1 (1).",
        listed=LISTS[BY_COUNTRY],
        event=DISPATCH,
    ),
    *(
        Told(
            slug=f"experts-more-than-400-by-{part}",
            what=f"Experts dispatched in all, against the table by {part}",
            section=TEXT,
            locator=PARAGRAPH,
            printed="more than 400 personnel",
            of=(every(KINDS[table]),),
            must=more_than(400, sum_of("total")),
            rule=f"Sum of the column Total of Attached Table 1 {number_of_part}.",
            listed=LISTS[table],
            event=DISPATCH,
        )
        for part, table, number_of_part in (("country", BY_COUNTRY, "(1)"), ("field", BY_FIELD, "(2)"))
    ),
    Told(
        slug="experts-fiscal-years",
        what="Fiscal years of the dispatches",
        section=TEXT,
        locator=PARAGRAPH,
        printed=FISCAL_YEARS,
        of=(one(Section, TABLE),),
        must=same(FISCAL_YEARS, fiscal_years_in_words),
        rule="Fiscal years in the title of Attached Table 1.",
        event=DISPATCH,
    ),
    Told(
        slug="experts-told",
        what="Dispatches of experts that the text dates",
        section="2-1-d",
        locator="Section 2 (1) D (a), (b), (c) and (e)",
        printed="in 1979 … In 1981 … starting in FY 1985 … From 1989 to 1993 … in 1999",
        of=(one(ExpertDispatch, "philippines", "singapore", "china", "indonesia"), one(Event, *DISPATCHES)),
        against=(one(Section, TABLE),),
        must=in_the_years_of_the_table,
        rule=(
            "Each begins within the fiscal years in the title of Attached Table 1, which has experts for the "
            "Philippines, Singapore, China and Indonesia."
        ),
    ),
    Told(
        slug="experts-scores-to-the-philippines",
        what="Police personnel sent to the Philippines",
        section="2-1-d",
        locator="Section 2 (1) D (a), paragraph 1",
        printed="scores of police personnel",
        of=(one(ExpertDispatch, "philippines"),),
        # Two scores, of 20 each, or more.
        must=unproven(more_than(39, sum_of("total"))),
        rule="Total of the row Philippines of Attached Table 1 (1), in all fields; scores are 40 or more.",
        event=PHILIPPINES,
        note=(
            "The sentence is about criminal identification. The table does not split a country by field, "
            "so the total is only the most that it can be."
        ),
    ),
)


def part_of_the_table(table: str) -> tuple[Each, Each, Each]:
    """The figures that one part of Attached Table 1 prints."""
    return (
        Each(slug="experts-row-{}", section=TABLE, rows=every(KINDS[table]), told=row_total),
        Each(
            slug=f"{table}-{{}}",
            section=TABLE,
            rows=every(PrintedFigure, has(table=table), of_a_column),
            told=column_total,
            name=column_of,
        ),
        Each(
            slug=f"{table}-across",
            section=TABLE,
            rows=every(PrintedFigure, has(table=table, column="Total")),
            told=total_across,
        ),
    )


FIGURES: tuple[Told | Each, ...] = (
    *TOLD,
    *part_of_the_table(BY_COUNTRY),
    *part_of_the_table(BY_FIELD),
    Each(
        slug="experts-both-parts-{}",
        section=TABLE,
        rows=every(PrintedFigure, has(table=BY_FIELD), of_a_column),
        told=both_parts,
        name=column_of,
    ),
)
