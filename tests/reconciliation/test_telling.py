"""Which difference is the most telling."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from records.reconciliation import Verdict
from records.reconciliation.telling import most_telling_first, size_of
from tests.reconciliation.shipped import DIFFERENCES, as_shipped

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("difference", "size"),
    [
        ("+1", 1),
        ("−1,026", 1026),
        ("−0.1", 0.1),
        ("14 years later", 14),
        ("1 year earlier", 1),
        ("6 months later", 0.5),
        ("1 day earlier", 1 / 365),
        ("2 years later, −41", 41),
        # Numbers that are no difference.
        ("not more than 400", 1),
        ("1 meeting in another country, 3 meetings in none", 1),
        ("ratified, not signed", 1),
        ("", 1),
    ],
)
def test_a_difference_is_as_large_as_it_says(difference: str, size: float) -> None:
    assert size_of(difference) == pytest.approx(size)


def test_the_largest_comes_first_and_equal_ones_stay_in_the_report_s_order() -> None:
    found = [figure.slug for figure in most_telling_first(as_shipped().values())]
    assert found[:6] == [
        "no-2-division-in-1980",
        "courses-since-the-mid-1950s",
        "treaty-consular-vienna",
        "treaty-tokyo-convention-negotiated",
        "title-to-2003",
        "treaty-trafficking-in-persons",
    ]
    assert found[6:] == [slug for slug in DIFFERENCES if slug not in found[:6]]


def test_a_sum_that_is_far_off_comes_before_all() -> None:
    figures = list(as_shipped().values())
    relief = as_shipped()["relief-personnel"]
    wrong = replace(relief, finding=replace(relief.finding, verdict=Verdict.DIFFERS, difference="−100"))
    assert most_telling_first([*figures, wrong])[0] == wrong
