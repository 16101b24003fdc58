"""Section 5 (1) and Attached Table 5 (1) to (3): assistance by year, by region and by Asian country."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from django.urls import reverse

from records.models import AssistanceByCountry, AssistanceByRegion, AssistanceYear, PrintedFigure
from records.reconciliation import comparing, printed
from records.reconciliation.comparing import Number, signed
from records.reconciliation.figure import Figure, Finding, Verdict, present
from records.reconciliation.report import Report, called

TEXT = "5-1"
PARAGRAPH = "Section 5 (1), paragraph 1"
TABLE = "attached-table-5"
# The year that the text excepts from the increase.
DECLINE = 2003
DIP = "visitor-assistance-dip-sars-2003"
# The printed headers of Attached Table 5 (1), which hold each a figure and its change, and their fields.
CASES = "Number of cases (net change from previous year)"
PERSONS = "Number of persons (net change from previous year)"
COUNTRIES = "Number of countries (territories)"
BY_REGION = PrintedFigure.Table.PERSONS_BY_REGION
BY_COUNTRY = PrintedFigure.Table.PERSONS_BY_COUNTRY

Persons = Iterable[AssistanceByRegion] | Iterable[AssistanceByCountry]


def figures(report: Report) -> Iterator[Figure]:
    """The figures on assistance, in the report's order."""
    yield increase_overall(report)
    yield decline_in_2003(report)
    yield half_from_asia(report)
    yield title_years(report, report.assistance_years, "(1)")
    yield from changes_of_cases(report)
    yield from changes_of_persons(report)
    yield from numbers_of_countries(report)
    yield from persons_by_year_and_region(report)
    yield title_years(report, report.assistance_by_region, "(2)")
    yield from shares(report)
    yield from column_totals(report, BY_REGION, report.assistance_by_region)
    yield from asia_and_its_countries(report)
    yield title_years(report, report.assistance_by_country, "(3)")
    yield from column_totals(report, BY_COUNTRY, report.assistance_by_country)
    yield order_of_countries(report)


def list_of(year: object = "") -> str:
    """The address of the list of statistics, of one year where one is given."""
    return f"{reverse('statistic-list')}{f'?year={year}' if year else ''}"


def of_year(report: Report, year: int) -> AssistanceYear | None:
    """The row of one year in Attached Table 5 (1)."""
    return next((row for row in report.assistance_years if row.year == year), None)


def persons_in(rows: Persons, year: int) -> int | None:
    """The sum of the persons of one year; None where it has no row."""
    counts = [row.persons for row in rows if row.year == year]
    return sum(counts) if counts else None


def by_year(report: Report) -> list[AssistanceYear]:
    """The rows of Attached Table 5 (1), the first year first."""
    return sorted(report.assistance_years, key=lambda row: row.year)


def increase_overall(report: Report) -> Figure:
    """The text: cases have been on the increase overall, despite a temporary decline in 2003."""
    years = by_year(report)
    before_2003 = [row for row in years if row.year < DECLINE]
    finding, caveat = comparing.NO_ROWS, ""
    if len(before_2003) > 1:
        first, last = before_2003[0], before_2003[-1]
        change = last.cases - first.cases
        words = f"{first.cases} in {first.year}, {last.cases} in {last.year}"
        finding = Finding(comparing.verdict(change > 0), words, "" if change > 0 else signed(change))
        caveat = (
            f"From {first.year} to {years[-1].year} the change is {signed(years[-1].cases - first.cases)}. "
            f"Years with fewer cases than the year before: {falls(years) or 'none'}."
        )
    return Figure(
        slug="assistance-increase",
        what="Cases of assistance: development over the years",
        section=TEXT,
        locator=PARAGRAPH,
        printed="on the increase overall despite a temporary decline in 2003",
        finding=finding,
        rule=(
            "Number of cases in the first year of Attached Table 5 (1) and in the last before 2003, "
            "which the sentence itself excepts."
        ),
        rows=tuple(before_2003),
        list_address=list_of(),
        event=DIP,
        note="The sentence may look further back than the table.",
        caveat=caveat,
    )


def falls(years: list[AssistanceYear]) -> str:
    """The years with fewer cases than the year before, each with its change."""
    return ", ".join(
        f"{row.year} ({signed(row.cases - before.cases)})"
        for before, row in pairwise(years)
        if row.cases < before.cases
    )


def decline_in_2003(report: Report) -> Figure:
    """The text: a temporary decline in 2003."""
    year, before = of_year(report, DECLINE), of_year(report, DECLINE - 1)
    finding = comparing.NO_ROWS
    if year and before:
        change = year.cases - before.cases
        words = f"{before.cases} in 2002, {year.cases} in 2003"
        finding = Finding(comparing.verdict(change < 0), words, "" if change < 0 else signed(change))
    return Figure(
        slug="assistance-decline-2003",
        what="Cases of assistance: decline in 2003",
        section=TEXT,
        locator=PARAGRAPH,
        printed="a temporary decline in 2003",
        finding=finding,
        rule="Number of cases in 2003 less that in 2002, in Attached Table 5 (1); it must be negative.",
        rows=present(year, before),
        event=DIP,
    )


