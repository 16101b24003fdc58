"""Section 2 (1) B and Attached Table 1: experts dispatched, by country and by field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse

from records.models import ExpertDispatch, ExpertField, PrintedFigure
from records.reconciliation import comparing, printed
from records.reconciliation.figure import Figure, Finding, present
from records.reconciliation.report import Report, called

TABLE = "attached-table-1"
TEXT = "2-1-b"
PARAGRAPH = "Section 2 (1) B, paragraph 1"
DISPATCH = "experts-dispatched-fy-1978-to-fy-2003"
BY_COUNTRY = PrintedFigure.Table.EXPERTS_BY_COUNTRY
BY_FIELD = PrintedFigure.Table.EXPERTS_BY_FIELD
# The printed column headers and the fields that hold the columns.
COLUMNS = {"Long-term": "long_term", "Short-term": "short_term", "Total": "total"}


@dataclass(frozen=True)
class DispatchTold:
    """A dispatch of experts that section 2 (1) D dates, and the event that retells it."""

    slug: str
    country: str
    what: str
    first_year: int
    last_year: int
    printed: str
    # The project and the paragraph.
    place: str
    event: str


DISPATCHES_TOLD = (
    DispatchTold(
        "philippines",
        "philippines",
        "Dispatch of experts to the Philippines",
        1979,
        1979,
        "in 1979",
        "(a), paragraph 1",
        "philippines-criminal-identification-experts-1979",
    ),
    DispatchTold(
        "singapore",
        "singapore",
        "Dispatch of experts to Singapore, on police boxes",
        1981,
        1981,
        "In 1981",
        "(b), paragraph 1",
        "singapore-police-box-cooperation-begins-1981",
    ),
    DispatchTold(
        "singapore-traffic",
        "singapore",
        "Dispatch of experts to Singapore, on traffic management",
        1985,
        1985,
        "starting in FY 1985 … dispatch of experts",
        "(b), paragraph 2",
        "singapore-traffic-management-plan-fy-1985",
    ),
    DispatchTold(
        "china",
        "china",
        "Dispatch of experts to China",
        1989,
        1993,
        "From 1989 to 1993",
        "(c), paragraph 1",
        "wuxi-traffic-institute-project-1989-1993",
    ),
    DispatchTold(
        "indonesia",
        "indonesia",
        "Dispatch of experts to Indonesia",
        1999,
        1999,
        "since … 1999 … dispatch of experts",
        "(e), paragraph 1",
        "indonesian-police-separated-from-army-1999",
    ),
)

Experts = Sequence[ExpertDispatch] | Sequence[ExpertField]


def figures(report: Report) -> Iterator[Figure]:
    """The figures on experts, in the report's order."""
    yield countries_in_text(report)
    yield more_than_400_by_country(report)
    yield more_than_400_by_field(report)
    yield fiscal_years_in_text(report)
    yield from dispatches_told(report)
    yield scores_to_the_philippines(report)
    yield from row_totals(report.expert_dispatches, "(1)")
    yield from column_totals(report, BY_COUNTRY)
    yield total_across(report, BY_COUNTRY)
    yield from row_totals(report.expert_fields, "(2)")
    yield from column_totals(report, BY_FIELD)
    yield total_across(report, BY_FIELD)
    yield from both_parts(report)


def list_of(table: str) -> str:
    """The address of the list that holds the rows of the table's part."""
    return f"{reverse('expert-list')}?by={'country' if table == BY_COUNTRY else 'field'}"


def rows_of(report: Report, table: str) -> Experts:
    """The rows of the table's part, Attached Table 1 (1) or (2)."""
    return report.expert_dispatches if table == BY_COUNTRY else report.expert_fields


def column_sum(rows: Experts, column: str) -> int | None:
    """The sum of a column by its printed header; None where there is no such column."""
    field = COLUMNS.get(column)
    return sum(getattr(row, field) for row in rows) if field else None


