"""The tables of the package, their cells in the types that ``datapackage.json`` gives them."""

from __future__ import annotations

import csv
import datetime
import json
from collections import Counter, defaultdict
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

Row = dict[str, Any]
# The kind of a record, and its slug.
Key = tuple[str, str]


class CellError(ValueError):
    """A cell that does not hold what its column should."""


class Tables:
    """All tables in a folder; a kind is read when it is first asked for. Raises CellError."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        self.resources = {resource["name"]: resource for resource in described["resources"]}
        self.countries = Counter(key_of(row) for row in self.read("record-countries"))
        self.topics = self._gathered("record-topics", "topic_slug")
        self.former = self._gathered("former-slugs", "former_slug")
        self.printed: dict[Key, list[tuple[str, str]]] = defaultdict(list)
        for cell in self.read("printed-cells"):
            self.printed[key_of(cell)].append((cell["header"], cell["cell"]))
        self._kinds: dict[str, list[Row]] = {}

    def read(self, name: str) -> list[Row]:
        """The rows of a table as they are."""
        resource = self.resources[name]
        types = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
        with (self.folder / resource["path"]).open(encoding="utf-8", newline="") as file:
            rows: list[Row] = list(csv.DictReader(file))
        for number, row in enumerate(rows, start=1):
            for column, kind in types.items():
                try:
                    row[column] = typed(row[column], kind)
                except (ArithmeticError, LookupError, TypeError, ValueError) as error:
                    where = f"{resource['path']}, row {number} below the head, column {column}"
                    raise CellError(f"{where}: {row.get(column)!r} is no {kind}.") from error
        return rows

    def of_kind(self, kind: str) -> list[Row]:
        """The records of a kind in the report's order, each with what the other tables say of it."""
        if kind not in self._kinds:
            rows = self.read(kind)
            for row in rows:
                key = (kind, row["slug"])
                row["slugs"] = [row["slug"], *self.former[key]]
                row["topics"] = self.topics[key]
                row["country_count"] = self.countries[key]
                row["as_printed"] = self.printed[key]
            self._kinds[kind] = rows
        return self._kinds[kind]

    def _gathered(self, name: str, column: str) -> dict[Key, list[str]]:
        found: dict[Key, list[str]] = defaultdict(list)
        for row in self.read(name):
            found[key_of(row)].append(row[column])
        return found


def key_of(row: Row) -> Key:
    """Which record a row of a table is about."""
    return (row["kind"], row["slug"])


def called(rows: list[Row], slug: str) -> list[Row]:
    """The first row that has that slug, or had it before it was renamed; none where there is none."""
    return [row for row in rows if slug in row["slugs"]][:1]


def cell_of(row: Row, header: str) -> str:
    """The printed cell under a header in the printed row of a record."""
    return str(dict(row["as_printed"]).get(header, "")).strip()


def typed(cell: str, kind: str) -> Any:
    """A cell in its type; an empty one is None, but where it is text."""
    if kind == "string":
        return cell
    return READ[kind](cell) if cell else None


READ: dict[str, Callable[[str], Any]] = {
    "boolean": {"true": True, "false": False}.__getitem__,
    "integer": int,
    "number": Decimal,
    "date": datetime.date.fromisoformat,
    "datetime": datetime.datetime.fromisoformat,
}
