"""The query held against what the records hold: what a question is about, words half typed, words that none holds."""

from __future__ import annotations

from dataclasses import replace

from django.db import connection

from records.models import SearchWord
from records.search.directory import Directory
from records.search.query import Clause, Match, Query
from records.search.questions import heard

# A word half typed is completed from so many letters on, to at most so many words.
LEAST_PREFIX = 3
MOST_COMPLETIONS = 50


def complete(query: Query, named: Directory) -> tuple[Query, list[Clause]]:
    """The query as it is meant, its last word completed, and those of its clauses that no document can hold.

    Two queries.
    """
    query = heard(query, named)
    stems = {stem for phrase in query.phrases for stem in phrase}
    known = set(SearchWord.objects.filter(stem__in=stems).values_list("stem", flat=True).distinct())
    completions = _completions(query.prefix)
    if completions and query.clauses[-1].word == query.prefix:
        typed = query.clauses[-1].typed
        found = tuple(match for match in completions if match != typed)
        query = replace(query, clauses=(*query.clauses[:-1], replace(query.clauses[-1], completions=found)))
        known |= {stem for match in completions for phrase in match for stem in phrase}
    return query, [clause for clause in query.clauses if not any(_known(match, known) for match in clause.matches)]


def _known(match: Match, known: set[str]) -> bool:
    return all(stem in known for phrase in match for stem in phrase)


def _completions(prefix: str) -> list[Match]:
    """The stems of the words that begin with ``prefix``, the most frequent first."""
    if len(prefix) < LEAST_PREFIX:
        return []
    words = SearchWord.objects.filter(word__startswith=prefix)
    if connection.vendor == "sqlite":
        # Its LIKE takes no index.
        words = words.filter(word__gte=prefix, word__lt=f"{prefix}\U0010ffff")
    found = words.order_by("-documents", "word").values_list("stem", flat=True)[:MOST_COMPLETIONS]
    return [((stem,),) for stem in dict.fromkeys(found)]
