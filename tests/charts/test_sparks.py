"""The tiny charts beside a sentence: their marked part, and that nothing of them leaves the frame."""

from __future__ import annotations

import datetime
import re

import pytest

from records.charts.sparks import HEIGHT, WIDTH, climb, columns, strip

DAYS = [datetime.date(1964, 7, 17), datetime.date(1998, 4, 24), datetime.date(2002, 6, 11), datetime.date(2002, 6, 21)]


def bars(path: str) -> list[tuple[float, ...]]:
    """Place, width and height of each rectangle of a path."""
    found = re.findall(r"M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)h-[\d.]+z", path)
    return [tuple(map(float, numbers)) for numbers in found]


def test_columns_stand_side_by_side_from_edge_to_edge_the_marked_one_apart() -> None:
    path, marked = columns([596, 745, 716, 959, 831], 3)
    [(x, y, width, height)] = bars(marked)
    rest = bars(path)
    assert len(rest) == 4
    assert (y, height) == (0, HEIGHT)
    assert all(y + height == HEIGHT for _, y, _, height in rest)
    assert rest[0][0] == 0
    assert rest[-1][0] + rest[-1][2] == pytest.approx(WIDTH, abs=0.2)
    assert rest[2][0] + width < x < rest[3][0]


@pytest.mark.parametrize("values", [[0], [0, 0], [5], list(range(300))])
def test_columns_of_any_numbers_stay_within_the_frame_and_are_seen(values: list[float]) -> None:
    path, marked = columns(values, 0)
    for x, y, width, height in bars(path + marked):
        assert x + width <= WIDTH + 0.2
        assert y >= 0
        assert 2 <= height <= HEIGHT
    assert len(bars(path + marked)) == len(values)


def test_a_hill_climbs_a_step_at_each_day_and_is_marked_from_the_year_on() -> None:
    before, since = climb(DAYS, 2000)
    assert (before.count("V"), since.count("V")) == (4, 4)
    # The marked part begins at 2000, on the height of the two before it, and ends on top.
    border = f"{(2000 - 1964) / (2003 - 1964) * WIDTH:.1f}"
    assert f"H{border}V{HEIGHT}z" in before
    assert since.startswith(f"M{border} {HEIGHT}V{HEIGHT // 2}")
    assert since.endswith(f"V0H{WIDTH}V{HEIGHT}z")


def test_a_hill_may_lie_wholly_before_or_after_the_year() -> None:
    before, since = climb(DAYS[:2], 2000)
    assert before.count("V") == 4
    assert since.count("V") == 2
    assert climb(DAYS[2:], 2000)[0] == ""


def test_a_strip_has_a_stroke_for_each_that_is_flagged_in_its_place() -> None:
    band, strokes = strip([False, True, False, True])
    assert bars(band) == [(0, HEIGHT / 3, WIDTH, HEIGHT / 3)]
    assert [x for x, *_ in bars(strokes)] == [59.5, 178.5]
    assert strip([False])[1] == ""
