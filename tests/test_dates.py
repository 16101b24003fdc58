"""Dates in EDTF, in plain words."""

from __future__ import annotations

import datetime

import pytest

from records import dates


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""),
        ("1990", "1990"),
        ("1990-06", "June 1990"),
        ("1990-06-21", "June 21, 1990"),
        ("1990~", "about 1990"),
        ("197X", "1970s"),
        ("18XX", "19th century"),
        ("19XX", "20th century"),
        ("20XX", "21st century"),
        ("21XX", "22nd century"),
        ("22XX", "23rd century"),
        ("10XX", "11th century"),
        ("20XX~", "about 21st century"),
        ("196X/197X", "1960s to 1970s"),
        ("1997-12-09/1997-12-10", "December 9–10, 1997"),
        ("1997-11-30/1997-12-02", "November 30 to December 2, 1997"),
        ("1998-12-30/1999-01-02", "December 30, 1998 to January 2, 1999"),
        ("1988/2001", "1988–2001"),
        ("1975/..", "from 1975"),
        ("197X/..", "from the 1970s"),
        ("1985/", "from 1985"),
        ("../1981", "by 1981"),
        ("../1981-06-30", "by June 30, 1981"),
        ("../197X", "by the 1970s"),
        ("../18XX", "by the 19th century"),
        ("{2002-06-06,2002-06-11}", "June 6 and 11, 2002"),
    ],
)
def test_a_date_in_words(text: str, words: str) -> None:
    assert dates.in_words(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1988-04/1989-03", "FY 1988 (April 1988 to March 1989)"),
        ("1978-04/2004-03", "FY 1978 to FY 2003 (April 1978 to March 2004)"),
        ("1988-04/..", "from FY 1988 (from April 1988)"),
        ("1985-04/", "from FY 1985 (from April 1985)"),
        # What is no span of fiscal years is said as it is, whatever the record says of it.
        ("1954", "1954"),
        ("1988-05/1989-03", "May 1988 to March 1989"),
        ("", ""),
    ],
)
def test_fiscal_years_in_words(text: str, words: str) -> None:
    assert dates.in_words(text, fiscal_years=True) == words


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("1981", "1981-01-01", "1981-12-31"),
        ("18XX", "1800-01-01", "1899-12-31"),
        ("1975/..", "1975-01-01", None),
        # Where one end alone is told, it has the days of that end.
        ("../1981", "1981-01-01", "1981-12-31"),
        ("../197X", "1970-01-01", "1979-12-31"),
        ("1985-04/", "1985-04-01", "1985-04-30"),
        ("2002/", "2002-01-01", "2002-12-31"),
    ],
)
def test_the_first_and_the_last_day(text: str, earliest: str, latest: str | None) -> None:
    assert str(dates.first_day(text)) == earliest
    assert dates.last_day(text) == (datetime.date.fromisoformat(latest) if latest else None)


@pytest.mark.parametrize(
    "told",
    [
        *("2002", "197X", "18XX", "2002-06", "2000-02", "2002-06-21", "1988/2001", "1988-04/1989-03", "196X/1975-02"),
        # What looks like a date and is none, and what the grammar alone can read.
        *("2002-00", "2002-13", "2002-02-30", "2002-06-00", "0000", "2002/", "/2002", "2002-06/2002-13"),
        *("20X2", "2002-0X", "1990~", "2002-06-2", "{2002-06-06,2002-06-11}", "٢٠٠٢"),
    ],
)
def test_a_plain_date_is_read_as_the_grammar_reads_it(told: str) -> None:
    plain = dates._plainly(told)
    try:
        assert dates._by_the_grammar(told, told) == plain or plain is None
    except dates.DateError:
        assert plain is None


@pytest.mark.parametrize(
    "text", ["../..", "../", "/..", "/", "../1981/..", "../1981/1990", "/1981", "1985//", "../1981/"]
)
def test_what_tells_neither_end_or_more_than_one_is_refused(text: str) -> None:
    with pytest.raises(dates.DateError):
        dates.first_day(text)
