"""Dates in EDTF, in plain words."""

from __future__ import annotations

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
        ("196X/197X", "1960s to 1970s"),
        ("1997-12-09/1997-12-10", "December 9–10, 1997"),
        ("1997-11-30/1997-12-02", "November 30 to December 2, 1997"),
        ("1998-12-30/1999-01-02", "December 30, 1998 to January 2, 1999"),
        ("1988/2001", "1988–2001"),
        ("1975/..", "from 1975"),
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
        # What is no span of fiscal years is said as it is, whatever the record says of it.
        ("1954", "1954"),
        ("1988-05/1989-03", "May 1988 to March 1989"),
        ("", ""),
    ],
)
def test_fiscal_years_in_words(text: str, words: str) -> None:
    assert dates.in_words(text, fiscal_years=True) == words
