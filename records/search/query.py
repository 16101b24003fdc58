"""The reading of what was typed: words, quoted phrases, and words to leave out; the last may be half typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from msgspec import Struct

from records.search.synonyms import Phrase, groups
from records.search.words import tokens

LONGEST_QUERY = 300
MOST_TERMS = 30
TERM = re.compile(r'(-?)"([^"]*)"?|(\S+)')
QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"'))

# A match is an "and" of phrases, such as the two words of “police box”.
Match = tuple[Phrase, ...]


class Clause(Struct, frozen=True):
    """A word or phrase that a hit must hold, in any of these forms."""

    typed: Match
    # What means the same.
    others: tuple[Match, ...] = ()
    # What it may become, where it is still being typed.
    completions: tuple[Match, ...] = ()
    # The plain word as typed, where it is one word outside quotation marks.
    word: str = ""

    @property
    def matches(self) -> tuple[Match, ...]:
        return (self.typed, *self.others, *self.completions)


class Query(Struct, frozen=True):
    """What was typed, as the search reads it."""

    text: str
    clauses: tuple[Clause, ...] = ()
    excluded: tuple[Phrase, ...] = ()
    # The last word, where it may be half typed.
    prefix: str = ""
    notices: tuple[str, ...] = ()
    # The countries and topics that a question is about, by the marks of their own pages: these are found in any case.
    dossiers: tuple[tuple[str, ...], ...] = ()

    @property
    def phrases(self) -> frozenset[Phrase]:
        """All phrases that a hit may hold, to be marked in it."""
        return frozenset(phrase for clause in self.clauses for match in clause.matches for phrase in match)


class _Term(Struct, frozen=True):
    """A part of the text between spaces, or between quotation marks."""

    stems: Phrase
    # The plain word, where it is one word outside quotation marks.
    word: str
    quoted: bool
    left_out: bool


def clean(text: str) -> str:
    """``text`` in one line, without what no database takes, cut to `LONGEST_QUERY` characters."""
    text = unicodedata.normalize("NFC", text[: 10 * LONGEST_QUERY])
    printable = (" " if unicodedata.category(letter) in ("Cc", "Cs", "Cn") else letter for letter in text)
    return " ".join("".join(printable).split())[:LONGEST_QUERY].rstrip()


def read(typed: str) -> Query:
    """Read words, quoted phrases and words to leave out; whatever else stands there is passed over.

    Words must all be found; a phrase in its order; nothing after a minus sign. The last word may be half typed.
    """
    text = clean(typed)
    found = list(TERM.finditer(text.translate(QUOTES)))
    notices = []
    if len(" ".join(typed.split())) > LONGEST_QUERY:
        notices.append(f"Only the first {LONGEST_QUERY} characters are searched for.")
    if len(found) > MOST_TERMS:
        notices.append(f"Only the first {MOST_TERMS} words are searched for.")
    terms = [_term(match) for match in found[:MOST_TERMS]]
    wanted = [term for term in terms if term.stems and not term.left_out]
    excluded = dict.fromkeys(term.stems for term in terms if term.stems and term.left_out)
    prefix = terms[-1].word if terms and not terms[-1].left_out else ""
    return Query(text, tuple(_clauses(wanted)), tuple(excluded), prefix, tuple(notices))


def _term(match: re.Match[str]) -> _Term:
    minus, quoted, unquoted = match.groups()
    cut = tokens(quoted if unquoted is None else unquoted)
    alone = unquoted is not None and len(cut) == 1
    return _Term(
        stems=tuple(token.stem for token in cut),
        word=cut[0].word if alone else "",
        quoted=unquoted is None,
        left_out=bool(minus) or (unquoted or "").startswith("-"),
    )


def _clauses(terms: list[_Term]) -> Iterator[Clause]:
    """A clause a term; words that have synonyms together, such as police box, are one."""
    place = 0
    while place < len(terms):
        for end in range(len(terms), place, -1):
            run = terms[place:end]
            typed = tuple(term.stems for term in run)
            others = () if any(term.quoted for term in run) else groups().get(tuple(sum(typed, ())), ())
            if others or len(run) == 1:
                yield Clause(typed, tuple((other,) for other in others), word=run[0].word if len(run) == 1 else "")
                place = end
                break
