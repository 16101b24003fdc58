"""The package as it is handed out: made once for each state of the data, and kept until the next."""

from __future__ import annotations

import datetime
import functools
import hashlib
import tempfile
import threading
import weakref
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from records.data_package.building import write_package
from records.data_package.descriptor import Written
from records.models import Change

# What is kept in memory; the report's package has a fortieth of it. A larger one is in an unnamed file.
IN_MEMORY = 6_000_000
PIECE = 1 << 16
# How often it is made anew where a record was corrected meanwhile.
TRIES = 3


@dataclass(frozen=True)
class Package:
    """The archive: its size in bytes, its SHA-256 in hexadecimal, and the tables in it."""

    state: datetime.datetime | None
    tables: list[Written]
    size: int
    sha256: str
    file: IO[bytes] = field(repr=False)
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def pieces(self) -> Iterator[bytes]:
        """Its bytes, some at a time; several may read at once."""
        for start in range(0, self.size, PIECE):
            with self.lock:
                self.file.seek(start)
                piece = self.file.read(PIECE)
            yield piece


def current_package() -> Package:
    """The package of the data as they are now."""
    for _ in range(TRIES):
        package = package_of(Change.objects.state())
        if package.state == Change.objects.state():
            break
        package_of.cache_clear()
    return package


@functools.lru_cache(maxsize=1)
def package_of(state: datetime.datetime | None) -> Package:
    """The package of that state; takes a third of a second where it is not the one that was asked for last."""
    file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (closed below)
    tables = write_package(file, state)
    file.seek(0)
    digest = hashlib.sha256()
    while piece := file.read(PIECE):
        digest.update(piece)
    package = Package(state, tables, file.tell(), digest.hexdigest(), file)
    # Once the next one is kept and nobody reads this any more.
    weakref.finalize(package, file.close)
    return package
