"""The words that a list is filtered by, looked up in the search's index where its records are too many to read.

A list's filter finds letters wherever they stand, “terror” also in “counterterrorism”. So the index says only which
records may hold them, by the stems of all words that do; whether a record does is still read in the record.
"""

from __future__ import annotations

import re
from typing import Any

from django.db import connection

from records.kinds import NAMES
from records.models import (
    CourtesyVisit,
    DisasterReliefMission,
    Event,
    Meeting,
    PeacekeepingMission,
    SearchDocument,
    SearchWord,
    Tally,
    TrainingCourse,
    Treaty,
)
from records.models.search import INDEX, LONGEST_WORD, STOP_WORDS

# Where a document of each kind that may have very many records holds what its filter looks in; others are read.
EVERYWHERE = ("title", "names", "about", "text")
COLUMNS: dict[type[Any], tuple[str, ...]] = {
    TrainingCourse: ("title", "names"),
    DisasterReliefMission: ("title", "about"),
    PeacekeepingMission: ("about",),
    Meeting: EVERYWHERE,
    Treaty: ("title", "names"),
    CourtesyVisit: EVERYWHERE,
    Event: ("title", "text"),
}
TABLE = SearchDocument._meta.db_table
WEIGHTS = dict(zip(EVERYWHERE, "ABCD", strict=True))
# So many records are read in a few milliseconds.
MOST_READ = 1_000
# Letters that more words hold are in so many records that the first of them are soon read.
MOST_WORDS = 200
# Letters and digits of which the words of documents are made; of other scripts nothing is presumed.
RUN = re.compile(r"[A-Za-z0-9]+")


def long_kinds() -> frozenset[type[Any]]:
    """The kinds that have too many records to read them all for a page, and of which the index can help; one query."""
    totals = Tally.objects.by_kind(Tally.Facet.ALL)
    return frozenset(kind for kind in COLUMNS if totals.get(NAMES[kind], 0) > MOST_READ)


def stems_holding(asked: str) -> list[list[str]]:
    """For each word of a filter that says enough, the stems of all words that hold its longest run of letters."""
    runs = {
        max(found, key=len).lower() for word in asked.split()[:20] if word.isascii() and (found := RUN.findall(word))
    }
    found = []
    for run in sorted(runs):
        if len(run) <= LONGEST_WORD and not any(run in stop for stop in STOP_WORDS):
            words = SearchWord.objects.all() if run.isdigit() else SearchWord.objects.without_numbers()
            holding = words.filter(word__contains=run).order_by().values_list("stem", flat=True)
            stems = list(holding[: MOST_WORDS + 1])
            if len(stems) <= MOST_WORDS:
                found.append(sorted(set(stems)))
    return found


def keys_holding(kind: type[Any], stems: list[list[str]], most: int) -> list[int] | None:
    """The keys of the records that may hold the ``stems``, at most one more than ``most``; None where all may.

    One query.
    """
    if not stems:
        return None
    if not all(stems):
        return []
    sql, params = _documents(kind, stems)
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} LIMIT {most + 1}", params)
        return [key for (key,) in cursor.fetchall()]


def _documents(kind: type[Any], stems: list[list[str]]) -> tuple[str, list[Any]]:
    """The keys of the records whose documents hold any of the stems of each word, as SQL and its parameters."""
    # Of the kind by its mark in the index: to read it in the documents takes longer than to find them.
    own = f"kind:{NAMES[kind]}"
    if connection.vendor == "sqlite":
        either = (" OR ".join(f'"{stem}"' for stem in some) for some in stems)
        expression = " AND ".join(
            [f"({{{' '.join(COLUMNS[kind])}}} : ({some}))" for some in either] + [f'(marks : "{own}")']
        )
        tables, condition = f"{INDEX} i CROSS JOIN {TABLE} d ON d.id = i.rowid", f"{INDEX} MATCH %s"
    else:
        weights = "".join(WEIGHTS[column] for column in COLUMNS[kind])
        either = (" | ".join(f"'{stem}':{weights}" for stem in some) for some in stems)
        expression = " & ".join([f"({some})" for some in either] + [f"'{own}'"])
        tables, condition = f"{TABLE} d", "d.vector @@ %s::tsquery"
    # The names are our own, and the values parameters.
    return f"SELECT d.record_id FROM {tables} WHERE {condition}", [expression]  # noqa: S608
