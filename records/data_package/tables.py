"""What a file of the package is made of: its columns, what must hold of them, and its rows."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct

from records.api.downloads import as_csv

# Each column, and each key, as Table Schema describes it.
Description = dict[str, Any]
Cells = Sequence[Any]


class Table(Struct, frozen=True):
    """A CSV file of the package: ``rows`` are made while it is written, in one pass.

    Its cells are to the letter: what a spreadsheet would run as a formula is left as it is, for programs read it.
    """

    name: str
    title: str
    description: str
    columns: list[Description]
    primary_key: list[str]
    rows: Iterable[Cells]
    foreign_keys: Sequence[Description] = ()

    @property
    def path(self) -> str:
        return "CHANGES.csv" if self.name == "changes" else f"{self.name}.csv"

    @property
    def head(self) -> list[str]:
        return [column["name"] for column in self.columns]

    @property
    def schema(self) -> Description:
        """The table as Table Schema describes it."""
        schema: Description = {"fields": self.columns, "primaryKey": self.primary_key}
        if self.foreign_keys:
            schema["foreignKeys"] = list(self.foreign_keys)
        return schema


def column(name: str, description: str, kind: str = "string", *, unit: str = "", **constraints: Any) -> Description:
    """A column: its title is its name in plain words; ``constraints`` are those of Table Schema."""
    told: Description = {
        "name": name,
        "title": name.replace("_", " ").capitalize(),
        "description": description,
        "type": kind,
    }
    if unit:
        told["unit"] = unit
    if constraints:
        told["constraints"] = constraints
    return told


def foreign_key(columns: list[str], table: str, referred: list[str]) -> Description:
    """That ``columns`` name a row of ``table``, or of their own where it is empty."""
    reference: Description = {"resource": table} if table else {}
    return {"fields": columns, "reference": {**reference, "fields": referred}}


def lines(rows: Iterable[Cells]) -> bytes:
    """Rows as lines of CSV: quoted and ended as RFC 4180 has it, in UTF-8 without a byte order mark."""
    return as_csv.lines([[text(cell) for cell in row] for row in rows])


def text(cell: Any) -> str:
    """A value as its cell says it: nothing for None, true and false, days and times as ISO 8601 has them."""
    match cell:
        case None:
            return ""
        case bool():
            return as_csv.TRUTH[cell]
        case datetime.datetime():
            return cell.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z")
    return str(cell)
