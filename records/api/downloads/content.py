"""What goes into a file, whatever its format."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import Any

from msgspec import Struct

from records.api.flat import FlatColumn

Data = dict[str, Any]


class Content(Struct, frozen=True):
    """The records of a file as data, some at a time, and what there is to say of them as a whole.

    ``title`` is what they are in plain words, ``filters`` say which of them, ``address`` is that of the file, ``state``
    the day of the newest change of the edition's records (UTC).
    """

    title: str
    filters: str
    address: str
    state: datetime.date | None
    columns: list[FlatColumn]
    count: int
    chunks: Any
    represent: Callable[[Any], Data]
    # How lines of CSV are read at once, where that can be, of the keys of some records.
    lean_rows: Callable[[Any], bytes] | None = None

    def records(self) -> Iterator[list[Data]]:
        """The records as data, a chunk at a time."""
        for chunk in self.chunks:
            yield [self.represent(record) for record in chunk]
