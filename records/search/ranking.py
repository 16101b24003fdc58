"""Which hit comes first: one rule for both databases."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

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

# The phrases of a match between spaces, as they are looked for in stems between spaces.
Spaced = list[str]
Counts = tuple[int, int, int, int]


class Hit(NamedTuple):
    """A document that was found, with what it is ordered and counted by."""

    pk: int
    kind: str
    position: int
    slug: str
    marks: frozenset[str]
    title: str
    names: str
    about: str


class Ranking:
    """What the hits of one query are ordered by.

    The score adds up what each word counts in the best place where it stands; more, where the words stand side by side
    in the title, and much more, where they are the whole title, or the whole of another name. A dossier that a question
    asks for comes before all; a term of the glossary, which says what a word means, after all that is meant by it.
    """

    def __init__(self, query: Query) -> None:
        self.clauses = [_forms(clause) for clause in query.clauses]
        self.matches = [match for forms in self.clauses for _, matches in forms for match in matches]
        self.whole = " ".join(stem for clause in query.clauses for phrase in clause.typed for stem in phrase)
        alone = query.clauses[0].others if len(query.clauses) == 1 else ()
        self.others = [" ".join(stem for phrase in match for stem in phrase) for match in alone]
        self.dossiers = query.dossiers

    def place(self, hit: Hit) -> tuple[bool, int, int, int, int, str]:
        """Where a hit stands: by its score, then the shorter title, then its kind and the report's order."""
        score = sum(_worth(forms, hit) for forms in self.clauses)
        if self.whole and f" {self.whole} " in hit.title:
            score += SIDE_BY_SIDE
        worth = score + _whole(self.whole, hit)
        for other in self.others:
            worth = max(worth, score + _whole(self.whole, hit) + _whole(other, hit) - LESS_THAN_TYPED)
        if any(hit.marks.issuperset(dossier) for dossier in self.dossiers):
            worth += DOSSIER
        in_title = any(all(phrase in hit.title for phrase in match) for match in self.matches)
        length = len(hit.title.split()) if in_title else 0
        return (hit.kind == TERMS, -worth, length, ORDER[hit.kind], hit.position, hit.slug)


def _forms(clause: Clause) -> list[tuple[Counts, list[Spaced]]]:
    """The forms of a clause with what they count, those that count most first."""
    forms = ((AS_TYPED, (clause.typed,)), (THE_SAME, clause.others), (COMPLETED, clause.completions))
    return [(counts, [_spaced(match) for match in matches]) for counts, matches in forms]


def _spaced(match: Match) -> Spaced:
    return [f" {' '.join(phrase)} " for phrase in match]


def _worth(forms: Iterable[tuple[Counts, list[Spaced]]], hit: Hit) -> int:
    best = 0
    for counts, matches in forms:
        for match in matches:
            if best >= counts[0]:
                return best
            best = max(best, counts[max(_place_of(phrase, hit) for phrase in match)])
    return best


def _place_of(phrase: str, hit: Hit) -> int:
    """The best place in which it stands: 0 the title, 1 the names, 2 countries and topics, 3 the text."""
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
