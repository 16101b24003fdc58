"""Section 5 (1) and Attached Table 5 (2): the share of each region in the persons."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from records.models import AssistanceByRegion
from records.reconciliation import printed
from records.reconciliation.comparing import Found, numbers, sum_of
from records.reconciliation.figure import Finding, Told, Verdict
from records.reconciliation.formulas import step
from records.reconciliation.printed import Cell
from records.reconciliation.selecting import every, has, this

TABLE = "attached-table-5"


def list_of(year: object) -> tuple[str, str]:
    """The list of statistics, of one year."""
    return ("statistic-list", f"year={year}")


@step("share of the region in all", region="Asia", field="persons")
def persons_from_asia(regions: Found) -> Finding:
    """The share of Asia in the persons, of all years and of each, which proves nothing of the cases."""
    asia = [row for row in regions if row.region == "Asia"]
    share = percentage(sum_of("persons")(asia), sum_of("persons")(regions))
    yearly = sorted(found for row in asia if (found := share_of_year(row, regions)) is not None)
    note = f"By year their share lies between {yearly[0]}% and {yearly[-1]}%." if yearly else ""
    return Finding(Verdict.CANNOT, f"{share}% of the persons" if share is not None else "", note=note)


def percentage(part: int, whole: int) -> Decimal | None:
    """``part`` of ``whole`` in per cent, rounded half up to one decimal; None where the whole is nothing."""
    if not whole:
        return None
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


def share_of_year(row: Any, regions: Found) -> Decimal | None:
    """The share of a region in the persons of its year."""
    return percentage(row.persons, sum(other.persons for other in regions if other.year == row.year))


def share(row: Any) -> Told | None:
    """The percentage of each region in each year."""
    text = printed.cell(row, "%")
    if not text:
        return None

    @step("share of the other in the year", field="persons")
    def must(regions: Found, _: Found) -> Finding:
        finding = numbers(printed.decimal_number(text), share_of_year(row, regions))
        return Finding(finding.verdict, finding.recomputed, finding.difference, note=adding_up(regions))

    return Told(
        what=f"{row}: percentage",
        locator=row.locator,
        printed=text,
        cell=Cell("%"),
        of=(every(AssistanceByRegion, has(year=row.year)),),
        against=(this(row),),
        must=must,
        rule="Persons of the region, of the sum of all regions of the year, rounded half up to one decimal.",
        listed=list_of(row.year),
    )


def adding_up(regions: Found) -> str:
    """What the percentages of a year add up to, printed and recomputed: why one of them may have been moved."""
    as_printed = total(printed.decimal_number(printed.cell(row, "%")) for row in regions)
    recomputed = total(share_of_year(row, regions) for row in regions)
    year = regions[0].year
    sums = f"The percentages of {year} add up to {as_printed} as printed, to {recomputed} recomputed"
    if as_printed != 100 or recomputed == 100:
        return f"{sums}."
    return f"{sums}: one of them seems to have been adjusted so that the column adds up to 100.0."


def total(values: Iterable[Decimal | None]) -> Decimal:
    """The sum of those of ``values`` that there are."""
    return sum((value for value in values if value is not None), Decimal(0))
