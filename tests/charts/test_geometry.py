"""Ticks are round, and labels keep apart."""

from __future__ import annotations

from records.charts.geometry import apart, fitting, ticks, year_ticks


def test_ticks_are_round_and_reach_the_top() -> None:
    assert ticks(31, 7) == [0, 5, 10, 15, 20, 25, 30, 35]
    assert ticks(959, 5) == [0, 200, 400, 600, 800, 1000]
    assert ticks(0) == [0, 1]
    assert year_ticks(1964, 2006, 10) == [1965, 1970, 1975, 1980, 1985, 1990, 1995, 2000, 2005]


def test_labels_are_moved_apart_and_stay_in_their_room() -> None:
    assert apart([10, 11, 50], 16, 0, 100) == [10, 26, 50]
    assert apart([90, 95, 99], 16, 0, 100) == [68, 84, 100]
    assert fitting("Mont Tremblant", 60) == "Mont Tre…"
