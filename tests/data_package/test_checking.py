"""verify.py: the portal's verdicts from the files alone, and others where a cell is another."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from typing import Any

import pytest

from records.data_package.checking.tables import CellError, Tables
from records.kinds import NAMES
from records.models import Event, Topic, Treaty
from tests.data_package.packages import (
    change_cells,
    found_by_the_portal,
    found_in,
    verify,
    write_tables,
)
from tests.kinds import every_kind
from tests.reconciliation.edits import EDITS
from tests.reconciliation.shipped import ALL, DIFFERENCES, TALLY, as_shipped
from tests.sampling import every_nth

pytestmark = pytest.mark.django_db


def test_it_says_of_every_figure_what_the_portal_says(folder: Path) -> None:
    status, [*lines, total], complaint = verify(folder)
    assert (status, complaint) == (0, "")
    said = {slug: (verdict, recomputed, difference) for slug, verdict, recomputed, difference in map(parts, lines)}
    assert said == found_by_the_portal()
    assert len(said) == ALL
    assert total == (
        f"266 figures: {TALLY['agrees']} agree, {TALLY['differs']} differ, {TALLY['cannot']} cannot be recomputed; "
        "all as the portal says."
    )


def parts(line: str) -> list[str]:
    return line.split("\t")


def test_it_copies_no_verdict(folder: Path) -> None:
    """Nothing of what the portal says of a figure goes into what it finds."""
    found = found_in(folder)
    change_cells(folder, "reconciliation", lambda row: row.update(verdict="agrees", recomputed="", difference=""))
    assert found_in(folder) == found
    status, lines, _ = verify(folder)
    assert status == 1
    assert sum("THE PORTAL SAYS: agrees" in line for line in lines) == ALL


def test_a_changed_cell_is_told_and_makes_the_status_1(folder: Path) -> None:
    def change(row: dict[str, str]) -> None:
        if row["slug"] == "algeria-earthquake-2003":
            row["personnel"] = str(int(row["personnel"]) + 1)

    change_cells(folder, "disaster-relief-missions", change)
    status, lines, _ = verify(folder)
    [line] = [line for line in lines if "THE PORTAL SAYS" in line]
    assert (status, line) == (1, "relief-personnel\tdiffers\t117\t+1\tTHE PORTAL SAYS: agrees; 116")
    assert lines[-1].endswith("the portal says otherwise of 1.")


def test_another_row_among_those_of_a_figure_is_told(folder: Path) -> None:
    def change(row: dict[str, str]) -> None:
        if row["figure"] == "relief-disasters" and row["number"] == "7":
            row["slug"] = "iran-earthquake-1990"

    change_cells(folder, "reconciliation-rows", change)
    status, lines, _ = verify(folder)
    assert status == 1
    assert [line for line in lines if "THE PORTAL NAMES OTHER ROWS" in line] == [
        "relief-disasters\tagrees\t7\t\tTHE PORTAL NAMES OTHER ROWS"
    ]


@pytest.mark.parametrize(
    ("table", "column", "value", "complaint"),
    [
        ("treaties", "earliest", "1999-13-01", "treaties.csv, row 1 below the head, column earliest"),
        ("assistance-years", "persons", "many", "assistance-years.csv, row 1 below the head, column persons"),
        ("treaties", "fiscal_years", "yes", "treaties.csv, row 1 below the head, column fiscal_years"),
    ],
)
def test_a_cell_that_is_not_of_its_type_is_named(
    folder: Path, table: str, column: str, value: str, complaint: str
) -> None:
    change_cells(folder, table, lambda row: row.update({column: value}))
    status, lines, said = verify(folder)
    assert (status, lines) == (2, [])
    assert complaint in said
    assert repr(value) in said
    with pytest.raises(CellError):
        Tables(folder).read(table)


def test_what_is_printed_is_read_from_the_printed_cells(folder: Path) -> None:
    """Each printed figure that a row holds is changed, and none of them agrees any more."""
    cells = {slug for slug, figure in as_shipped().items() if figure.cell}
    before = found_in(folder)
    change_cells(folder, "printed-cells", raise_figures)
    after = found_in(folder)
    agreed = {slug for slug in cells if before[slug][0] == "agrees"}
    assert len(agreed) > 120
    assert {slug for slug in agreed if after[slug][0] != "differs"} == set()


def raise_figures(row: dict[str, str]) -> None:
    """Another figure for each: 12 becomes 121, (+26) becomes (+261), 63.0 becomes 63.01."""
    text = row["cell"]
    if text[-1:].isdigit():
        row["cell"] = f"{text}1"
    elif text.endswith(")") and text[-2:-1].isdigit():
        figure, _, change = text.partition(" ")
        row["cell"] = f"{figure}1 {change[:-1]}1)"


@pytest.mark.parametrize(
    ("kind", "slug", "fields"),
    every_nth([(kind, slug, fields) for kind, slug, fields, _ in EDITS], 25),
    ids=[f"{kind.__name__}-{slug[:30]}-{next(iter(fields))}" for kind, slug, fields, _ in EDITS],
)
def test_a_changed_record_turns_what_it_turns_in_the_portal(
    folder: Path, kind: type[Any], slug: str, fields: dict[str, Any]
) -> None:
    record = kind.objects.get(slug=slug)
    for name, value in fields.items():
        setattr(record, name, value)
    record.save()
    assert_the_same_is_found(folder)


def assert_the_same_is_found(folder: Path) -> None:
    """With the tables of today and the rules as shipped, the program finds what the portal finds today."""
    before = found_in(folder)
    write_tables(folder)
    found, portal = found_in(folder), found_by_the_portal()
    assert found != before
    assert {slug: outcome for slug, outcome in found.items() if portal.get(slug) != outcome} == {}
    assert found.keys() == portal.keys()


def test_a_tag_and_a_country_count_too(folder: Path) -> None:
    treaty = Treaty.objects.get(slug="convention-on-physical-protection-of-nuclear-material")
    treaty.topics.remove(Topic.objects.get(slug="terrorism"))
    conference = Event.objects.get(slug="quadripartite-police-conference-october-2000")
    conference.countries.clear()
    assert_the_same_is_found(folder)


@pytest.mark.parametrize("kind", every_nth([Treaty, Event, Topic], 3))
def test_a_rename_turns_nothing(folder: Path, kind: type[Any]) -> None:
    before = found_in(folder)
    for record in kind.objects.all():
        record.slug = f"renamed-{record.slug}"[:120]
        record.save()
    write_tables(folder)
    assert found_in(folder) == before


@every_kind
def test_without_the_rows_of_a_kind_it_says_so_and_goes_on(folder: Path, kind: type[Any]) -> None:
    name = NAMES[kind]
    path = folder / f"{name}.csv"
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])
    status, lines, complaint = verify(folder)
    assert (status, complaint) == (int(name in kinds_needed(folder)), "")
    assert len(lines) == ALL + 1


def kinds_needed(folder: Path) -> set[str]:
    """The kinds that a figure rests on, and the topics by which treaties are found."""
    with (folder / "reconciliation-rows.csv").open(newline="", encoding="utf-8") as file:
        return {row["kind"] for row in csv.DictReader(file)} | {"topics"}


def test_it_runs_wherever_it_was_unpacked(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "näher dran" / "x"
    elsewhere.parent.mkdir()
    shutil.copytree(folder, elsewhere, ignore=shutil.ignore_patterns("n*"))
    assert verify(elsewhere)[0] == 0


def test_every_difference_is_found(folder: Path) -> None:
    found = found_in(folder)
    assert {slug: found[slug][2] for slug in found if found[slug][0] == "differs"} == DIFFERENCES
