"""The query held against what the records hold: what a question is about, words half typed, words that none holds."""

from __future__ import annotations

import functools

from django.db import connection, connections, router
from msgspec.structs import replace

from records.models import SearchWord
from records.models.prepared import Prepared, fetched
from records.search.directory import Directory
from records.search.query import Clause, Match, Query
from records.search.questions import heard

# A word half typed is completed from so many letters on, to at most so many words.
LEAST_PREFIX = 3
MOST_COMPLETIONS = 50
# The sample in a query for words that begin so, and the last letter that there can be.
BEGINNING, LAST = "beginning", "\U0010ffff"


def complete(query: Query, named: Directory) -> tuple[Query, list[Clause]]:
    """The query as it is meant, its last word completed, and those of its clauses that no document can hold.

    Two queries.
    """
    query = heard(query, named)
    known = _known_of({stem for phrase in query.phrases for stem in phrase})
    completions = _completions(query.prefix)
    if completions and query.clauses[-1].word == query.prefix:
        typed = query.clauses[-1].typed
        found = tuple(match for match in completions if match != typed)
        query = replace(query, clauses=(*query.clauses[:-1], replace(query.clauses[-1], completions=found)))
        known |= {stem for match in completions for phrase in match for stem in phrase}
    return query, [clause for clause in query.clauses if not any(_known(match, known) for match in clause.matches)]


def _known(match: Match, known: set[str]) -> bool:
    return all(stem in known for phrase in match for stem in phrase)


def _known_of(stems: set[str]) -> set[str]:
    """Those of the stems that any document holds."""
    if not stems:
        return set()
    table, places = SearchWord._meta.db_table, ", ".join(["%s"] * len(stems))
    sql = f"SELECT DISTINCT stem FROM {table} WHERE stem IN ({places})"  # noqa: S608 # The names are our own.
    return {stem for (stem,) in fetched(connections[router.db_for_read(SearchWord)], sql, [*stems])}


def _completions(prefix: str) -> list[Match]:
    """The stems of the words that begin with ``prefix``, the most frequent first."""
    if len(prefix) < LEAST_PREFIX:
        return []
    # It holds letters and digits alone, no sign of LIKE.
    found = _beginning()(f"{prefix}%", *([prefix, f"{prefix}{LAST}"] if connection.vendor == "sqlite" else []))
    return [((stem,),) for stem in dict.fromkeys(stem for (stem,) in found)]


@functools.cache
def _beginning() -> Prepared:
    """The stems of the words that begin so."""
    words = SearchWord.objects.filter(word__startswith=BEGINNING)
    samples = [f"{BEGINNING}%"]
    if connection.vendor == "sqlite":
        # Its LIKE takes no index.
        words = words.filter(word__gte=BEGINNING, word__lt=f"{BEGINNING}{LAST}")
        samples += [BEGINNING, f"{BEGINNING}{LAST}"]
    return Prepared(words.order_by("-documents", "word").values_list("stem")[:MOST_COMPLETIONS], *samples)
