"""The change log as a table, without names of people."""

from __future__ import annotations

from collections.abc import Iterator

from records.data_package.tables import Cells, Table, column
from records.models import Change

COLUMNS = [
    column("number", "The number of the line; its page is /changes/<number>/.", "integer", required=True),
    column("when", "When it was done (UTC); the same for all fields of one correction.", "datetime", required=True),
    column("what", "What was done.", required=True, enum=list(Change.What.values)),
    column(
        "source",
        "By whom: an editor, or a load of its files.",
        required=True,
        enum=list(Change.Source.values),
    ),
    column("kind", "The kind’s public name; empty for a load."),
    column("name", "What the record was called then."),
    column("address", "The path of its page then."),
    column("field", "What of it was corrected, in plain words."),
    column("before", "What the field said before, as a reader reads it."),
    column("after", "What it says since then."),
    column("reason", "Why."),
]


def changes_table() -> Table:
    """Every correction, addition, withdrawal and load, newest first."""
    return Table(
        "changes",
        "Change log",
        "Every correction, addition, withdrawal and load since the report was transcribed, newest first.",
        COLUMNS,
        ["number"],
        rows(),
    )


def rows() -> Iterator[Cells]:
    """The lines of the log; one query."""
    names = ["pk", *(str(told["name"]) for told in COLUMNS[1:])]
    yield from Change.objects.order_by("-when", "pk").values_list(*names).iterator(chunk_size=500)
