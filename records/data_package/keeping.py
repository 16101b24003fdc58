"""The package as it is handed out: made once for each state of the data, and kept until the next."""

from __future__ import annotations

import datetime
import functools
import hashlib
import tempfile
import threading
import weakref
from collections.abc import Iterator
from typing import IO

from msgspec import Struct, field

from records.data_package.building import write_package
from records.data_package.descriptor import Written
from records.models import Change, Revision
from records.models.revision import State

# What is kept in memory; the report's package has a fortieth of it. A larger one is in an unnamed file.
IN_MEMORY = 6_000_000
PIECE = 1 << 16
# How often it is made anew where a record was corrected meanwhile.
TRIES = 3


class Package(Struct, frozen=True, weakref=True):
    """The archive: the newest change in it, the tables in it, its size in bytes, its SHA-256 in hexadecimal."""

    state: datetime.datetime | None
    tables: list[Written]
    size: int
    sha256: str
    file: IO[bytes]
    lock: threading.Lock = field(default_factory=threading.Lock)

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
        state = Revision.objects.state()
        package = package_in(state) if state else made_package()
        if Revision.objects.state() == state:
            break
    return package


@functools.lru_cache(maxsize=1)
def package_in(state: State) -> Package:
    """The package of that state; takes a third of a second where it is not the one that was asked for last."""
    return made_package()


def made_package() -> Package:
    """The package, made now."""
    file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (closed below)
    state = Change.objects.newest()
    tables = write_package(file, state)
    file.seek(0)
    digest = hashlib.sha256()
    while piece := file.read(PIECE):
        digest.update(piece)
    package = Package(state, tables, file.tell(), digest.hexdigest(), file)
    # Once the next one is kept and nobody reads this any more.
    weakref.finalize(package, file.close)
    return package
