"""The tables of the kinds and their links: every row and every value of the fixtures, in the types that are told."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from records.data_package.checking.tables import Tables
from records.kinds import ALL_KINDS, NAMES
from tests.data_package.packages import described, files_in, rows_of

pytestmark = pytest.mark.django_db

# What has tables of its own, and the columns of a field that is called otherwise as data.
LISTS = ("as_printed", "printed_names", "countries", "topics", "variants", "synonyms")
COLUMNS = {"iso_code": "alpha_2", "iso_numeric": "numeric"}


def values_in(fixtures: Path, name: str) -> list[dict[str, Any]]:
    return [row["fields"] for row in json.loads((fixtures / f"{name.replace('-', '_')}.json").read_text())]


def told(value: Any) -> str:
    """A value of a fixture as a cell has it."""
    if isinstance(value, list):  # a reference to one record
        [slug] = value
        return str(slug)
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


@pytest.mark.parametrize("name", NAMES.values())
def test_a_table_has_the_rows_and_values_of_its_fixture(shipped: bytes, fixtures_dir: Path, name: str) -> None:
    rows = {row["slug"]: row for row in rows_of(shipped, name)}
    fixtures = {values["slug"]: values for values in values_in(fixtures_dir, name)}
    assert rows.keys() == fixtures.keys()
    for slug, values in fixtures.items():
        for field, value in values.items():
            if field not in LISTS:
                column = f"{field}_slug" if isinstance(value, list) or f"{field}_slug" in rows[slug] else field
                assert rows[slug][COLUMNS.get(field, column)] == told(value), (slug, field)


def linked(shipped: bytes, table: str, *columns: str) -> dict[tuple[str, str], list[Any]]:
    """The cells of a table of links by kind and slug."""
    found: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in rows_of(shipped, table):
        found[row["kind"], row["slug"]].append([row[column] for column in columns])
    return found


@pytest.mark.parametrize("name", NAMES.values())
def test_what_a_record_has_several_of_stands_in_tables_of_links(shipped: bytes, fixtures_dir: Path, name: str) -> None:
    printed = linked(shipped, "printed-cells", "header", "cell")
    topics, countries = (
        linked(shipped, "record-topics", "topic_slug"),
        linked(shipped, "record-countries", "country_slug"),
    )
    for values in values_in(fixtures_dir, name):
        key = (name, values["slug"])
        assert printed[key] == values.get("as_printed", [])
        assert topics[key] == values.get("topics", [])
        one = [values["country"]] if values.get("country") else []
        assert countries[key] == values.get("countries", one)


def test_the_printed_names_of_countries_stand_in_a_table(shipped: bytes, fixtures_dir: Path) -> None:
    names: dict[str, list[str]] = defaultdict(list)
    for row in rows_of(shipped, "country-names"):
        names[row["country_slug"]].append(row["name"])
    for values in values_in(fixtures_dir, "countries"):
        assert names[values["slug"]] == values["printed_names"]


def test_the_other_names_of_terms_stand_in_a_table(shipped: bytes, fixtures_dir: Path) -> None:
    names: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows_of(shipped, "term-names"):
        names[row["term_slug"], row["printed"]].append(row["name"])
    for values in values_in(fixtures_dir, "glossary"):
        assert names[values["slug"], "true"] == values["variants"]
        assert names[values["slug"], "false"] == values["synonyms"]


def test_the_register_has_every_record_once(shipped: bytes) -> None:
    register = [(row["kind"], row["slug"]) for row in rows_of(shipped, "records")]
    assert register == [(name, row["slug"]) for name in NAMES.values() for row in rows_of(shipped, name)]
    assert len(register) == len(set(register)) == 610


def test_every_cell_is_of_its_type_and_every_column_is_told(folder: Path) -> None:
    tables = Tables(folder)
    for resource in described(folder)["resources"]:
        rows = tables.read(resource["name"])
        fields = resource["schema"]["fields"]
        assert all(field["title"] and field["description"] for field in fields), resource["name"]
        for row in rows:
            assert list(row) == [field["name"] for field in fields]
            # A row that is too short, or too long.
            assert None not in row, row
    numbers = [field for name in NAMES.values() for field in tables.resources[name]["schema"]["fields"]]
    persons = [field for field in numbers if field["name"] in ("personnel", "persons", "persons_change")]
    assert {field["unit"] for field in persons} == {"persons"}


def test_what_the_database_holds_a_column_to_is_told(folder: Path) -> None:
    resources = {resource["name"]: resource["schema"] for resource in described(folder)["resources"]}
    assert {NAMES[kind] for kind in ALL_KINDS} <= resources.keys()
    treaties = {field["name"]: field.get("constraints", {}) for field in resources["treaties"]["fields"]}
    assert treaties["slug"]["pattern"] == "^[a-z0-9]+(-[a-z0-9]+)*$"
    assert treaties["action"] == {"required": True, "enum": ["ratified", "signed"]}
    assert treaties["section_slug"] == {"required": True}
    assert "required" not in treaties["date"]
    [section] = [field for field in resources["treaties"]["fields"] if field["name"] == "section_slug"]
    assert section["description"] == "The slug of the section, a row of sections.csv."
    years = {field["name"]: field.get("constraints", {}) for field in resources["assistance-years"]["fields"]}
    assert years["persons"]["minimum"] == 0
    assert "minimum" not in years["persons_change"]
    keys = [(key["fields"], key["reference"]) for key in resources["sections"]["foreignKeys"]]
    assert (["parent_slug"], {"fields": ["slug"]}) in keys


def test_texts_are_in_utf_8_without_a_mark_and_lines_end_as_the_standard_has_it(shipped: bytes) -> None:
    for name, content in files_in(shipped).items():
        if name.endswith(".csv"):
            assert not content.startswith(b"\xef\xbb\xbf"), name
            assert content.endswith(b"\r\n"), name
