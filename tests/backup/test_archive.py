"""A file that is not whole, or not of this portal, is told from a backup."""

from __future__ import annotations

import datetime
import decimal
import random
import zipfile
from pathlib import Path

import pytest

from records.backup.archive import Backup, BackupError, Manifest, Writer
from records.backup.tables import Described, line_of

ROWS = [[number, f"Ça n’est pas {number}", None, [["a", "b"]]] for number in range(1000)]


def written(path: Path, form: int = 1) -> Path:
    with path.open("wb") as file:
        writer = Writer(file)
        rows = writer.table("records_topic", ROWS)
        table = Described("records_topic", ["id", "name", "none", "list"], rows, 1000)
        writer.finish(Manifest(form, "2026-11-30T00:00:00+00:00", "sqlite", "abc", ["records.0001_initial"], [table]))
    return path


def test_what_was_written_is_read(tmp_path: Path) -> None:
    backup = Backup(written(tmp_path / "one.zip"))
    backup.check()
    assert list(backup.rows("records_topic")) == ROWS
    assert backup.manifest.tables[0].rows == 1000


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    assert written(tmp_path / "one.zip").read_bytes() == written(tmp_path / "other.zip").read_bytes()


def test_values_are_written_alike_on_either_database() -> None:
    tokyo = datetime.timezone(datetime.timedelta(hours=9))
    moment = datetime.datetime(2026, 11, 30, 9, 0, 0, 123456, tzinfo=tokyo)
    row = [moment, datetime.date(1871, 5, 6), decimal.Decimal("0.10"), {"b": 1, "a": 2}, True, b"\0"]
    assert line_of(row) == (b'["2026-11-30T00:00:00.123456+00:00","1871-05-06","0.10",{"a":2,"b":1},true,"AA=="]\n')


@pytest.mark.parametrize("part", [0, 0.3, 0.9, 0.999])
def test_a_file_that_was_cut_short_is_refused(part: float, tmp_path: Path) -> None:
    path = written(tmp_path / "one.zip")
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * part)])
    with pytest.raises(BackupError, match=r"one\.zip is no backup of the portal, or not whole"):
        Backup(path)


def test_no_flipped_bit_changes_what_is_read(tmp_path: Path) -> None:
    """It is refused, or stands where nothing is read from, such as the time of a member."""
    path, refused = written(tmp_path / "one.zip"), 0
    content, chance = path.read_bytes(), random.Random(7)  # noqa: S311
    for place in chance.sample(range(len(content)), 150):
        path.write_bytes(content[:place] + bytes([content[place] ^ 1 << chance.randrange(8)]) + content[place + 1 :])
        try:
            backup = Backup(path)
            backup.check()
        except BackupError:
            refused += 1
        else:
            assert list(backup.rows("records_topic")) == ROWS
    assert refused > 100


def test_a_member_that_was_changed_with_its_zip_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(written(tmp_path / "one.zip")) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["tables/records_topic.jsonl"] = members["tables/records_topic.jsonl"].replace(b"999", b"998")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    with pytest.raises(BackupError, match=r"tables/records_topic\.jsonl does not agree with its checksum"):
        Backup(tmp_path / "other.zip").check()


def test_one_of_a_newer_form_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="written by a newer portal"):
        Backup(written(tmp_path / "one.zip", form=2))


def test_what_is_no_archive_or_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("{}")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("manifest.json", "{}")
    for name in ("text", "other.zip"):
        with pytest.raises(BackupError, match=f"{name} is no backup"):
            Backup(tmp_path / name)
    with pytest.raises(BackupError, match=r"none.zip cannot be read: No such file"):
        Backup(tmp_path / "none.zip")
