"""The description of the package, as a program of others reads it: the files fit it, and what is broken is caught."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import frictionless
import pytest

from records.kinds import ALL_KINDS
from tests.data_package.packages import change_cells, described
from tests.sampling import every_nth

pytestmark = pytest.mark.django_db

# Table, column, what is put into it, and what is then wrong.
BROKEN = [
    ("expert-dispatches", "country_slug", "atlantis", "foreign-key"),
    ("treaties", "section_slug", "9-9", "foreign-key"),
    ("sections", "parent_slug", "9-9", "foreign-key"),
    ("record-topics", "topic_slug", "magic", "foreign-key"),
    ("reconciliation-rows", "slug", "nowhere", "foreign-key"),
    ("reconciliation", "printed_in_slug", "nowhere", "foreign-key"),
    ("treaties", "action", "forgotten", "constraint-error"),
    ("assistance-years", "persons", "-1", "constraint-error"),
    ("treaties", "earliest", "soon", "type-error"),
    ("countries", "alpha_2", "Thai", "constraint-error"),
]


def test_it_is_valid(folder: Path) -> None:
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])
    assert len(report.tasks) == len(ALL_KINDS) + 10


def test_it_is_valid_as_an_archive(shipped: bytes, tmp_path: Path) -> None:
    (tmp_path / "npa-portal.zip").write_bytes(shipped)
    assert frictionless.validate(str(tmp_path / "npa-portal.zip")).valid


def types_of_errors(folder: Path, table: str) -> set[str]:
    """What is wrong with a table besides that it is not the one that was published.

    Only it and those that name rows of it are validated: all others are as shipped, and so is what they name.
    """
    for resource in (package := described(folder))["resources"]:
        del resource["hash"], resource["bytes"]
    (folder / "datapackage.json").write_text(json.dumps(package))
    names = {table, *(resource["name"] for resource in package["resources"] if table in referred(resource))}
    whole = frictionless.Package(str(folder / "datapackage.json"))
    reports = [whole.validate(name=name) for name in sorted(names)]
    assert {task.name for report in reports for task in report.tasks if not task.valid} == {table}
    return {error.type for report in reports for task in report.tasks for error in task.errors}


def referred(resource: dict[str, Any]) -> set[str]:
    """The other tables of which it names rows."""
    return {key["reference"].get("resource", "") for key in resource["schema"].get("foreignKeys", ())}


@pytest.mark.parametrize(
    ("table", "column", "value", "error"),
    every_nth(BROKEN, 8),
)
def test_a_broken_key_and_a_bad_value_are_caught(folder: Path, table: str, column: str, value: str, error: str) -> None:
    done: list[dict[str, str]] = []

    def change(row: dict[str, str]) -> None:
        if row[column] and not done:
            row[column] = value
            done.append(row)

    change_cells(folder, table, change)
    assert error in types_of_errors(folder, table)


def test_any_changed_byte_is_caught(folder: Path) -> None:
    """By size and SHA-256, which the description holds of each table."""
    change_cells(folder, "topics", lambda row: row.update(description=row["description"].upper()))
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert [task.name for task in report.tasks if not task.valid] == ["topics"]
