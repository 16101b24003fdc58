"""Reading what is printed: numbers, changes in brackets."""

from __future__ import annotations

import pytest

from records.reconciliation import printed


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("831", 831),
        ("0", 0),
        ("", None),
        ("-1", None),
        ("1.5", None),
        ("\uff18", None),
        ("9" * 40, None),
        ("12 *", None),
    ],
)
def test_a_whole_number_is_read_from_digits_alone(text: str, number: int | None) -> None:
    assert printed.whole_number(text) == number


@pytest.mark.parametrize(("text", "change"), [("109 (-41)", "-41"), ("150 (+26)", "+26"), ("120", ""), ("120 (x)", "")])
def test_a_change_is_read_from_brackets(text: str, change: str) -> None:
    assert printed.change(text) == change
