"""Percentages: rounded half up, and adjusted in print so that a column adds up."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from records.reconciliation import Verdict
from records.reconciliation.figures.percentages import percentage
from tests.reconciliation.shipped import as_shipped

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [(523, 831, "62.9"), (63, 959, "6.6"), (1, 2000, "0.1"), (13, 745, "1.7"), (0, 5, "0.0"), (5, 0, None)],
)
def test_percentages_are_rounded_half_up_to_one_decimal(part: int, whole: int, share: str | None) -> None:
    assert percentage(part, whole) == (None if share is None else Decimal(share))


def test_the_five_percentages_that_differ_make_their_years_add_up_to_a_hundred() -> None:
    for year, recomputed in ((2003, "99.9"), (2002, "100.1"), (2001, "99.9"), (2000, "99.9"), (1999, "100.1")):
        [figure] = [
            figure
            for figure in as_shipped().values()
            if figure.finding.verdict == Verdict.DIFFERS and re.fullmatch(f"share-.*-{year}", figure.slug)
        ]
        assert figure.note == (
            f"The percentages of {year} add up to 100.0 as printed, to {recomputed} recomputed: "
            "one of them seems to have been adjusted so that the column adds up to 100.0."
        )
