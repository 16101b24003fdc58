"""Ticks are round, and labels keep apart."""

from __future__ import annotations

from records.charts.geometry import apart, boxes_meet, fitting, lines_of, text, ticks, width_of, year_ticks


def test_ticks_are_round_and_reach_the_top() -> None:
    assert ticks(31, 7) == [0, 5, 10, 15, 20, 25, 30, 35]
    assert ticks(959, 5) == [0, 200, 400, 600, 800, 1000]
    assert ticks(0) == [0, 1]
    assert year_ticks(1964, 2006, 10) == [1965, 1970, 1975, 1980, 1985, 1990, 1995, 2000, 2005]


def test_labels_are_moved_apart_and_stay_in_their_room() -> None:
    assert apart([10, 11, 50], 16, 0, 100) == [10, 26, 50]
    assert apart([90, 95, 99], 16, 0, 100) == [68, 84, 100]


def test_a_text_is_cut_or_broken_between_words_where_it_may_be_too_wide() -> None:
    assert fitting("Mont Tremblant", 95, "c-note") == "Mont Trembl…"
    assert fitting("Mont Tremblant", 120, "c-note") == "Mont Tremblant"
    assert lines_of("Middle and Near East", 100) == ["Middle and", "Near East"]
    assert lines_of("Middle and Near East", 60, most=2) == ["Middle", "and N…"]
    for line in lines_of("Study on Transfer of Technologies Relating to Prevention of Forgery", 150):
        assert width_of(line) <= 150


def test_letters_are_as_wide_as_in_verdana_or_wider() -> None:
    """By its own table of widths, in thousandths of the height."""
    verdana = {"i": 274, "m": 973, "W": 989, "0": 636, "%": 1076, "e": 596, "é": 596, " ": 352, "M": 843, "s": 521}
    verdana_bold = {"i": 342, "m": 1058, "W": 1128, "0": 711, "e": 664, "r": 497, " ": 342, "s": 593, "Q": 850}
    for css, widths in (("c-label", verdana), ("c-value", verdana_bold)):
        for letter, width in widths.items():
            assert width_of(letter * 10, css) >= 13 * width / 100 * 0.97, letter


def test_texts_meet_where_their_boxes_do() -> None:
    assert boxes_meet(text(0, 20, "1999"), text(30, 20, "2000"))
    assert not boxes_meet(text(0, 20, "1999"), text(40, 20, "2000"))
    assert not boxes_meet(text(0, 20, "1999"), text(0, 38, "2000"))
    assert boxes_meet(text(50, 20, "1999", anchor="end"), text(60, 20, "2000", anchor="middle"))
