"""The file of a backup: a ZIP with the rows of each table as lines of JSON, a manifest, and a checksum of each.

Nothing of it belongs to one database, and nothing but a program for ZIP and `sha256sum -c SHA256SUMS` is needed to look
into it.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from msgspec import Struct, to_builtins

from records.backup.tables import Described, line_of

# Raised where a file of today would be misread by the code of yesterday, or the other way round.
FORMAT = 1
MANIFEST, SUMS = "manifest.json", "SHA256SUMS"
CHUNK = 1 << 20
# What Python raises of an archive that is none, or in which a bit was turned.
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    KeyError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)


class BackupError(Exception):
    """Why a file cannot be taken for a backup, or none can be made; a sentence."""


class Manifest(Struct, frozen=True):
    """What a backup says of itself."""

    format: int
    # When, in UTC, and from which database.
    made: str
    database: str
    # The name of the state that the records were in.
    revision: str
    # What made the tables: "records.0001_initial".
    migrations: list[str]
    tables: list[Described]


def file_of(table: str) -> str:
    """The member of the archive that holds the rows of a table."""
    return f"tables/{table}.jsonl"


class Writer:
    """Writes a backup, table by table; the manifest and the checksums come last."""

    def __init__(self, file: IO[bytes]) -> None:
        self.archive = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
        self.sums: dict[str, str] = {}

    def table(self, name: str, rows: Iterable[list[Any]]) -> int:
        """Write all rows of a table; says how many there were."""
        return self._member(file_of(name), map(line_of, rows))

    def finish(self, manifest: Manifest) -> None:
        self._member(MANIFEST, [json.dumps(to_builtins(manifest), indent=1, ensure_ascii=False).encode()])
        self._member(SUMS, [f"{found}  {name}\n".encode() for name, found in self.sums.items()])
        self.archive.close()

    def _member(self, name: str, pieces: Iterable[bytes]) -> int:
        summed, count = hashlib.sha256(), 0
        info = zipfile.ZipInfo(name)
        info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
        with self.archive.open(info, "w", force_zip64=True) as member:
            for piece in pieces:
                member.write(piece)
                summed.update(piece)
                count += 1
        self.sums[name] = summed.hexdigest()
        return count


class Backup:
    """A file that was written by `Writer`, opened to be read. Raises BackupError where it is none."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.archive = zipfile.ZipFile(path)
            self.manifest = _manifest(self.archive.read(MANIFEST))
        except (FileNotFoundError, PermissionError, IsADirectoryError) as error:
            raise BackupError(f"{path} cannot be read: {error.strerror}.") from error
        except UNREADABLE as error:
            raise BackupError(
                f"{path} is no backup of the portal, or not whole: it was cut short or damaged."
            ) from error

    def close(self) -> None:
        self.archive.close()

    def check(self) -> None:
        """Read all of it, and compare it with its checksums and counts. Raises BackupError."""
        try:
            lines = [line.split("  ", 1) for line in self.archive.read(SUMS).decode().splitlines()]
            expected = {name: found for found, name in lines}
            found = {name: self._sum(name) for name in self.archive.namelist() if name != SUMS}
            short = [one.name for one in self.manifest.tables if one.rows != sum(1 for _ in self._lines(one.name))]
        except UNREADABLE as error:
            raise BackupError(f"{self.path} is damaged: not all of it can be read ({error}).") from error
        wrong = short + sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name))
        if wrong:
            raise BackupError(f"{self.path} is damaged: {', '.join(wrong[:3])} does not agree with its checksum.")

    def rows(self, table: str) -> Iterator[list[Any]]:
        """The rows of a table, as they were written."""
        return map(json.loads, self._lines(table))

    def _lines(self, table: str) -> Iterator[bytes]:
        with self.archive.open(file_of(table)) as member:
            yield from member

    def _sum(self, name: str) -> str:
        summed = hashlib.sha256()
        with self.archive.open(name) as member:
            while piece := member.read(CHUNK):
                summed.update(piece)
        return summed.hexdigest()


def _manifest(text: bytes) -> Manifest:
    """Raises ValueError, TypeError, KeyError or BackupError for what is none that this code can read."""
    given: dict[str, Any] = json.loads(text)
    if given["format"] > FORMAT:
        raise BackupError("This backup was written by a newer portal. Restore it with that, or a newer one.")
    return Manifest(**{**given, "tables": [Described(**table) for table in given["tables"]]})
