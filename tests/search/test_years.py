"""Years as they are asked for."""

from __future__ import annotations

import pytest

from records.search.years import Years, as_filters, in_words, years_in


@pytest.mark.parametrize(
    ("text", "years", "filters", "words"),
    [
        ("2002", (2002, 2002), {"year": "2002"}, "in 2002"),
        ("2000 to 2003", (2000, 2003), {"year_min": "2000", "year_max": "2003"}, "from 2000 to 2003"),
        ("From 2000 to 2003", (2000, 2003), None, None),
        ("between 2000 and 2003", (2000, 2003), None, None),
        ("2000-2003", (2000, 2003), None, None),
        ("2000 – 2003", (2000, 2003), None, None),
        ("2003 until 2000", (2000, 2003), None, None),
        ("2001 to 2001", (2001, 2001), {"year": "2001"}, "in 2001"),
        ("in the 1990s", (1990, 1999), None, "from 1990 to 1999"),
        ("since 1999", (1999, None), {"year_min": "1999"}, "since 1999"),
        ("after 1999", (2000, None), None, None),
        ("before 1990", (None, 1989), {"year_max": "1989"}, "until 1989"),
        ("up to 1990", (None, 1990), None, None),
    ],
)
def test_years_are_read(text: str, years: Years, filters: dict[str, str] | None, words: str | None) -> None:
    found, rest = years_in(f"treaties {text} signed")
    assert found == years
    assert "".join(letter for letter in rest if letter.isdigit()) == ""
    assert {"treaties", "signed"} <= set(rest.split())
    if filters:
        assert as_filters(years) == filters
    if words:
        assert in_words(years) == words


@pytest.mark.parametrize("text", ["", "treaties", "40 recommendations", "20031", "a2003", "9999"])
def test_what_is_no_year_stays(text: str) -> None:
    assert years_in(text) == (None, text)


def test_years_that_are_left_over_stay() -> None:
    assert years_in("2001 2003")[1].split() == ["2003"]
