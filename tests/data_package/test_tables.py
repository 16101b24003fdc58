"""Tables: how a value becomes a cell, and how columns and keys are described."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest

from records.data_package.tables import column, foreign_key, lines, text


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (Decimal("63.0"), "63.0"),
        (datetime.date(1990, 6, 21), "1990-06-21"),
        (
            datetime.datetime(2026, 11, 24, 21, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=9))),
            "2026-11-24T12:00:00Z",
        ),
        ("=1+1", "=1+1"),
    ],
)
def test_a_value_is_said_as_its_cell(value: Any, cell: str) -> None:
    assert text(value) == cell


def test_cells_are_quoted_where_they_must_be() -> None:
    assert lines([["a", 'say "x"'], ["b,c", "d\ne"]]) == b'a,"say ""x"""\r\n"b,c","d\ne"\r\n'


def test_a_column_is_described_with_its_unit_and_what_must_hold() -> None:
    assert column("row_count", "How many.", "integer", unit="records", required=True) == {
        "name": "row_count",
        "title": "Row count",
        "description": "How many.",
        "type": "integer",
        "unit": "records",
        "constraints": {"required": True},
    }


def test_a_key_names_the_table_or_none_where_it_is_its_own() -> None:
    assert foreign_key(["a"], "b", ["c"]) == {"fields": ["a"], "reference": {"resource": "b", "fields": ["c"]}}
    assert foreign_key(["a"], "", ["c"]) == {"fields": ["a"], "reference": {"fields": ["c"]}}