def countries_in_text(report: Report) -> Figure:
    """The text: personnel were dispatched to 27 countries."""
    return Figure(
        slug="experts-countries",
        what="Countries to which experts were dispatched",
        section=TEXT,
        locator=PARAGRAPH,
        printed="27 countries",
        finding=comparing.numbers(27, len(report.expert_dispatches)),
        rule="Number of rows of Attached Table 1 (1).",
        rows=tuple(report.expert_dispatches),
        list_address=list_of(BY_COUNTRY),
        event=DISPATCH,
    )


def more_than_400_by_country(report: Report) -> Figure:
    """The text: a cumulative total of more than 400, against the table by country."""
    return Figure(
        slug="experts-more-than-400-by-country",
        what="Experts dispatched in all, against the table by country",
        section=TEXT,
        locator=PARAGRAPH,
        printed="more than 400 personnel",
        finding=comparing.more_than(400, column_sum(report.expert_dispatches, "Total") or 0),
        rule="Sum of the column Total of Attached Table 1 (1).",
        rows=tuple(report.expert_dispatches),
        list_address=list_of(BY_COUNTRY),
        event=DISPATCH,
    )


def more_than_400_by_field(report: Report) -> Figure:
    """The text: a cumulative total of more than 400, against the table by field."""
    return Figure(
        slug="experts-more-than-400-by-field",
        what="Experts dispatched in all, against the table by field",
        section=TEXT,
        locator=PARAGRAPH,
        printed="more than 400 personnel",
        finding=comparing.more_than(400, column_sum(report.expert_fields, "Total") or 0),
        rule="Sum of the column Total of Attached Table 1 (2).",
        rows=tuple(report.expert_fields),
        list_address=list_of(BY_FIELD),
        event=DISPATCH,
    )


def dispatches_told(report: Report) -> Iterator[Figure]:
    """Dispatches that section 2 (1) D dates: within the fiscal years of the table, to countries that it has."""
    years = fiscal_years(report)
    for told in DISPATCHES_TOLD:
        row = called(report.expert_dispatches, told.country)
        finding = comparing.NO_ROWS
        if row and years:
            agrees = years[0] <= told.first_year and told.last_year <= years[1] and row.long_term + row.short_term > 0
            experts = comparing.counted(row.long_term + row.short_term, "expert")
            finding = Finding(comparing.verdict(agrees), f"{experts} from FY {years[0]} to FY {years[1]}")
        yield Figure(
            slug=f"experts-told-{told.slug}",
            what=f"{told.what}: date told in the text",
            section="2-1-d",
            locator=f"Section 2 (1) D {told.place}",
            printed=told.printed,
            finding=finding,
            rule="Falls within the fiscal years in the title of Attached Table 1, which has experts for the country.",
            rows=present(row),
            event=told.event,
        )


def scores_to_the_philippines(report: Report) -> Figure:
    """The text: scores of police personnel were sent to the Philippines; the table has no country by field."""
    row = called(report.expert_dispatches, "philippines")
    # Two scores, of 20 each, or more.
    finding = comparing.more_than(39, row.total) if row else comparing.NO_ROWS
    return Figure(
        slug="experts-scores-to-the-philippines",
        what="Police personnel sent to the Philippines",
        section="2-1-d",
        locator="Section 2 (1) D (a), paragraph 1",
        printed="scores of police personnel",
        finding=comparing.unproven(finding),
        rule="Total of the row Philippines of Attached Table 1 (1), in all fields; scores are 40 or more.",
        rows=present(row),
        event="philippines-criminal-identification-experts-1979",
        note=(
            "The sentence is about criminal identification. The table does not split a country by field, "
            "so the total is only the most that it can be."
        ),
    )


def fiscal_years(report: Report) -> tuple[int, int] | None:
    """The first and last fiscal year in the title of Attached Table 1; None where it has none."""
    years = re.findall(r"FY ([0-9]{4})", printed.title(called(report.attached_tables, TABLE)))
    return (int(years[0]), int(years[1])) if len(years) == 2 else None


