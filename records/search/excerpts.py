"""What a hit shows of its document: every phrase that was searched for marked, in a part of a long text."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from html import escape
from typing import Protocol

from django.utils.safestring import SafeString

from records.search.synonyms import Phrase
from records.search.words import Cut, cut

WORDS_BEFORE, WORDS_SHOWN = 8, 34
# From where to where something stands: letters of a text, or its words by their numbers.
Place = tuple[int, int]
# However long its words are, and what stands between them, an excerpt ends here.
LONGEST_EXCERPT = 1000


class Text(Protocol):
    """What an excerpt needs of a document."""

    @property
    def title(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def names(self) -> str: ...
    @property
    def about(self) -> str: ...


def marked(text: str, phrases: frozenset[Phrase]) -> SafeString:
    """``text`` as HTML, every phrase in it within <mark>."""
    words = cut(text)
    places = _places(words.stems, phrases)
    return SafeString(_marked(text, words.spans, places) if places else escape(text))


def _marked(text: str, words: Sequence[Place], places: list[Place], start: int = 0) -> str:
    """The same of a text that begins at ``start`` of the one in which the words stand there."""
    spans: list[Place] = []
    for first, last in places:
        begin, end = words[first][0] - start, words[last][1] - start
        if spans and not text[spans[-1][1] : begin].strip():
            begin = spans.pop()[0]
        spans.append((begin, end))
    parts: list[str] = []
    shown = 0
    for begin, end in spans:
        parts += [escape(text[shown:begin]), "<mark>", escape(text[begin:end]), "</mark>"]
        shown = end
    parts.append(escape(text[shown:]))
    return "".join(parts)


def snippet(document: Text, phrases: frozenset[Phrase]) -> SafeString:
    """The part of the document's text in which most phrases stand, as HTML.

    Where none stands there, or in the title, it shows the names or the countries and topics that hold one.
    """
    text = in_a_line(document.text)
    words = cut(text)
    if places := _places(words.stems, phrases):
        return _around(_thickest(places), text, words, phrases)
    if not _places(cut(document.title).stems, phrases):
        for line in (in_a_line(document.names), in_a_line(document.about)):
            if places := _places(cut(line).stems, phrases):
                return _around(_thickest(places), line, cut(line), phrases)
    return _around(0, text, words, phrases)


def in_a_line(text: str) -> str:
    """The lines of a document's text, one behind the other."""
    return text.replace("\n", " · ")


def _places(stems: Sequence[str], phrases: frozenset[Phrase]) -> list[Place]:
    """Where phrases stand among the words: the numbers of their first and last word, none within another."""
    by_first = _by_first(phrases)
    if by_first.keys().isdisjoint(stems):
        return []
    found, after = [], 0
    for place in [place for place, stem in enumerate(stems) if stem in by_first]:
        if place < after:
            continue
        here = by_first[stems[place]]
        length = next((len(phrase) for phrase in here if tuple(stems[place : place + len(phrase)]) == phrase), 0)
        if length:
            after = place + length
            found.append((place, after - 1))
    return found


# Of the last search, which is asked for each of its hits.
@functools.lru_cache(maxsize=2)
def _by_first(phrases: frozenset[Phrase]) -> dict[str, list[Phrase]]:
    """The phrases by their first words, the longest first."""
    found: dict[str, list[Phrase]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        found.setdefault(phrase[0], []).append(phrase)
    return found


def _thickest(places: list[Place]) -> int:
    """The first word of the first place behind which most others stand in one excerpt; goes through them once."""
    best = most = end = 0
    for number, (first, _) in enumerate(places):
        while end < len(places) and places[end][0] < first + WORDS_SHOWN:
            end += 1
        if end - number > most:
            best, most = first, end - number
    return best


def _around(place: int, text: str, words: Cut, phrases: frozenset[Phrase]) -> SafeString:
    """Some of the ``words`` of ``text`` around the word of that number."""
    stems, spans = words
    count = len(stems)
    first = max(0, min(place - WORDS_BEFORE, count - WORDS_SHOWN))
    last = first + WORDS_SHOWN
    start = spans[first][0] if first else 0
    end = spans[last - 1][1] if last < count else len(text)
    if end > start + LONGEST_EXCERPT:
        # Perhaps in the middle of a word.
        end = start + LONGEST_EXCERPT
        shown: str = marked(text[start:end], phrases)
    else:
        shown = _marked(text[start:end], spans[first:last], _places(stems[first:last], phrases), start)
    return SafeString(f"{'… ' if start else ''}{shown}{' …' if end < len(text) else ''}")
