"""Files of the interface read back as their users read them: by the rules of the formats, not by the portal's code."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from typing import Any

import openpyxl
from django.test import Client

Rows = list[dict[str, str]]


def download(client: Client, address: str) -> bytes:
    response: Any = client.get(address)
    assert response.status_code == 200, response.content
    content: bytes = response.getvalue()
    return content


def strict_csv(file: bytes) -> list[list[str]]:
    """The cells of a CSV file by the letter of RFC 4180, behind a byte order mark. Raises where it is not kept."""
    text = file.decode("utf-8")
    assert text.startswith("\ufeff")
    assert text.endswith("\r\n")
    cell = r'(?:"((?:[^"]|"")*)"|([^",\r\n]*))'
    rows: list[list[str]] = [[]]
    place = 1
    while place < len(text):
        found = re.compile(cell).match(text, place)
        assert found
        quoted, plain = found.groups()
        rows[-1].append(plain if quoted is None else quoted.replace('""', '"'))
        place = found.end()
        if text.startswith(",", place):
            place += 1
        else:
            assert text.startswith("\r\n", place), text[place : place + 20]
            place += 2
            rows.append([])
    assert rows.pop() == []
    return rows


def read_csv(file: bytes) -> Rows:
    """The rows of a CSV file by its head, the same by Python's reader and by the strict one."""
    head, *rows = strict_csv(file)
    assert all(len(row) == len(head) for row in rows)
    assert [head, *rows] == list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline=""), strict=True))
    return [dict(zip(head, row, strict=True)) for row in rows]


def way_back(cell: str) -> str:
    """The text that a cell of a CSV file stands for, as the documentation says."""
    return cell[1:] if re.match("'+[=+\\-@\t\r\n＝＋－＠]", cell) else cell  # noqa: RUF001


def read_xlsx(file: bytes) -> tuple[Rows, Any]:
    """The rows of the first sheet as text, and the workbook; no cell is a formula or a link."""
    book = openpyxl.load_workbook(io.BytesIO(file))
    head, *rows = book["Records"].iter_rows()
    assert all(cell.data_type != "f" and cell.hyperlink is None for row in rows for cell in row)
    names = [str(cell.value) for cell in head]
    return [dict(zip(names, map(said, row), strict=True)) for row in rows], book


def said(cell: Any) -> str:
    """A cell of a sheet as a CSV file says it, without the apostrophe of a harmless text."""
    match cell.value:
        case None:
            return ""
        case bool():
            return str(cell.value).lower()
        case datetime.datetime():
            assert cell.number_format == "yyyy-mm-dd"
            return cell.value.date().isoformat()
        case str():
            return str(openpyxl.utils.escape.unescape(cell.value))
    return str(cell.value)


def flat(record: dict[str, Any], head: list[str]) -> dict[str, str]:
    """A record as JSON has it as one row under ``head``."""
    row: dict[str, str] = {}
    for title in head:
        if title in record:
            name, part = title, "label"
        else:
            name = max((name for name in record if title.startswith(f"{name}_")), key=len)
            part = title.removeprefix(f"{name}_")
        row[title] = told(record[name], part, refers=f"{name}_slug" in head)
    assert record.keys() <= row.keys()
    return row


def told(value: Any, part: str, *, refers: bool) -> str:
    """A value as a cell says it; of what refers to others, one part of each."""
    if isinstance(value, dict):
        return told(value[part], part, refers=False)
    if isinstance(value, list):
        if refers:
            return "; ".join(told(one, part, refers=True) for one in value)
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
