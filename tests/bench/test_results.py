"""The arithmetic of the benchmark's results."""

from __future__ import annotations

import pytest

from bench.results import Spread, between, grown, only, ratios, spread
from tests.bench.measured import growth, throughput


def test_figures_spread_from_the_least_to_the_most_around_their_median() -> None:
    assert spread([5, 1, 2]) == Spread(1, 2, 5)
    assert spread([]) is None


def test_a_ratio_is_made_of_two_figures_of_the_same_round() -> None:
    ours = [{"round": 0, "x": 2}, {"round": 1, "x": 30}, {"round": 2, "x": 7}]
    theirs = [{"round": 1, "x": 10}, {"round": 0, "x": 1}]
    assert ratios(ours, theirs, lambda row: row["x"]) == Spread(2, 2.5, 3)


def test_nothing_is_the_ratio_to_what_was_not_measured() -> None:
    assert ratios([{"round": 0, "x": 2}], [], lambda row: row["x"]) is None


def test_the_portal_is_held_against_one_peer_of_one_kind() -> None:
    rows = [
        *throughput(),
        *throughput("record", portal=(1, 1), nginx=(2, 2)),
        *throughput(mode="uncached", portal=(9, 9)),
    ]
    assert between(rows, "nginx", kind="list", mode="cached") == Spread(0.6, 0.75, 0.9)
    assert between(rows, "datasette", kind="list", mode="uncached") is None


def test_only_rows_with_every_value_are_taken() -> None:
    rows = [{"a": 1, "b": 2}, {"a": 1, "b": 3}, {"a": 1}]
    assert only(rows, a=1, b=2) == [{"a": 1, "b": 2}]


def test_growth_is_told_by_medians_and_leaves_out_the_first_pages() -> None:
    rows = growth("list", 10, 12)
    rows[3]["ms"] = [500]
    (one,) = grown(rows, "sqlite", 31, 1_000_000)
    assert (one.small, one.large, one.more, one.first) == (10, 12, 2, 500)
    assert one.ratio == Spread(1.2, 1.2, 1.2)


@pytest.mark.parametrize(
    ("small", "large", "bounded"),
    [(10, 15, True), (10, 30, True), (10, 31, False), (200, 300, True), (200, 301, False)],
)
def test_a_page_may_take_half_as_long_again_or_twenty_milliseconds_more(
    small: float, large: float, bounded: bool
) -> None:
    (one,) = grown(growth("list", small, large), "sqlite", 31, 1_000_000)
    assert one.bounded is bounded


def test_a_size_or_a_database_that_was_not_measured_tells_nothing_of_growth() -> None:
    rows = growth("list", 10, 12)
    assert grown(only(rows, rows=31), "sqlite", 31, 1_000_000) == []
    assert grown(rows, "postgresql", 31, 1_000_000) == []
