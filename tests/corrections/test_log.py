"""The change log: what is put on it, from, to and why."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from records.models import Change, Treaty
from tests.admin_pages import WHY, correct, treaty, versions_of
from tests.fixture_rows import add_row, change_row, remove_row

pytestmark = pytest.mark.django_db


def load(directory: Path, *options: str) -> None:
    call_command("load_records", "--directory", str(directory), *options, verbosity=0)


def lines() -> list[tuple[str, str, str]]:
    return [(change.what, change.name, change.field) for change in Change.objects.all()]


def test_a_later_load_is_a_line_and_one_for_each_field_that_it_changed(own_fixtures: Path) -> None:
    changed = change_row(own_fixtures, "treaties", 1, short_name="Changed", date="1964-08-01")
    removed = Treaty.objects.get(slug=remove_row(own_fixtures, "treaties", 31))
    add_row(own_fixtures, "topics", slug="piracy", name="Piracy", description="At sea.")
    load(own_fixtures)

    name = Treaty.objects.get(slug=changed).name
    assert sorted(lines()) == sorted([
        ("loaded", "All records", ""), ("loaded", "All records", ""),
        ("added", "Piracy", ""), ("withdrawn", str(removed), ""),
        ("corrected", name, "date"), ("corrected", name, "short name"),
    ])  # fmt: skip
    made = Change.objects.exclude(what="loaded")
    assert {(change.source, change.reason) for change in made} == {("fixtures", "Loaded from this edition’s files.")}
    assert lines()[0] == ("loaded", "All records", "")


def test_an_edit_that_a_load_overwrites_is_on_the_log(editor_client: Client, fixtures_dir: Path) -> None:
    correct(editor_client, treaty(), date="2001-11")
    load(fixtures_dir, "--replace")

    summary, change, *_ = Change.objects.all()
    assert summary.reason.endswith("Overwrote 1 edit.")
    assert (change.source, change.before, change.after) == ("fixtures", "November 2001", "November 23, 2001")


def test_a_correction_is_a_line_a_field_in_the_form_s_order(editor_client: Client) -> None:
    correct(editor_client, treaty(), date="2001-11", short_name="Budapest", action="ratified", topics=[], reason=WHY)

    made = list(Change.objects.filter(what="corrected"))
    assert [(change.field, change.before, change.after) for change in made] == [
        ("date", "November 23, 2001", "November 2001"),
        ("short name", "", "Budapest"),
        ("action", "Signed", "Ratified"),
        ("topics", "High-tech crime", ""),
    ]
    assert {change.when for change in made} == {versions_of(treaty())[-1].history_date}
    assert {change.reason for change in made} == {WHY}
