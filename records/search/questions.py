"""Questions in plain words: “what did Japan do with Indonesia?” asks for Indonesia, and its dossier answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from msgspec.structs import replace

from records.search.directory import Directory, Named
from records.search.query import Clause, Query
from records.search.synonyms import Phrase
from records.search.words import WORD, Token, plain

ASKING = frozenset("did do does how what when where which who whom whose why".split())
# What the whole report is about, and what any question may ask: the records have other words for it.
JAPAN = frozenset("japan japans japanese".split())
COMMON = JAPAN | frozenset(
    "about all any come did gave get give given go happen happened help helped list made make mean means other sent "
    "send show stand stands take tell took went work worked".split()
)

Word = TypeVar("Word", Clause, Token)


def heard(query: Query, named: Directory) -> Query:
    """A question without its common words, and with the dossiers of the countries and topics that it names.

    Beside nothing but names Japan is left out, too: the report is about what Japan did with others.
    """
    kept = tuple(telling(query.clauses)) or query.clauses
    phrase = tuple(stem for clause in kept for part in clause.typed for stem in part)
    subjects = list(named_in(phrase, named))
    if is_question(query.text):
        dossiers = tuple(dict.fromkeys(subject.marks for subject, _ in subjects))
        return replace(query, clauses=kept, dossiers=dossiers)
    names_alone = sum(length for _, length in subjects) == len(phrase)
    if names_alone and any(clause.word in JAPAN for clause in query.clauses):
        return replace(query, clauses=kept)
    return query


def telling(words: Iterable[Word]) -> list[Word]:
    """Those of the words that say what is asked for: Japan, where there is no other."""
    told = list(words)
    return [word for word in told if word.word not in COMMON] or [word for word in told if word.word in JAPAN]


def is_question(text: str) -> bool:
    """Whether one of its words asks."""
    return not ASKING.isdisjoint(plain(match.group()) for match in WORD.finditer(text))


def named_in(phrase: Phrase, named: Directory) -> Iterator[tuple[Named, int]]:
    """The countries and topics that the stems name, the longest names first, each with how many stems name it."""
    place = 0
    while place < len(phrase):
        subject, length = longest_at(place, phrase, named)
        if subject:
            yield subject, length
        place += length


def longest_at(place: int, phrase: Phrase, named: Directory) -> tuple[Named | None, int]:
    """The country or topic with the longest name that begins there, and its length; one stem, where there is none."""
    for end in range(len(phrase), place, -1):
        if subject := named.subjects.get(phrase[place:end]):
            return subject, end - place
    return None, 1
