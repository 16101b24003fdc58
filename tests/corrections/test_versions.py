"""Versions of a record: every save is one, with its reason; fixtures know none."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from records.corrections.differences import differences_between
from records.corrections.versions import CHANGED, keep_versions, listed_in
from records.fixture_files.dumping import file_text
from records.kinds import ALL_KINDS
from records.models import Addressed, Change, Topic, Treaty
from records.rows import digest, values_of
from tests.admin_pages import (
    WHY,
    correct,
    treaty,
    versions_of,
)
from tests.fixture_rows import change_row, remove_row
from tests.kinds import every_kind

pytestmark = pytest.mark.django_db


# Loading


@every_kind
def test_every_loaded_record_has_one_version_with_its_lists(kind: type[Addressed]) -> None:
    assert kind.history.count() == kind.objects.count()
    for record in kind.objects.all()[:3]:
        [version] = versions_of(record)
        assert (version.history_type, version.history_change_reason) == ("+", "Loaded from this edition’s files.")
        for field in kind._meta.many_to_many:
            now = set(getattr(record, field.name).values_list("pk", flat=True))
            assert listed_in(version, field) == now


def test_loading_the_same_again_leaves_no_version_and_no_line(fixtures_dir: Path) -> None:
    call_command("load_records", "--directory", str(fixtures_dir), verbosity=0)

    assert Treaty.history.count() == Treaty.objects.count()
    assert Change.objects.count() == 1


def test_a_changed_row_is_a_version_and_a_removed_one_a_last_version(own_fixtures: Path) -> None:
    changed = change_row(own_fixtures, "treaties", 1, short_name="Changed", topics=[["drugs"]])
    removed = Treaty.objects.get(slug=remove_row(own_fixtures, "treaties", 31))
    call_command("load_records", "--directory", str(own_fixtures), verbosity=0)

    first, second = versions_of(Treaty.objects.get(slug=changed))
    assert (second.history_type, second.short_name) == ("~", "Changed")
    assert dict(zip(("field", "before", "after"), differences_between(first, second)[0], strict=True)) == {
        "field": "short name", "before": "", "after": "Changed",
    }  # fmt: skip
    assert [version.history_type for version in versions_of(removed)] == ["+", "-"]


def test_a_refused_load_leaves_nothing(own_fixtures: Path) -> None:
    before = Change.objects.count()
    change_row(own_fixtures, "treaties", 1, short_name="Changed")
    change_row(own_fixtures, "events", 1, date="soon")

    with pytest.raises(Exception, match="Nothing was loaded"):
        call_command("load_records", "--directory", str(own_fixtures), verbosity=0)
    assert Change.objects.count() == before
    assert len(versions_of(Treaty.objects.first())) == 1


def test_a_history_changes_neither_digest_nor_dump(editor_client: Client) -> None:
    record = treaty()
    dumped, known = file_text(Treaty), digest(values_of(record))
    correct(editor_client, record, date="2001-11")
    correct(editor_client, record, date="2001-11-23")

    assert len(versions_of(record)) == 3
    assert digest(values_of(treaty())) == known
    assert file_text(Treaty) == dumped


@every_kind
def test_many_versions_are_kept_in_a_fixed_number_of_queries(kind: type[Addressed]) -> None:
    with CaptureQueriesContext(connection) as captured:
        keep_versions(kind, kind.objects.all(), CHANGED, reason="All of them.")

    # One for the moment, one for the records, one for the versions.
    assert len(captured) <= 3 + 2 * 2 * len(kind._meta.many_to_many)
    assert kind.history.count() == 2 * kind.objects.count()


# In the shell


def test_a_save_in_the_shell_is_a_version_and_on_the_log() -> None:
    record = treaty()
    record.short_name = "Budapest"
    record._change_reason = WHY  # type: ignore[attr-defined]
    record.save()
    record.topics.clear()

    assert [version.history_change_reason for version in versions_of(record)][1] == WHY
    assert [(change.field, change.before) for change in Change.objects.filter(what="corrected")] == [
        ("topics", "High-tech crime"),
        ("short name", ""),
    ]


def test_what_is_undone_by_the_database_leaves_no_version() -> None:
    record = treaty()
    record.name = "Single Convention on Narcotic Drugs"
    with pytest.raises(IntegrityError), transaction.atomic():
        record.save()

    assert len(versions_of(record)) == 1


def test_every_kind_has_its_versions() -> None:
    assert all(kind.history.model for kind in ALL_KINDS)
    assert Topic.history.count() == Topic.objects.count()
