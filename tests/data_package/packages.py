"""Packages made, unpacked, read and checked, for the tests of what is in them."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from itertools import chain
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from records.data_package.building import write_package
from records.data_package.checking.command import recomputed
from records.data_package.checking.tables import Tables
from records.data_package.kinds import kind_tables
from records.data_package.links import noted_links
from records.data_package.tables import lines
from records.models import Change
from records.reconciliation import Report, reconcile

Rows = list[dict[str, str]]


def made() -> bytes:
    """The package of the records as they stand."""
    file = io.BytesIO()
    write_package(file, Change.objects.newest())
    return file.getvalue()


def write_tables(folder: Path) -> None:
    """The tables of the records as they stand, without what the report prints and the portal finds."""
    with noted_links() as links:
        for table in chain(kind_tables(links), links.tables()):
            (folder / table.path).write_bytes(lines(chain([table.head], table.rows)))


def files_in(package: bytes) -> dict[str, bytes]:
    """What is in the package, by name."""
    with ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def unpacked(package: bytes, folder: Path) -> Path:
    """The folder into which the package was unpacked."""
    with ZipFile(io.BytesIO(package)) as archive:
        archive.extractall(folder)
    return folder


def rows_of(package: bytes, name: str) -> Rows:
    """The rows of one of its tables."""
    file = "CHANGES.csv" if name == "changes" else f"{name}.csv"
    text = files_in(package)[file].decode()
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def change_cells(folder: Path, name: str, change: Any) -> None:
    """Let ``change`` have each row of a table, and write them back."""
    path = folder / f"{name}.csv"
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        change(row)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


def described(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "datapackage.json").read_text())
    return found


def verify(folder: Path) -> tuple[int, list[str], str]:
    """What ``verify.py`` says, run as a stranger runs it: without anything installed."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "verify.py"], cwd=folder, capture_output=True, encoding="utf-8", timeout=60
    )
    return done.returncode, done.stdout.splitlines(), done.stderr


def found_in(folder: Path) -> dict[str, tuple[str, ...]]:
    """What the program of the package makes of each figure, in this process."""
    return {slug: tuple(outcome) for slug, (outcome, _) in recomputed(Tables(folder)).items()}


def found_by_the_portal() -> dict[str, tuple[str, ...]]:
    """Verdict, recomputed value and difference of each figure as the records stand."""
    return {
        figure.slug: (str(figure.finding.verdict), figure.finding.recomputed, figure.finding.difference)
        for figure in reconcile(Report())
    }