def half_from_asia(report: Report) -> Figure:
    """The text: half of the cases related to Asia; the tables split persons, not cases, by region."""
    asia = [row for row in report.assistance_by_region if row.region == "Asia"]
    all_persons = sum(row.persons for row in report.assistance_by_region)
    share = percentage(sum(row.persons for row in asia), all_persons)
    shares_by_year = [percentage(row.persons, persons_in(report.assistance_by_region, row.year) or 0) for row in asia]
    yearly = sorted(found for found in shares_by_year if found is not None)
    return Figure(
        slug="assistance-half-from-asia",
        what="Cases of assistance to visitors from Asian countries",
        section=TEXT,
        locator=PARAGRAPH,
        printed="Half of those … cases",
        finding=Finding(Verdict.CANNOT, f"{share}% of the persons" if share is not None else ""),
        rule="Persons from Asia in all years of Attached Table 5 (2), of the persons from all regions.",
        rows=tuple(report.assistance_by_region),
        list_address=list_of(),
        note=(
            "The report splits the number of persons by region, not that of cases; persons are near, not the same."
            + (f" By year their share lies between {yearly[0]}% and {yearly[-1]}%." if yearly else "")
        ),
    )


def title_years(report: Report, rows: Iterable[AssistanceYear] | Persons, part: str) -> Figure:
    """The title of Attached Table 5: each of its years, and no other, has a row."""
    section = called(report.attached_tables, TABLE)
    title = printed.part(printed.title(section), r"[0-9]{4}–[0-9]{4}")
    years = sorted({row.year for row in rows})
    unbroken = bool(years) and years == list(range(years[0], years[-1] + 1))
    found = f"{years[0]}–{years[-1]}" if unbroken else ", ".join(map(str, years))
    return Figure(
        slug=f"assistance-title-{part.strip('()')}",
        what=f"Years in the title of Attached Table 5 against those of part {part}",
        section=TABLE,
        locator="Attached Table 5, title",
        printed=title,
        finding=comparing.texts(title, found),
        rule=f"First and last year that part {part} has rows for, with none left out between.",
        list_address=list_of(),
        printed_in=section,
    )


def changes_of_cases(report: Report) -> Iterator[Figure]:
    """The net change of the number of cases from the previous year."""
    for row in report.assistance_years:
        before = of_year(report, row.year - 1)
        difference = row.cases - before.cases if before else None
        yield from _change(row, before, CASES, difference, f"cases-change-{row.slug}", "Cases of assistance")


def changes_of_persons(report: Report) -> Iterator[Figure]:
    """The net change of the number of persons from the previous year."""
    for row in report.assistance_years:
        before = of_year(report, row.year - 1)
        difference = row.persons - before.persons if before else None
        yield from _change(row, before, PERSONS, difference, f"persons-change-{row.slug}", "Persons benefiting")


def _change(
    row: AssistanceYear, before: AssistanceYear | None, header: str, difference: int | None, slug: str, what: str
) -> Iterator[Figure]:
    if text := printed.change(printed.cell(row, header)):
        finding = comparing.numbers(int(text), difference)
        if difference is not None:
            finding = Finding(finding.verdict, signed(difference), finding.difference)
        yield Figure(
            slug=slug,
            what=f"{what} in {row.year}: change from the previous year",
            section=TABLE,
            locator=row.locator,
            printed=text,
            finding=finding,
            rule=f"Number of {row.year} less that of {row.year - 1}.",
            rows=present(row, before),
            printed_in=row,
        )


def numbers_of_countries(report: Report) -> Iterator[Figure]:
    """The number of countries of each year, of which only the Asian ones are listed, and these not all."""
    for row in report.assistance_years:
        if text := printed.cell(row, COUNTRIES):
            yield Figure(
                slug=f"countries-{row.slug}",
                what=f"Countries (territories) of visitors in {row.year}",
                section=TABLE,
                locator=row.locator,
                printed=text,
                finding=Finding(Verdict.CANNOT),
                rule="No table lists the countries of a year.",
                rows=(row,),
                printed_in=row,
                note=(
                    "Part (3) names nine countries and territories of Asia and sums up the others of Asia; "
                    "those of the other regions are listed nowhere."
                ),
            )


def persons_by_year_and_region(report: Report) -> Iterator[Figure]:
    """The persons of a year in part (1) are those of all regions in part (2)."""
    for row in report.assistance_years:
        if text := printed.cell(row, PERSONS).partition(" ")[0]:
            regions = tuple(region for region in report.assistance_by_region if region.year == row.year)
            yield Figure(
                slug=f"persons-{row.slug}",
                what=f"Persons benefiting in {row.year}: part (1) against part (2)",
                section=TABLE,
                locator=row.locator,
                printed=text,
                finding=comparing.numbers(printed.whole_number(text), persons_in(regions, row.year)),
                rule="Sum of the persons of all regions of the year in part (2).",
                rows=regions,
                list_address=list_of(row.year),
                printed_in=row,
            )


