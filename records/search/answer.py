"""What the search answers to what was typed, as narrowed: hits, counts, and ways on where there is none."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct, field

from records.outline import Outline
from records.search import finding
from records.search.completing import complete
from records.search.directory import Directory
from records.search.documents import mark
from records.search.filters import SearchFilterSet
from records.search.finding import Narrowing, count, find
from records.search.query import Clause, Query
from records.search.ranking import Hit
from records.search.ways_on import did_you_mean, with_fewer_words

NO_WORD = "There is no word to search for. Give one that the report may hold."
MORE_HITS = "More records match than are counted and shown here. Add a word, or narrow them."


class Answer(Struct, frozen=True):
    """The hits in order, and all that is to be said about them."""

    # As it was completed.
    query: Query
    hits: list[Hit] = field(default_factory=list)
    # How many hits each value of each filter would leave, such as “country:china”.
    counts: Counter[str] = field(default_factory=Counter)
    notices: list[str] = field(default_factory=list)
    # Words that no record holds.
    unknown: list[str] = field(default_factory=list)
    # Where nothing is found: what may have been meant or, where nothing is alike, what fewer words find, and how much.
    meant: list[str] = field(default_factory=list)
    fewer: list[tuple[str, int]] = field(default_factory=list)


def answer(query: Query, filterset: SearchFilterSet, named: Directory, *, ways_on: bool) -> Answer:
    """What is found; nothing, where no word is asked for or a filter does not fit.

    ``ways_on``: whether to look for any where nothing is found.
    """
    if query.text and not query.clauses:
        return Answer(query, notices=[*query.notices, NO_WORD])
    if not filterset.is_valid():
        return Answer(query, notices=[*query.notices])
    narrowing = filterset.narrowing()
    query, unknown = complete(query, named)
    hits = [] if unknown else find(query, narrowing)
    counts = Counter[str]() if unknown else _counts(query, narrowing, hits, filterset.outline)
    more = [MORE_HITS] if len(hits) >= finding.MOST_HITS else []
    meant, fewer = ([], []) if hits or not ways_on else _ways_on(query, unknown, narrowing, named)
    words = [clause.word for clause in unknown if clause.word]
    return Answer(query, hits, counts, [*query.notices, *more], words, meant, fewer)


def _counts(query: Query, narrowing: Narrowing, hits: list[Hit], outline: Outline) -> Counter[str]:
    """How many hits each value of each filter would leave, the other filters kept; one query where any narrows."""
    years = Narrowing({}, narrowing.first_year, narrowing.last_year)
    own = count(find(query, years) if narrowing.marks else hits, narrowing)
    counts = own.copy()
    for section, below in outline.slugs_below.items():
        counts[mark("section", section)] = sum(own[mark("section", slug)] for slug in below)
    return counts


def _ways_on(
    query: Query, unknown: list[Clause], narrowing: Narrowing, named: Directory
) -> tuple[list[str], list[tuple[str, int]]]:
    """What may have been meant or, where nothing is alike, what fewer words find."""
    if meant := did_you_mean(query, unknown, narrowing, named):
        return meant, []
    return [], with_fewer_words(query, unknown, narrowing, named) if len(query.clauses) > 1 else []
