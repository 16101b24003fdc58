"""The cells of the XLSX files: typed, harmless, no longer than Excel takes."""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import Any

import openpyxl
import pytest
from django.test import Client
from rest_framework import serializers

from records.api.downloads.as_xlsx import CUT, LONGEST, moment, pieces, text
from records.api.downloads.content import Content
from records.api.flat import FlatColumn

COLUMNS = [
    FlatColumn(name, f"What {name} is.", name, (name,), serializers.CharField(), unit)
    for name, unit in (
        ("string", ""),
        ("integer", "persons"),
        ("number", "percent"),
        ("boolean", ""),
        ("date", ""),
        ("datetime", ""),
    )
]


def book_of(*rows: dict[str, Any]) -> Any:
    content = Content(
        "Some things", "Year: 2002", "http://x/?format=xlsx", datetime.date(2026, 11, 24), COLUMNS, len(rows),
        [list(rows)], lambda row: {column.name: row.get(column.name) for column in COLUMNS},
    )  # fmt: skip
    written = b"".join(pieces(content))
    assert written == b"".join(pieces(content))
    assert zipfile.ZipFile(io.BytesIO(written)).testzip() is None
    return openpyxl.load_workbook(io.BytesIO(written))


def test_a_cell_has_the_type_of_its_column() -> None:
    row = {
        "string": "076",
        "integer": -41,
        "number": 12.5,
        "boolean": False,
        "date": "2002-06-21",
        "datetime": "2026-11-24T18:30:00Z",
    }
    sheet = book_of(row, {})["Records"]

    assert [cell.value for cell in sheet[1]] == list(row)
    assert [cell.value for cell in sheet[2]] == [
        "076", -41, 12.5, False, datetime.datetime(2002, 6, 21), datetime.datetime(2026, 11, 24, 18, 30),
    ]  # fmt: skip
    assert [cell.data_type for cell in sheet[2]] == ["s", "n", "n", "b", "d", "d"]
    assert [cell.value for cell in sheet[3]] == [None] * 6
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.dimensions) == ("A2", "A1:F3", "A1:F3")


@pytest.mark.parametrize(
    ("day", "number"),
    [("1900-02-28", 0), ("0001-01-01", 0), ("1900-03-01", 61), ("2026-11-24", 46350), ("9999-12-31", 2958465)],
)
def test_a_day_is_counted_as_excel_counts(day: str, number: int) -> None:
    assert moment(day) == number


def test_a_day_that_excel_cannot_count_is_text() -> None:
    assert book_of({"date": "1872-08-24"})["Records"]["E2"].value == "1872-08-24"


@pytest.mark.parametrize(
    "said",
    [
        '=HYPERLINK("http://x")',
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "<&>\"'",
        " leading, trailing ",
        "two\nlines",
        "a\rb",
        "a\x07b",
        "_x000D_",
        "\u200f=1",
        "https://example.org/",
        "1e5",
        "🗾",
    ],
)
def test_a_text_comes_back_as_it_is_and_no_formula(said: str) -> None:
    cell = book_of({"string": said})["Records"]["A2"]

    assert cell.data_type == "s"
    assert openpyxl.utils.escape.unescape(cell.value) == said
    assert cell.hyperlink is None


def test_what_is_no_character_is_told_from_what_is() -> None:
    assert book_of({"string": "a\ufffe\ud800b"})["Records"]["A2"].value == "a\ufffd\ufffdb"


def test_a_text_is_cut_at_the_longest_that_a_cell_can_be() -> None:
    assert text("x" * LONGEST) == "x" * LONGEST
    for sign in ("x", "🗾"):
        cut = text(sign * 40_000)
        assert cut.endswith(CUT)
        assert LONGEST - 1 <= len(cut.encode("utf-16-le")) // 2 <= LONGEST


def test_the_notes_say_what_the_sheet_holds() -> None:
    notes = {row[0]: row[1:] for row in book_of({"string": "x"})["Notes"].iter_rows(values_only=True)}

    assert [notes[name][1] for name in ("Table", "Filters", "Rows", "Address")] == [
        "Some things", "Year: 2002", "1", "http://x/?format=xlsx",
    ]  # fmt: skip
    assert notes["Citation"][1].startswith("“Some things, 1 row, filtered by Year: 2002.” In Progress of International")
    assert "as of November 24, 2026. http://x/?format=xlsx" in notes["Citation"][1]
    assert notes["integer"] == ("persons", "What integer is.")


@pytest.mark.django_db
def test_more_than_a_sheet_holds_is_refused(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("records.api.downloads.as_xlsx.MOST_ROWS", 31)
    for ask in (client.get, client.head):
        assert ask("/api/v1/treaties/?format=xlsx").status_code == 400
        assert ask("/api/v1/treaties/?format=csv").status_code == 200
        assert ask("/api/v1/treaties/?format=xlsx&action=signed").status_code == 200
    assert "30 records, and 31 match" in client.get("/api/v1/treaties/?format=xlsx").json()["errors"][0]["detail"]
