"""Section 5 (1) and Attached Table 5: assistance by year, by region and by Asian country."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

from records.models import (
    AssistanceByCountry,
    AssistanceByRegion,
    AssistanceYear,
    CourtesyVisit,
    PrintedFigure,
    Section,
)
from records.reconciliation import printed
from records.reconciliation.comparing import Found, number, numbers, sum_of, texts, verdict
from records.reconciliation.figure import NO_ROWS, Each, Finding, Told
from records.reconciliation.figures.percentages import TABLE, list_of, persons_from_asia, share
from records.reconciliation.formulas import step
from records.reconciliation.printed import Cell
from records.reconciliation.selecting import below, dated, every, has, has_a_country, one, this
from records.wording import signed

TEXT = "5-1"
PARAGRAPH = "Section 5 (1), paragraph 1"
# The year that the text excepts from the increase.
DECLINE = 2003
DIP = "visitor-assistance-dip-sars-2003"
# The printed headers of Attached Table 5 (1), which hold each a figure and its change.
CASES = "Number of cases (net change from previous year)"
PERSONS = "Number of persons (net change from previous year)"
COUNTRIES = "Number of countries (territories)"
BY_REGION = PrintedFigure.Table.PERSONS_BY_REGION
BY_COUNTRY = PrintedFigure.Table.PERSONS_BY_COUNTRY
# The rows whose columns the printed totals add up.
KINDS: dict[str, Any] = {BY_REGION: AssistanceByRegion, BY_COUNTRY: AssistanceByCountry}


@step("more in the last year than in the first of the others", field="cases")
def increase(before_2003: Found, years: Found) -> Finding:
    """The last year before 2003 must have more cases than the first."""
    if len(before_2003) < 2:
        return NO_ROWS
    by_year = sorted(years, key=lambda row: row.year)
    first, last = by_year[0], max(before_2003, key=lambda row: row.year)
    change = last.cases - first.cases
    falls = ", ".join(
        f"{row.year} ({signed(row.cases - before.cases)})"
        for before, row in pairwise(by_year)
        if row.cases < before.cases
    )
    caveat = (
        f"From {first.year} to {by_year[-1].year} the change is {signed(by_year[-1].cases - first.cases)}. "
        f"Years with fewer cases than the year before: {falls or 'none'}."
    )
    words = f"{first.cases} in {first.year}, {last.cases} in {last.year}"
    return Finding(verdict(change > 0), words, "" if change > 0 else signed(change), caveat=caveat)


@step("less than in the other", field="cases")
def decline(year: Found, before: Found) -> Finding:
    """The year must have fewer cases than the year before."""
    if not year or not before:
        return NO_ROWS
    change = year[0].cases - before[0].cases
    words = f"{before[0].cases} in {before[0].year}, {year[0].cases} in {year[0].year}"
    return Finding(verdict(change < 0), words, "" if change < 0 else signed(change))


def unbroken_years(years: Iterable[int]) -> str:
    """“1999–2003” where there is every year between; all of them where one is left out."""
    found = sorted(set(years))
    unbroken = bool(found) and found == list(range(found[0], found[-1] + 1))
    return f"{found[0]}–{found[-1]}" if unbroken else ", ".join(map(str, found))


def title_years(table: Any) -> Told:
    """The title of Attached Table 5: each of its years, and no other, has a row in each of its four parts."""
    title = printed.part(printed.title(table), r"[0-9]{4}–[0-9]{4}")

    @step("years of the title")
    def must(_: Found, *parts: Found) -> Finding:
        found = {part: unbroken_years(row.earliest.year for row in rows) for part, rows in enumerate(parts, start=1)}
        if len(set(found.values())) == 1:
            return texts(title, found[1])
        return texts(title, "; ".join(f"part ({part}): {years or 'none'}" for part, years in found.items()))

    return Told(
        what="Years in the title of Attached Table 5 against those of its four parts",
        locator="Attached Table 5, title",
        printed=title,
        against=(
            this(table),
            every(AssistanceYear),
            every(AssistanceByRegion),
            every(AssistanceByCountry),
            every(CourtesyVisit, dated),
        ),
        must=must,
        rule="First and last year of the rows of each part, with none left out between.",
        listed=("statistic-list", ""),
    )


def change(what: str, field: str, header: str) -> Callable[[Any], Told | None]:
    """The printed net change from the previous year is the difference of the two years’ figures."""

    def told(row: Any) -> Told | None:
        text = printed.change(printed.cell(row, header))
        if not text:
            return None

        @step("change", field=field)
        def must(_: Found, before: Found) -> Finding:
            if not before:
                return NO_ROWS
            difference = getattr(row, field) - getattr(before[0], field)
            finding = numbers(int(text), difference)
            return Finding(finding.verdict, signed(difference), finding.difference)

        return Told(
            what=f"{what} in {row.year}: change from the previous year",
            locator=row.locator,
            printed=text,
            cell=Cell(header, "change"),
            of=(this(row), every(AssistanceYear, has(year=row.year - 1))),
            must=must,
            rule=f"Number of {row.year} less that of {row.year - 1}.",
        )

    return told


def countries_of_a_year(row: Any) -> Told | None:
    """The number of countries of each year, of which only the Asian ones are listed, and these not all."""
    text = printed.cell(row, COUNTRIES)
    if not text:
        return None
    return Told(
        what=f"Countries (territories) of visitors in {row.year}",
        locator=row.locator,
        printed=text,
        cell=Cell(COUNTRIES),
        of=(this(row),),
        rule="No table lists the countries of a year.",
        note=(
            "Part (3) names nine countries and territories of Asia and sums up the others of Asia; "
            "those of the other regions are listed nowhere."
        ),
    )


def persons_of_a_year(row: Any) -> Told | None:
    """The persons of a year in part (1) are those of all regions in part (2)."""
    text = printed.cell(row, PERSONS).partition(" ")[0]
    if not text:
        return None
    return Told(
        what=f"Persons benefiting in {row.year}: part (1) against part (2)",
        locator=row.locator,
        printed=text,
        cell=Cell(PERSONS, "first word"),
        of=(every(AssistanceByRegion, has(year=row.year)),),
        must=number(printed.whole_number(text), sum_of("persons")),
        rule="Sum of the persons of all regions of the year in part (2).",
        listed=list_of(row.year),
    )


def column_total(figure: Any) -> Told:
    """The printed total beneath each year’s column is the sum of the column."""
    text = printed.cell(figure, figure.column)
    year = printed.whole_number(figure.column)
    return Told(
        what=f"{figure.get_table_display()}: total of the column {figure.column}",
        locator=figure.locator,
        printed=text,
        cell=Cell(figure.column),
        of=(every(KINDS[figure.table], has(year=year)),),
        must=number(printed.whole_number(text), sum_of("persons")),
        rule="Sum of the column.",
        listed=list_of(year),
    )


def totals(table: str) -> Each:
    """The totals that the report prints beneath the columns of one part, a year each."""
    return Each(
        slug=f"{table}-{{}}",
        section=TABLE,
        rows=every(PrintedFigure, has(table=table)),
        told=column_total,
        name=lambda total: in_address(total.column),
    )


def in_address(column: str) -> str:
    """The header of a column as a part of an address: what cannot stand there by its number."""
    return re.sub(r"[^-\w]", lambda found: f"_{ord(found[0]):x}_", column, flags=re.ASCII)


def asia_by_country(row: Any) -> Told | None:
    """The persons from Asia in part (2) are those of all its countries and territories in part (3)."""
    text = printed.cell(row, str(row.year))
    if not text:
        return None
    return Told(
        what=f"Persons from Asia in {row.year}: part (2) against part (3)",
        locator=row.locator,
        printed=text,
        cell=Cell(str(row.year)),
        of=(every(AssistanceByCountry, has(year=row.year)),),
        must=number(printed.whole_number(text), sum_of("persons")),
        rule="Sum of the persons of all countries and territories of the year in part (3).",
        listed=list_of(row.year),
    )


@step("numbered by rank", field="persons")
def ranked(rows: Found) -> Finding:
    """The number of each row must be its rank by number of persons, the most first."""
    by_persons = sorted(rows, key=lambda row: (-row.persons, row.position))
    found = ", ".join(str(by_persons.index(row) + 1) for row in rows)
    return texts(", ".join(printed.cell(row, "") for row in rows), found)


FIGURES: tuple[Told | Each, ...] = (
    Told(
        slug="assistance-increase",
        what="Cases of assistance: development over the years",
        section=TEXT,
        locator=PARAGRAPH,
        printed="on the increase overall despite a temporary decline in 2003",
        of=(every(AssistanceYear, below("year", DECLINE)),),
        against=(every(AssistanceYear),),
        must=increase,
        rule=(
            "Number of cases in the first year of Attached Table 5 (1) and in the last before 2003, "
            "which the sentence itself excepts."
        ),
        listed=("statistic-list", ""),
        event=DIP,
        note="The sentence may look further back than the table.",
    ),
    Told(
        slug="assistance-decline-2003",
        what="Cases of assistance: decline in 2003",
        section=TEXT,
        locator=PARAGRAPH,
        printed="a temporary decline in 2003",
        of=(every(AssistanceYear, has(year=DECLINE)), every(AssistanceYear, has(year=DECLINE - 1))),
        must=decline,
        rule="Number of cases in 2003 less that in 2002, in Attached Table 5 (1); it must be negative.",
        event=DIP,
    ),
    Told(
        slug="assistance-half-from-asia",
        what="Cases of assistance to visitors from Asian countries",
        section=TEXT,
        locator=PARAGRAPH,
        printed="Half of those … cases",
        of=(every(AssistanceByRegion),),
        must=persons_from_asia,
        rule="Persons from Asia in all years of Attached Table 5 (2), of the persons from all regions.",
        listed=("statistic-list", ""),
        note="The report splits the number of persons by region, not that of cases; persons are near, not the same.",
    ),
    Each(slug="assistance-title", section=TABLE, rows=one(Section, TABLE), told=title_years),
    Each(
        slug="cases-change-{}",
        section=TABLE,
        rows=every(AssistanceYear),
        told=change("Cases of assistance", "cases", CASES),
    ),
    Each(
        slug="persons-change-{}",
        section=TABLE,
        rows=every(AssistanceYear),
        told=change("Persons benefiting", "persons", PERSONS),
    ),
    Each(slug="countries-{}", section=TABLE, rows=every(AssistanceYear), told=countries_of_a_year),
    Each(
        slug="persons-{}",
        section=TABLE,
        rows=every(AssistanceYear),
        told=persons_of_a_year,
    ),
    Each(slug="share-{}", section=TABLE, rows=every(AssistanceByRegion), told=share),
    totals(BY_REGION),
    Each(
        slug="{}-by-country",
        section=TABLE,
        rows=every(AssistanceByRegion, has(region="Asia")),
        told=asia_by_country,
    ),
    totals(BY_COUNTRY),
    Told(
        slug="countries-order",
        what="Persons by country or territory: numbers of the rows",
        section=TABLE,
        locator="Attached Table 5 (3), rows 1 to 9",
        printed="1, 2, 3, 4, 5, 6, 7, 8, 9",
        of=(every(AssistanceByCountry, has(year=2003), has_a_country),),
        must=ranked,
        rule=(
            "Rank of each country or territory by its persons of 2003; those of one number in the order of the table. "
            "Row 10, Other, is left out, which is no single one."
        ),
        listed=list_of(2003),
        caveat="Row 10, Other, is printed with 78 persons: by them it would stand third.",
    ),
)