def fiscal_years_in_text(report: Report) -> Figure:
    """The text gives the same fiscal years as the table's title."""
    section = called(report.attached_tables, TABLE)
    told = "from FY 1978 to FY 2003"
    years = fiscal_years(report)
    return Figure(
        slug="experts-fiscal-years",
        what="Fiscal years of the dispatches",
        section=TEXT,
        locator=PARAGRAPH,
        printed=told,
        finding=comparing.texts(told, f"from FY {years[0]} to FY {years[1]}" if years else ""),
        rule="Fiscal years in the title of Attached Table 1.",
        rows=present(section),
        event=DISPATCH,
    )


def row_totals(rows: Experts, part: str) -> Iterator[Figure]:
    """The printed total of each row is the sum of its two figures."""
    for row in rows:
        total = printed.cell(row, "Total")
        if total:
            yield Figure(
                slug=f"experts-row-{row.slug}",
                what=f"{row}: total of the row",
                section=TABLE,
                locator=row.locator,
                printed=total,
                finding=comparing.numbers(printed.whole_number(total), row.long_term + row.short_term),
                rule=f"Long-term plus short-term, in the row of Attached Table 1 {part}.",
                rows=(row,),
                printed_in=row,
            )


def column_totals(report: Report, table: str) -> Iterator[Figure]:
    """The printed total beneath each column is the sum of the column."""
    rows = rows_of(report, table)
    for total in report.printed_figures:
        if total.table == table:
            text = printed.cell(total, total.column)
            yield Figure(
                slug=total.slug,
                what=f"{total.get_table_display()}: total of the column {total.column}",
                section=TABLE,
                locator=total.locator,
                printed=text,
                finding=comparing.numbers(printed.whole_number(text), column_sum(rows, total.column)),
                rule="Sum of the column.",
                rows=tuple(rows),
                list_address=list_of(table),
                printed_in=total,
            )


def total_across(report: Report, table: str) -> Figure:
    """The printed grand total is the sum of the two printed totals beside it."""
    long_term = called(report.printed_figures, f"{table}-long-term")
    short_term = called(report.printed_figures, f"{table}-short-term")
    total = called(report.printed_figures, f"{table}-total")
    text = printed.cell(total, "Total") if total else ""
    both = long_term.value + short_term.value if long_term and short_term else None
    return Figure(
        slug=f"{table}-across",
        what=f"{PrintedFigure.Table(table).label}: total of the row Total",
        section=TABLE,
        locator=total.locator if total else "Attached Table 1, row Total, column Total",
        printed=text,
        finding=comparing.numbers(printed.whole_number(text), both),
        rule="The printed total of the column Long-term plus that of the column Short-term.",
        rows=present(long_term, short_term),
        list_address=list_of(table),
        printed_in=total,
    )


def both_parts(report: Report) -> Iterator[Figure]:
    """Both parts count the same experts: the totals printed by field against the rows by country."""
    for column in COLUMNS:
        slug = f"{BY_FIELD}-{column.lower()}"
        total = called(report.printed_figures, slug)
        text = printed.cell(total, column) if total else ""
        finding = comparing.numbers(printed.whole_number(text), column_sum(report.expert_dispatches, column))
        yield Figure(
            slug=f"experts-both-parts-{column.lower()}",
            what=f"Experts by field and by country: total of the column {column}",
            section=TABLE,
            locator=total.locator if total else f"Attached Table 1 (2), row Total, column {column}",
            printed=text,
            finding=finding,
            rule="Sum of the same column of Attached Table 1 (1), which counts the same experts by country.",
            rows=tuple(report.expert_dispatches),
            list_address=list_of(BY_COUNTRY),
            printed_in=total,
            note=(
                "Both parts count the same experts, and each agrees with its own totals: "
                "nothing in the report shows which of them is right. "
                "Note (3) of the table says that all its figures were counted by hand."
            ),
        )
