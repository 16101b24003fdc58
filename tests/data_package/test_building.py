"""The archive: the same bytes for the same data, well-formed whatever an editor writes, in few queries."""

from __future__ import annotations

import csv
import datetime
import io
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import frictionless
import pytest
from django.conf import settings
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from records.kinds import ALL_KINDS, NAMES
from records.models import Change, Treaty
from tests.data_package.packages import described, files_in, made, rows_of, unpacked, verify
from tests.factories import MAKERS, make_many
from tests.sampling import thorough
from tools.scratch_portal import environment_in

pytestmark = pytest.mark.django_db

HOSTILE = {
    "formula": '=HYPERLINK("http://x";"y")',
    "lines": "one\r\ntwo\nthree\rfour",
    "quotes": "\"a\", 'b'; `c`,",
    "right-to-left": "\u202eabc\u200f אבג",
    "long": "x" * 10_000,
    "spaces": " \t a \u00a0 ",
    "others": "NA,null,-1,+1,@x,\u2028,\ufeff,🗾",
}


def test_the_same_data_give_the_same_bytes(shipped: bytes) -> None:
    assert made() == shipped


@thorough
def test_another_database_with_the_same_records_gives_the_same_bytes(tmp_path: Path, prepared_folder: Path) -> None:
    """An SQLite database of its own, whatever the tests run on."""
    when = datetime.datetime(2026, 11, 24, 12, 30, 15, 123456, tzinfo=datetime.UTC)
    Change.objects.update(when=when)
    file, folder = tmp_path / "other.zip", shutil.copytree(prepared_folder, tmp_path / "other")
    program = f"""
import datetime, django
django.setup()
from django.core.management import call_command
from records.models import Change
Change.objects.update(when=datetime.datetime.fromisoformat({when.isoformat()!r}))
call_command("data_package", file=__import__("pathlib").Path({str(file)!r}), verbosity=0)
"""
    subprocess.run(
        [sys.executable, "-c", program],
        cwd=settings.BASE_DIR,
        env=environment_in(str(folder)),
        check=True,
        timeout=120,
    )
    ours = made()
    assert files_in(file.read_bytes()) == files_in(ours)
    assert file.read_bytes() == ours


def test_its_times_are_the_state_of_the_data(shipped: bytes, folder: Path) -> None:
    state = Change.objects.newest()
    assert state is not None
    with ZipFile(io.BytesIO(shipped)) as archive:
        # An archive counts in steps of two seconds.
        times = {entry.date_time for entry in archive.infolist()}
        modes = {entry.external_attr >> 16 for entry in archive.infolist()}
    assert times == {(*state.timetuple()[:5], state.second // 2 * 2)}
    assert modes == {0o644}
    package = described(folder)
    assert package["version"] == package["created"] == f"{state:%Y-%m-%dT%H:%M:%SZ}"
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"


def test_a_correction_moves_the_state_and_stands_in_the_log(shipped: bytes) -> None:
    treaty = Treaty.objects.get(slug="convention-on-cybercrime")
    treaty.name = "Another name"
    treaty.save()
    after = made()
    assert after != shipped
    [row] = [row for row in rows_of(after, "treaties") if row["slug"] == treaty.slug]
    assert row["name"] == "Another name"
    first = rows_of(after, "changes")[0]
    assert (first["what"], first["kind"], first["after"]) == ("corrected", "treaties", "Another name")
    assert "author" not in "".join(first)


def make_hostile(record: Any, text: str) -> None:
    """Put the text into every field of text of a record, past all that would refuse it."""
    values: dict[str, Any] = {
        field.name: text[: field.max_length]
        for field in record._meta.fields
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and field.name not in ("slug", "date", "iso_code", "iso_numeric", "letter")
    }
    if hasattr(record, "as_printed"):
        values["as_printed"] = [[text[:9000], text[:9000]]]
    type(record).objects.filter(pk=record.pk).update(**values)


def first_of(kind: Any) -> list[Any]:
    """A record of the kind for each hostile text, where the report has fewer with made-up ones behind its own."""
    records = kind.objects.order_by("pk")
    for _ in range(len(HOSTILE) - records.count()):
        MAKERS[kind]()
    return list(records[: len(HOSTILE)])


def test_hostile_texts_come_back_to_the_letter(tmp_path: Path) -> None:
    """In every field of every kind, each text in a record of its own."""
    for kind in ALL_KINDS:
        for record, text in zip(first_of(kind), HOSTILE.values(), strict=True):
            make_hostile(record, text)
    package = made()
    printed = rows_of(package, "printed-cells")
    for kind in ALL_KINDS:
        rows = {row["slug"]: row for row in rows_of(package, NAMES[kind])}
        for record in first_of(kind):
            row = rows[record.slug]
            for field in kind._meta.fields:
                if isinstance(field, models.CharField | models.TextField) and field.name in row:
                    assert row[field.name] == getattr(record, field.name), (kind, field.name)
            if pairs := getattr(record, "as_printed", None):
                cells = [row for row in printed if (row["kind"], row["slug"]) == (NAMES[kind], record.slug)]
                assert [[row["header"], row["cell"]] for row in cells] == pairs
    folder = unpacked(package, tmp_path)
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])[:5]
    status, lines, complaint = verify(folder)
    assert (status, complaint) == (0, ""), [line for line in lines if "PORTAL" in line]


def test_its_queries_do_not_grow_with_the_records() -> None:
    with CaptureQueriesContext(connection) as before:
        made()
    for kind in MAKERS:
        make_many(kind, 20)
    with CaptureQueriesContext(connection) as after:
        made()
    assert len(after) == len(before) == 61


def test_an_empty_edition_has_a_package_too(empty_database: None, tmp_path: Path) -> None:
    folder = unpacked(made(), tmp_path)
    assert "created" not in described(folder)
    assert frictionless.validate(str(folder / "datapackage.json")).valid
    status, lines, complaint = verify(folder)
    assert (status, complaint) == (0, "")
    assert ": 0 agree, 0 differ, " in lines[-1]


def test_the_readme_says_what_is_in_it_and_how_to_cite_it(shipped: bytes) -> None:
    files = files_in(shipped)
    readme = files["README.md"].decode()
    for name in files:
        if name.endswith(".csv"):
            assert f"`{name}` | {len(rows_of(shipped, name.removesuffix('.csv')))} |" in readme or name == "CHANGES.csv"
    for words in ("## How to cite", "## Rights", "CC BY 4.0", "python verify.py", "266 figures", "as of "):
        assert words in readme
    assert "$" not in readme


def test_every_line_of_the_log_is_in_it(shipped: bytes) -> None:
    text = files_in(shipped)["CHANGES.csv"].decode()
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["number"] for row in rows] == [str(change.pk) for change in Change.objects.all()]
    assert {row["source"] for row in rows} == {"fixtures"}
