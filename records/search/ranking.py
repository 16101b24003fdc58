"""Which hit comes first: one rule for both databases."""

from __future__ import annotations

from dataclasses import dataclass

from records.kinds import NAMES
from records.models import Term
from records.search.query import Clause, Match, Query
from records.search.words import BOUNDARY

TERMS = NAMES[Term]
ORDER = {name: number for number, name in enumerate(NAMES.values())}

# What a word counts, where it stands in the title, the names, the countries and topics, or only in the text: as
# typed, as something that means the same, and as what it may become.
AS_TYPED, THE_SAME, COMPLETED = (8, 5, 3, 1), (6, 4, 2, 1), (4, 3, 2, 1)
WHOLE_TITLE, WHOLE_NAME, LESS_THAN_TYPED = 100, 50, 10
SIDE_BY_SIDE = 2
# More than any title: the own page of a country or topic that a question is about.
DOSSIER = 1000


@dataclass(frozen=True)
class Hit:
    """A document that was found, with what it is ordered and counted by."""

    pk: int
    kind: str
    position: int
    slug: str
    marks: frozenset[str]
    title: str
    names: str
    about: str


def rank(query: Query, hit: Hit) -> tuple[bool, int, int, int, int, str]:
    """Where a hit stands: by its score, then the shorter title, then its kind and the report's order.

    The score adds up what each word counts in the best place where it stands; more, where the words stand side by side
    in the title, and much more, where they are the whole title, or the whole of another name. A dossier that a question
    asks for comes before all; a term of the glossary, which says what a word means, after all that is meant by it.
    """
    score = sum(_worth(clause, hit) for clause in query.clauses)
    whole = " ".join(stem for clause in query.clauses for phrase in clause.typed for stem in phrase)
    if whole and f" {whole} " in hit.title:
        score += SIDE_BY_SIDE
    score += _whole(whole, hit)
    if len(query.clauses) == 1:
        others = (" ".join(stem for phrase in match for stem in phrase) for match in query.clauses[0].others)
        score = max([score, *(score + _whole(other, hit) - LESS_THAN_TYPED for other in others)])
    if any(hit.marks.issuperset(dossier) for dossier in query.dossiers):
        score += DOSSIER
    in_title = any(_place(match, hit) == 0 for clause in query.clauses for match in clause.matches)
    length = len(hit.title.split()) if in_title else 0
    return (hit.kind == TERMS, -score, length, ORDER[hit.kind], hit.position, hit.slug)


def _worth(clause: Clause, hit: Hit) -> int:
    forms = ((AS_TYPED, (clause.typed,)), (THE_SAME, clause.others), (COMPLETED, clause.completions))
    return max((counts[_place(match, hit)] for counts, matches in forms for match in matches), default=0)


def _place(match: Match, hit: Hit) -> int:
    """The best place in which the whole match stands: 0 the title, 1 the names, 2 countries and topics, 3 the text."""
    return max(_place_of(f" {' '.join(phrase)} ", hit) for phrase in match)


def _place_of(phrase: str, hit: Hit) -> int:
    if phrase in hit.title:
        return 0
    if phrase in hit.names:
        return 1
    return 2 if phrase in hit.about else 3


def _whole(stems: str, hit: Hit) -> int:
    """What counts in addition where the title, or a name, is just these words."""
    if not stems:
        return 0
    if hit.title == f" {stems} {BOUNDARY} ":
        return WHOLE_TITLE
    return WHOLE_NAME if f" {BOUNDARY} {stems} {BOUNDARY} " in f" {BOUNDARY}{hit.names}" else 0
