"""``dump_records``: the same bytes where nothing was edited, and an edit as one line of a diff."""

from __future__ import annotations

import difflib
import os
import subprocess
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries

from records.fixture_files.dumping import file_text
from records.fixture_files.former_addresses import FORMER_ADDRESSES_FILE
from records.fixture_files.reading import file_name
from records.kinds import ALL_KINDS
from records.models import Addressed, Country, Treaty
from tests.factories import make_many
from tests.kinds import every_kind

pytestmark = pytest.mark.django_db


def dump(directory: Path) -> str:
    """What ``dump_records`` says."""
    said = StringIO()
    call_command("dump_records", "--directory", str(directory), stdout=said)
    return said.getvalue()


@every_kind
def test_what_was_loaded_is_dumped_byte_for_byte(kind: type[Addressed], fixtures_dir: Path) -> None:
    assert file_text(kind) == (fixtures_dir / file_name(kind)).read_bytes().decode()


def test_it_writes_a_file_a_kind_into_a_new_folder(tmp_path: Path, fixtures_dir: Path) -> None:
    said = dump(tmp_path / "some" / "where")

    written = sorted(path.name for path in (tmp_path / "some" / "where").iterdir())
    assert written == sorted([*map(file_name, ALL_KINDS), FORMER_ADDRESSES_FILE])
    assert said.startswith("Dumped 19 kinds of record; 20 file(s) changed: countries.json, ")


def test_it_leaves_files_alone_that_stay_the_same(own_fixtures: Path) -> None:
    assert dump(own_fixtures) == "Dumped 19 kinds of record; 0 file(s) changed.\n"


def test_an_edit_is_one_line_of_a_diff(own_fixtures: Path) -> None:
    before = (own_fixtures / "treaties.json").read_text().splitlines()
    Treaty.objects.filter(slug="convention-on-cybercrime").update(short_name="“Budapest” Convention")

    assert dump(own_fixtures) == "Dumped 19 kinds of record; 1 file(s) changed: treaties.json.\n"
    after = (own_fixtures / "treaties.json").read_text().splitlines()
    changes = [line for line in difflib.ndiff(before, after) if line[0] in "+-"]
    assert changes == ['-       "short_name": "",', '+       "short_name": "“Budapest” Convention",']


def test_what_a_record_refers_to_is_sorted_by_slug(own_fixtures: Path) -> None:
    treaty = Treaty.objects.get(slug="convention-on-cybercrime")
    treaty.countries.set(Country.objects.filter(slug__in=["united-states", "china", "japan"]).order_by("-slug"))

    assert '      "countries": [["china"], ["japan"], ["united-states"]],' in file_text(Treaty)


def test_a_kind_without_records_is_an_empty_list() -> None:
    Treaty.objects.all().delete()

    assert file_text(Treaty) == "[]\n"


@every_kind
def test_the_number_of_queries_does_not_grow_with_the_rows(
    kind: type[Addressed], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make_many(kind, 5)

    with django_assert_max_num_queries(3):
        file_text(kind)


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(CommandError, match=r"The fixtures cannot be written into .*: File exists"):
        dump(tmp_path / "file")


def test_a_failed_write_leaves_the_old_file_and_no_draft(own_fixtures: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (own_fixtures / "treaties.json").read_bytes()
    Treaty.objects.update(short_name="Edited")
    monkeypatch.setattr(Path, "replace", _no_room)

    with pytest.raises(CommandError, match="No space left"):
        dump(own_fixtures)
    assert (own_fixtures / "treaties.json").read_bytes() == before
    assert len(list(own_fixtures.iterdir())) == len(ALL_KINDS) + 1


def _no_room(path: Path, target: Path) -> None:
    raise OSError(28, "No space left on device")


def test_what_a_killed_dump_left_is_taken_away(own_fixtures: Path) -> None:
    with subprocess.Popen(["true"]) as gone:
        pass
    left, under_way = own_fixtures / f".treaties.json-{gone.pid}", own_fixtures / f".treaties.json-{os.getppid()}"
    left.touch()
    under_way.touch()
    dump(own_fixtures)
    assert not left.exists()
    assert under_way.exists()
