"""Records some at a time, however many there are, in the order asked for.

Between two chunks others are answered, whose end closes the connection to the database, so no cursor stays open from
one to the next. The primary keys are noted once, eight bytes a record; each chunk then asks for its own by key. So a
record comes once, whatever is edited meanwhile, and a chunk costs the same queries wherever it stands.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

# Some 50 ms of work: others wait no longer for their turn.
AT_ONCE = 100


class Chunks:
    """What a list holds, some at a time."""

    def __init__(self, found: list[Any]) -> None:
        self.found = found

    @classmethod
    def of(cls, found: QuerySet[Any] | list[Any], whole: QuerySet[Any]) -> Chunks:
        """Those of a queryset, which ``whole`` fetches with all that is told of each, or of what is at hand."""
        return RecordChunks(found, whole) if isinstance(found, QuerySet) else cls(found)

    def __len__(self) -> int:
        return len(self.found)

    def __iter__(self) -> Iterator[list[Any]]:
        for start in range(0, len(self.found), AT_ONCE):
            yield self.found[start : start + AT_ONCE]


class RecordChunks(Chunks):
    """The records of a queryset, noted when it is made; one query then, and a fixed number a chunk."""

    def __init__(self, found: QuerySet[Any], whole: QuerySet[Any]) -> None:
        """``found`` says which and in which order, ``whole`` fetches a record with all that is told of it."""
        keys = found.select_related(None).prefetch_related(None).values_list("pk", flat=True)
        self.keys = array("q", keys.iterator(chunk_size=2000))
        self.whole = whole.order_by()

    def __len__(self) -> int:
        return len(self.keys)

    def keys_at_once(self, count: int) -> Iterator[array[int]]:
        """The keys of the records in order, so many at a time."""
        for start in range(0, len(self.keys), count):
            yield self.keys[start : start + count]

    def __iter__(self) -> Iterator[list[Any]]:
        """Raises KeyError where a record was withdrawn meanwhile: a file that breaks off is better than a wrong one."""
        for start in range(0, len(self.keys), AT_ONCE):
            keys = self.keys[start : start + AT_ONCE]
            records = self.whole.in_bulk(keys)
            yield [records[key] for key in keys]
