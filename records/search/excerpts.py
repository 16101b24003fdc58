"""What a hit shows of its document: every phrase that was searched for marked, in a part of a long text."""

from __future__ import annotations

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from records.models import SearchDocument
from records.search.synonyms import Phrase
from records.search.words import Token, tokens

WORDS_BEFORE, WORDS_SHOWN = 8, 34


def marked(text: str, phrases: set[Phrase]) -> SafeString:
    """``text`` as HTML, every phrase in it within <mark>."""
    return _mark(text, tokens(text), phrases, 0, len(text))


def snippet(document: SearchDocument, phrases: set[Phrase]) -> SafeString:
    """The part of the document's text in which most phrases stand, as HTML.

    Where none stands there, or in the title, it shows the names or the countries and topics that hold one.
    """
    text = in_a_line(document.text)
    shown = text, document.title, in_a_line(document.names), in_a_line(document.about)
    found = next((line for line in shown if _places(tokens(line), phrases)), text)
    line = text if found == document.title else found
    cut = tokens(line)
    return _window(line, cut, phrases, [first for first, _ in _places(cut, phrases)] or [0])


def in_a_line(text: str) -> str:
    """The lines of a document's text, one behind the other."""
    return text.replace("\n", " · ")


def _window(text: str, cut: list[Token], phrases: set[Phrase], places: list[int]) -> SafeString:
    """Some words of ``text`` around the place near which most of the ``places`` lie."""
    best = max(places, key=lambda place: (sum(place <= other < place + WORDS_SHOWN for other in places), -place))
    first = max(0, min(best - WORDS_BEFORE, len(cut) - WORDS_SHOWN))
    last = min(len(cut), first + WORDS_SHOWN)
    start = cut[first].start if first else 0
    end = cut[last - 1].end if last < len(cut) else len(text)
    shown = _mark(text, cut[first:last], phrases, start, end)
    return mark_safe(f"{'… ' if first else ''}{shown}{' …' if last < len(cut) else ''}")  # noqa: S308 # It is escaped.


def _places(cut: list[Token], phrases: set[Phrase]) -> list[tuple[int, int]]:
    """Where phrases stand among the words: the numbers of their first and last word, none within another."""
    by_first: dict[str, list[Phrase]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        by_first.setdefault(phrase[0], []).append(phrase)
    found, place = [], 0
    while place < len(cut):
        for phrase in by_first.get(cut[place].stem, []):
            if tuple(token.stem for token in cut[place : place + len(phrase)]) == phrase:
                found.append((place, place + len(phrase) - 1))
                place += len(phrase) - 1
                break
        place += 1
    return found


def _mark(text: str, cut: list[Token], phrases: set[Phrase], start: int, end: int) -> SafeString:
    spans: list[tuple[int, int]] = []
    for first, last in _places(cut, phrases):
        begin, stop = cut[first].start, cut[last].end
        if spans and not text[spans[-1][1] : begin].strip():
            begin = spans.pop()[0]
        spans.append((begin, stop))
    parts: list[str] = []
    for begin, stop in spans:
        parts += [escape(text[start:begin]), "<mark>", escape(text[begin:stop]), "</mark>"]
        start = stop
    parts.append(escape(text[start:end]))
    return mark_safe("".join(parts))  # noqa: S308 # Every part of the text is escaped.
