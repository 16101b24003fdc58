"""What a hit shows of its document: every phrase that was searched for marked, in a part of a long text."""

from __future__ import annotations

import functools

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from records.models import SearchDocument
from records.search.synonyms import Phrase
from records.search.words import Token, stems_in, tokens

WORDS_BEFORE, WORDS_SHOWN = 8, 34
# However long its words are, and what stands between them, an excerpt ends here.
LONGEST_EXCERPT = 1000


def marked(text: str, phrases: set[Phrase]) -> SafeString:
    """``text`` as HTML, every phrase in it within <mark>."""
    return _marked(text, tokens(text), phrases) if _may_hold(text, phrases) else escape(text)


def _marked(text: str, words: list[Token], phrases: set[Phrase], start: int = 0) -> SafeString:
    """The same of a text that begins at ``start`` of the one whose words they are."""
    spans: list[tuple[int, int]] = []
    for first, last in _places(words, phrases):
        begin, end = words[first].start - start, words[last].end - start
        if spans and not text[spans[-1][1] : begin].strip():
            begin = spans.pop()[0]
        spans.append((begin, end))
    parts: list[str] = []
    shown = 0
    for begin, end in spans:
        parts += [escape(text[shown:begin]), "<mark>", escape(text[begin:end]), "</mark>"]
        shown = end
    parts.append(escape(text[shown:]))
    return mark_safe("".join(parts))  # noqa: S308 # Every part of the text is escaped.


def snippet(document: SearchDocument, phrases: set[Phrase]) -> SafeString:
    """The part of the document's text in which most phrases stand, as HTML.

    Where none stands there, or in the title, it shows the names or the countries and topics that hold one.
    """
    text, names, about = map(in_a_line, (document.text, document.names, document.about))
    in_title = _may_hold(document.title, phrases) and _places(tokens(document.title), phrases)
    for line in (text,) if in_title else (text, names, about):
        if not _may_hold(line, phrases):
            continue
        words = tokens(line)
        if places := _places(words, phrases):
            return _around(_thickest(places), line, words, phrases)
    return _around(0, text, tokens(text[:LONGEST_EXCERPT]), phrases)


def in_a_line(text: str) -> str:
    """The lines of a document's text, one behind the other."""
    return text.replace("\n", " · ")


def _places(words: list[Token], phrases: set[Phrase]) -> list[tuple[int, int]]:
    """Where phrases stand among the words: the numbers of their first and last word, none within another."""
    by_first = _by_first(frozenset(phrases))
    stems = [word.stem for word in words]
    found, place = [], 0
    while place < len(stems):
        here = by_first.get(stems[place], [])
        length = next((len(phrase) for phrase in here if stems[place : place + len(phrase)] == phrase), 0)
        if length:
            found.append((place, place + length - 1))
        place += length or 1
    return found


# Of the last search, which is asked for each of its hits.
@functools.lru_cache(maxsize=2)
def _by_first(phrases: frozenset[Phrase]) -> dict[str, list[list[str]]]:
    """The phrases by their first words, the longest first."""
    found: dict[str, list[list[str]]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        found.setdefault(phrase[0], []).append(list(phrase))
    return found


def _may_hold(text: str, phrases: set[Phrase]) -> bool:
    """Whether any phrase may stand in the text: whether it has the first word of one; much quicker than to find it."""
    return not _by_first(frozenset(phrases)).keys().isdisjoint(stems_in(text))


def _thickest(places: list[tuple[int, int]]) -> int:
    """The first word of the first place behind which most others stand in one excerpt; goes through them once."""
    best = most = end = 0
    for number, (first, _) in enumerate(places):
        while end < len(places) and places[end][0] < first + WORDS_SHOWN:
            end += 1
        if end - number > most:
            best, most = first, end - number
    return best


def _around(place: int, text: str, words: list[Token], phrases: set[Phrase]) -> SafeString:
    """Some words of ``text`` around the word of that number."""
    first = max(0, min(place - WORDS_BEFORE, len(words) - WORDS_SHOWN))
    last = first + WORDS_SHOWN
    start = words[first].start if first else 0
    end = words[last - 1].end if last < len(words) else len(text)
    if end > start + LONGEST_EXCERPT:
        # Perhaps in the middle of a word.
        end = start + LONGEST_EXCERPT
        shown = marked(text[start:end], phrases)
    else:
        shown = _marked(text[start:end], words[first:last], phrases, start)
    return mark_safe(f"{'… ' if start else ''}{shown}{' …' if end < len(text) else ''}")  # noqa: S308 # It is escaped.