def percentage(part: int, whole: int) -> Decimal | None:
    """``part`` of ``whole`` in per cent, rounded half up to one decimal; None where the whole is nothing."""
    if not whole:
        return None
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


def shares(report: Report) -> Iterator[Figure]:
    """The percentage of each region in each year."""
    totals = {row.year: persons_in(report.assistance_by_region, row.year) or 0 for row in report.assistance_by_region}
    notes = {year: adding_up(report, year) for year in totals}
    for row in report.assistance_by_region:
        if text := printed.cell(row, "%"):
            share = percentage(row.persons, totals[row.year])
            yield Figure(
                slug=f"share-{row.slug}",
                what=f"{row}: percentage",
                section=TABLE,
                locator=row.locator,
                printed=text,
                finding=comparing.numbers(printed.decimal_number(text), share),
                rule="Persons of the region, of the sum of all regions of the year, rounded half up to one decimal.",
                rows=tuple(region for region in report.assistance_by_region if region.year == row.year),
                list_address=list_of(row.year),
                printed_in=row,
                note=notes[row.year],
            )


def adding_up(report: Report, year: int) -> str:
    """What the percentages of a year add up to, printed and recomputed: why one of them may have been moved."""
    rows = [row for row in report.assistance_by_region if row.year == year]
    whole = persons_in(rows, year) or 0
    as_printed = total(printed.decimal_number(printed.cell(row, "%")) for row in rows)
    recomputed = total(percentage(row.persons, whole) for row in rows)
    sums = f"The percentages of {year} add up to {as_printed} as printed, to {recomputed} recomputed"
    if as_printed != 100 or recomputed == 100:
        return f"{sums}."
    return f"{sums}: one of them seems to have been adjusted so that the column adds up to 100.0."


def total(values: Iterable[Decimal | None]) -> Decimal:
    """The sum of those of ``values`` that there are."""
    return sum((value for value in values if value is not None), Decimal(0))


def column_totals(report: Report, table: str, rows: Persons) -> Iterator[Figure]:
    """The printed total beneath each year's column is the sum of the column."""
    for figure in report.printed_figures:
        if figure.table == table:
            text = printed.cell(figure, figure.column)
            year = printed.whole_number(figure.column)
            counted: Number | None = persons_in(rows, year) if year else None
            yield Figure(
                slug=figure.slug,
                what=f"{figure.get_table_display()}: total of the column {figure.column}",
                section=TABLE,
                locator=figure.locator,
                printed=text,
                finding=comparing.numbers(printed.whole_number(text), counted),
                rule="Sum of the column.",
                rows=tuple(row for row in rows if row.year == year),
                list_address=list_of(year),
                printed_in=figure,
            )


def asia_and_its_countries(report: Report) -> Iterator[Figure]:
    """The persons from Asia in part (2) are those of all its countries in part (3)."""
    for row in report.assistance_by_region:
        text = printed.cell(row, str(row.year))
        if row.region == "Asia" and text:
            countries = tuple(country for country in report.assistance_by_country if country.year == row.year)
            yield Figure(
                slug=f"asia-{row.year}-by-country",
                what=f"Persons from Asia in {row.year}: part (2) against part (3)",
                section=TABLE,
                locator=row.locator,
                printed=text,
                finding=comparing.numbers(printed.whole_number(text), persons_in(countries, row.year)),
                rule="Sum of the persons of all countries of the year in part (3).",
                rows=countries,
                list_address=list_of(row.year),
                printed_in=row,
            )


def order_of_countries(report: Report) -> Figure:
    """Attached Table 5 (3) numbers its countries as its first column, 2003, ranks them; Other stands last."""
    rows = [row for row in report.assistance_by_country if row.year == 2003 and row.country_id]
    return Figure(
        slug="countries-order",
        what="Persons by country: numbers of the rows",
        section=TABLE,
        locator="Attached Table 5 (3), rows 1 to 9",
        printed=", ".join(printed.cell(row, "") for row in rows),
        finding=ranks(rows),
        rule=(
            "Rank of each country by its persons of 2003; countries of one number in the order of the table. "
            "Row 10, Other, is left out, which is no single country."
        ),
        rows=tuple(rows),
        list_address=list_of(2003),
        caveat="Row 10, Other, is printed with 78 persons: by them it would stand third.",
    )


def ranks(rows: list[AssistanceByCountry]) -> Finding:
    """The ranks of the rows by number of persons, the most first, in the order of the table."""
    ranked = sorted(rows, key=lambda row: (-row.persons, row.position))
    found = ", ".join(str(ranked.index(row) + 1) for row in rows)
    return comparing.texts(", ".join(printed.cell(row, "") for row in rows), found)
