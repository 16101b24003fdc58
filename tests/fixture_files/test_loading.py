"""``load_records``: all the fixtures or nothing, and never silently over an editor's work."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from records.kinds import ALL_KINDS
from records.models import Country, CourtesyVisit, LoadedRow, Section, Treaty
from tests.factories import make_treaty
from tests.fixture_rows import add_row, change_row, remove_row, rows_in, write_rows
from tests.processes import finish, start
from tests.sampling import thorough

TREATY = "consular-convention-between-japan-and-united-states-of-america"


def load(directory: Path, *options: str) -> str:
    """What ``load_records`` says."""
    said = StringIO()
    call_command("load_records", "--directory", str(directory), *options, stdout=said)
    return said.getvalue()


def refusal(directory: Path, *options: str) -> str:
    """Why ``load_records`` refuses."""
    with pytest.raises(CommandError) as refused:
        load(directory, *options)
    assert refused.value.returncode == 1
    return str(refused.value)


# Into an empty database


@pytest.mark.usefixtures("empty_database")
def test_it_loads_every_row_and_says_so_in_a_line(fixtures_dir: Path) -> None:
    said = load(fixtures_dir)

    total = sum(kind.objects.count() for kind in ALL_KINDS)
    assert said == f"Loaded {total} records: {total} added, 0 changed, 0 removed, 0 as they were.\n"
    assert LoadedRow.objects.count() == total


@pytest.mark.usefixtures("empty_database")
@pytest.mark.parametrize(
    ("name", "faults"),
    [
        (
            "treaties",
            [
                ({"action": "burnt"}, "action: Value 'burnt' is not a valid"),
                ({"date": "soon"}, "date: “soon” is not a date in EDTF"),
                ({"as_printed": [["Name"]]}, "as_printed: The printed row must be a list"),
                ({"slug": "No Slug"}, "slug: "),
            ],
        ),
        ("countries", [({"printed_names": "Thai"}, "printed_names: The names must be a list of text.")]),
        ("assistance_by_region", [({"share": "100.1"}, "the row as a whole: A share lies between 0 and 100.")]),
        ("memberships", [({"is_organization": True}, "the row as a whole: Name a country, or say that it is an")]),
        (
            "events",
            [
                ({"position": -1}, "position: Ensure this value is greater than or equal to 0."),
                ({"position": 2**70}, "position: Ensure this value is less than or equal to"),
                ({"title": ""}, "title: This field cannot be blank."),
                ({"title": "x" * 161}, "title: Ensure this value has at most 160 characters (it has 161)."),
            ],
        ),
    ],
)
def test_each_bad_row_is_named_and_nothing_is_loaded(
    own_fixtures: Path, name: str, faults: list[tuple[dict[str, Any], str]]
) -> None:
    slugs = [change_row(own_fixtures, name, number, **fields) for number, (fields, _) in enumerate(faults, 1)]

    said = refusal(own_fixtures)
    for number, (slug, (fields, reason)) in enumerate(zip(slugs, faults, strict=True), 1):
        assert f"{name}.json, row {number} ({fields.get('slug', slug)}): {reason}" in said
    assert said.count(f"{name}.json, row ") == len(faults)
    assert not LoadedRow.objects.exists()
    assert [kind for kind in ALL_KINDS if kind.objects.exists()] == []


@pytest.mark.usefixtures("empty_database")
def test_all_bad_rows_of_a_kind_are_named_up_to_twenty(own_fixtures: Path) -> None:
    rows = rows_in(own_fixtures, "treaties")
    for row in rows:
        row["fields"]["action"] = "burnt"
    write_rows(own_fixtures, "treaties", rows)

    said = refusal(own_fixtures)
    assert said.count("is not a valid choice") == 20
    assert said.endswith("... and 11 more.")


@pytest.mark.usefixtures("empty_database")
def test_a_value_that_must_be_unique_is_refused_in_a_second_row(own_fixtures: Path) -> None:
    name = rows_in(own_fixtures, "treaties")[0]["fields"]["name"]
    change_row(own_fixtures, "treaties", 2, name=name)

    assert "treaties.json, row 2 (single-convention-on-narcotic-drugs): name: Treaty with this" in refusal(own_fixtures)


# Over a database that holds records


@pytest.mark.django_db
def test_loading_the_same_again_changes_nothing(fixtures_dir: Path) -> None:
    assert ": 0 added, 0 changed, 0 removed, " in load(fixtures_dir)


@pytest.mark.django_db
def test_a_changed_row_changes_its_record_in_place(own_fixtures: Path) -> None:
    before = Treaty.objects.get(slug=TREATY)
    change_row(own_fixtures, "treaties", 1, short_name="Consular Convention", date="1964-08-01", topics=[["drugs"]])

    assert ": 0 added, 1 changed, 0 removed, " in load(own_fixtures)
    after = Treaty.objects.get(slug=TREATY)
    assert (after.pk, after.short_name, after.earliest) == (before.pk, "Consular Convention", after.latest)
    assert [topic.slug for topic in after.topics.all()] == ["drugs"]
    assert list(after.countries.all()) == list(before.countries.all())


@pytest.mark.django_db
def test_rows_come_and_go_with_what_refers_to_them(own_fixtures: Path, fixtures_dir: Path) -> None:
    numbers = {country.iso_numeric for country in Country.objects.all()}
    free = next(f"{number:03}" for number in range(1000) if f"{number:03}" not in numbers)
    names = {"slug": "atlantis", "name": "Atlantis", "iso_code": "ZZ", "iso_numeric": free, "region": "asia"}
    add_row(own_fixtures, "countries", **names)
    change_row(own_fixtures, "treaties", 1, countries=[["atlantis"]])
    visit = change_row(own_fixtures, "courtesy_visits", 2, country=["atlantis"])

    assert ": 1 added, 2 changed, 0 removed, " in load(own_fixtures)
    assert str(CourtesyVisit.objects.get(slug=visit).country) == "Atlantis"
    assert ": 0 added, 2 changed, 1 removed, " in load(fixtures_dir)
    assert not Country.objects.filter(slug="atlantis").exists()


@pytest.mark.django_db
def test_a_removed_row_removes_its_record(own_fixtures: Path) -> None:
    slug = remove_row(own_fixtures, "treaties", 31)

    assert ": 0 added, 0 changed, 1 removed, " in load(own_fixtures)
    assert not Treaty.objects.filter(slug=slug).exists()


@pytest.mark.django_db
def test_two_rows_may_swap_what_must_be_unique(own_fixtures: Path) -> None:
    one, other = (row["fields"]["name"] for row in rows_in(own_fixtures, "treaties")[:2])
    change_row(own_fixtures, "treaties", 1, name=other)
    change_row(own_fixtures, "treaties", 2, name=one)

    assert ": 0 added, 2 changed, 0 removed, " in load(own_fixtures)
    assert Treaty.objects.get(slug=TREATY).name == other


@pytest.mark.django_db
def test_a_section_may_come_between_others(own_fixtures: Path) -> None:
    rows = rows_in(own_fixtures, "sections")
    fields = {**rows[0]["fields"], "slug": "1-1", "number": "1 (1)", "parent": ["1"]}
    rows.insert(1, {**rows[0], "fields": fields})
    for number, row in enumerate(rows, 1):
        row["fields"]["position"] = number
    write_rows(own_fixtures, "sections", rows)

    assert f": 1 added, {len(rows) - 2} changed, 0 removed, " in load(own_fixtures)
    assert list(Section.objects.values_list("position", flat=True)) == list(range(1, len(rows) + 1))


@pytest.mark.django_db
def test_a_row_may_be_replaced_by_one_with_its_unique_name(own_fixtures: Path) -> None:
    change_row(own_fixtures, "treaties", 1, slug="consular-convention")

    assert ": 1 added, 0 changed, 1 removed, " in load(own_fixtures)


@pytest.mark.django_db
def test_a_bad_row_leaves_the_records_as_they_were(own_fixtures: Path) -> None:
    change_row(own_fixtures, "treaties", 1, short_name="Changed")
    change_row(own_fixtures, "events", 1, date="soon")

    assert "events.json, row 1 (" in refusal(own_fixtures)
    assert Treaty.objects.get(slug=TREATY).short_name == ""


@pytest.mark.django_db
def test_edits_are_not_overwritten_but_named(fixtures_dir: Path) -> None:
    Treaty.objects.filter(slug=TREATY).update(short_name="An editor's")
    Treaty.objects.get(slug="convention-on-cybercrime").delete()
    make_treaty(slug="an-editors-own")

    said = refusal(fixtures_dir)
    assert "it would overwrite 3 edits made since the last load: " in said
    assert f"treaties {TREATY} (edited)" in said
    assert "treaties convention-on-cybercrime (deleted)" in said
    assert "treaties an-editors-own (added)" in said
    assert Treaty.objects.get(slug=TREATY).short_name == "An editor's"


@pytest.mark.django_db
def test_many_edits_are_counted_and_the_first_few_named(fixtures_dir: Path) -> None:
    Treaty.objects.update(short_name="An editor's")

    said = refusal(fixtures_dir)
    assert "31 edits" in said
    assert said.count("(edited)") == 5


@pytest.mark.django_db
def test_an_edit_of_what_a_record_refers_to_counts(fixtures_dir: Path) -> None:
    Treaty.objects.get(slug=TREATY).topics.clear()

    assert "1 edit made" in refusal(fixtures_dir)


@pytest.mark.django_db
def test_replace_overwrites_edits_and_says_how_many(fixtures_dir: Path) -> None:
    Treaty.objects.filter(slug=TREATY).update(short_name="An editor's")
    Treaty.objects.get(slug="convention-on-cybercrime").delete()
    make_treaty(slug="an-editors-own")

    said = load(fixtures_dir, "--replace")
    assert ": 1 added, 1 changed, 1 removed, " in said
    assert said.endswith("Overwrote 3 edits.\n")
    assert Treaty.objects.get(slug=TREATY).short_name == ""
    assert Treaty.objects.count() == 31
    assert ": 0 added, 0 changed, 0 removed, " in load(fixtures_dir)


@pytest.mark.django_db
def test_edits_that_the_fixtures_hold_already_stand_in_nobody_s_way(tmp_path: Path) -> None:
    Treaty.objects.filter(slug=TREATY).update(short_name="An editor's")
    call_command("dump_records", "--directory", str(tmp_path), verbosity=0)

    assert ": 0 added, 0 changed, 0 removed, " in load(tmp_path)
    assert ": 0 added, 0 changed, 0 removed, " in load(tmp_path)


@pytest.mark.django_db
def test_if_empty_does_nothing_where_any_record_is(tmp_path: Path) -> None:
    Treaty.objects.filter(slug=TREATY).update(short_name="An editor's")

    # It does not even look for the fixtures.
    assert load(tmp_path, "--if-empty") == "The database holds records already; nothing was loaded.\n"
    assert Treaty.objects.get(slug=TREATY).short_name == "An editor's"


def test_if_empty_and_replace_exclude_each_other(fixtures_dir: Path) -> None:
    with pytest.raises(CommandError, match="not allowed with"):
        load(fixtures_dir, "--if-empty", "--replace")


# In processes of their own, on a database of their own


@thorough
def test_two_starts_at_once_load_once(scratch: dict[str, str], tmp_path: Path, fixtures_dir: Path) -> None:
    assert finish(start(scratch, "migrate", "-v0"))[0] == 0

    ends = [finish(process) for process in [start(scratch, "load_records", "--if-empty") for _ in range(2)]]

    assert [(code, complained) for code, _, complained in ends] == [(0, ""), (0, "")]
    assert sorted(said.split()[0] for _, said, _ in ends) == ["Loaded", "The"]
    dumped = tmp_path / "dump"
    assert finish(start(scratch, "dump_records", "--directory", str(dumped)))[0] == 0
    assert (dumped / "events.json").read_bytes() == (fixtures_dir / "events.json").read_bytes()


def test_a_database_without_tables_is_said_to_be_so(scratch: dict[str, str]) -> None:
    code, _, complained = finish(start(scratch, "load_records"))

    assert code == 1
    assert "Is it migrated?" in complained
    assert "Traceback" not in complained
