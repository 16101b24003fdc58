"""The revision of the records: one row, which the database itself changes with any change of any record."""

from __future__ import annotations

import datetime
import functools
from dataclasses import dataclass, field
from typing import Any

from django.db import connections, models

from records.models.prepared import Prepared


@dataclass(frozen=True, slots=True)
class State:
    """The records as they are between two changes: its name, which no other state bears, and since when they are so."""

    token: str
    # Known by its name alone: so it is compared, and found among what is kept, dozens of times a page.
    changed: datetime.datetime = field(compare=False)


class RevisionQuerySet(models.QuerySet[Any]):
    """Asks for the one row, and holds it."""

    def state(self) -> State | None:
        """The state that the records are in; None where the table was emptied, so that nobody knows. One query."""
        rows = _only_row()(using=self.db)
        return _state(*rows[0]) if rows else None

    def hold(self) -> None:
        """Let no one else change any record until the transaction ends; who reads does not wait.

        Only then can what a record says be compared and changed. PostgreSQL takes this row before any other in each
        change of a record, so that two who change several never wait for each other. SQLite needs nothing: settings
        let every transaction begin as the only writer.
        """
        if connections[self.db].features.has_select_for_update:
            self.select_for_update().exists()


class Revision(models.Model):
    """The one row. Triggers of the database write it, nobody else (see its migration).

    Its token is random and not counted: a backup that is brought back, or a transaction that is undone, never gives one
    name to two contents.
    """

    token = models.CharField(max_length=32, help_text="The name of the state, in hexadecimal.")
    changed = models.DateTimeField(help_text="When the change was made that led to it.")

    objects = RevisionQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_revision")]

    def __str__(self) -> str:
        return self.token


# Every request asks for it.
@functools.cache
def _only_row() -> Prepared:
    return Prepared(Revision.objects.values_list("token", "changed"), converting=False)


@functools.lru_cache(maxsize=4)
def _state(token: str, changed: datetime.datetime | str) -> State:
    """The state of the row; SQLite says the time in a text, in UTC."""
    if isinstance(changed, str):
        changed = datetime.datetime.fromisoformat(changed).replace(tzinfo=datetime.UTC)
    return State(token, changed)
