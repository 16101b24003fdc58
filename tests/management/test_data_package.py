"""``data_package``: the package in a file, whole or not at all, and what is said where it cannot be."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError

from records.data_package.keeping import current_package
from records.management.commands import data_package

pytestmark = pytest.mark.django_db


def test_it_writes_what_the_portal_hands_out(tmp_path: Path) -> None:
    said, file = io.StringIO(), tmp_path / "all.zip"
    call_command("data_package", "--file", str(file), stdout=said)
    package = current_package()
    assert file.read_bytes() == b"".join(package.pieces())
    assert f"{package.size:,} bytes, 29 tables" in said.getvalue()
    assert package.sha256 in said.getvalue()
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("where", ["nowhere/all.zip", "folder", "."])
def test_a_file_that_cannot_be_written_is_named(tmp_path: Path, where: str) -> None:
    (tmp_path / "folder").mkdir()
    file = tmp_path / where
    with pytest.raises(CommandError, match="The package cannot be written to"):
        call_command("data_package", "--file", str(file))
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_a_package_that_breaks_off_leaves_the_former_one(tmp_path: Path) -> None:
    file = tmp_path / "all.zip"
    file.write_text("the former one")

    def full_disk(*_: Any) -> Any:
        yield b"PK"
        raise OSError(28, "No space left on device")

    broken = mock.Mock(pieces=full_disk)
    with (
        mock.patch.object(data_package, "current_package", return_value=broken),
        pytest.raises(CommandError, match="No space left on device"),
    ):
        call_command("data_package", "--file", str(file))
    assert (file.read_text(), list(tmp_path.iterdir())) == ("the former one", [file])


def test_a_database_without_tables_is_said_to_be_one(tmp_path: Path) -> None:
    with (
        mock.patch.object(data_package, "current_package", side_effect=DatabaseError("no such table")),
        pytest.raises(CommandError, match=r"no such table Is it migrated\?"),
    ):
        call_command("data_package", "--file", str(tmp_path / "all.zip"))
