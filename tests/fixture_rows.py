"""Small changes to fixture files, for the tests of loading and dumping."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

Rows = list[dict[str, Any]]


def rows_in(directory: Path, name: str) -> Rows:
    rows: Rows = json.loads((directory / f"{name}.json").read_text())
    return rows


def write_rows(directory: Path, name: str, rows: object) -> None:
    (directory / f"{name}.json").write_text(json.dumps(rows))


def change_row(directory: Path, name: str, number: int, /, **fields: Any) -> str:
    """Give row ``number`` (from 1) these fields; returns its slug as it was."""
    rows = rows_in(directory, name)
    slug = str(rows[number - 1]["fields"]["slug"])
    rows[number - 1]["fields"] |= fields
    write_rows(directory, name, rows)
    return slug


def add_row(directory: Path, name: str, /, **fields: Any) -> None:
    """Append a row like the last, but with these fields."""
    rows = rows_in(directory, name)
    row = copy.deepcopy(rows[-1])
    row["fields"] |= fields
    write_rows(directory, name, [*rows, row])


def remove_row(directory: Path, name: str, number: int) -> str:
    """Take out row ``number`` (from 1); returns its slug."""
    rows = rows_in(directory, name)
    slug = str(rows.pop(number - 1)["fields"]["slug"])
    write_rows(directory, name, rows)
    return slug
