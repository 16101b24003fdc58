"""Ways on where a search finds nothing: what may have been meant, and what is found with fewer words."""

from __future__ import annotations

import difflib

from records.models import SearchWord
from records.search.completing import complete
from records.search.directory import Directory
from records.search.finding import Narrowing, find
from records.search.query import Clause, Query, read
from records.search.words import tokens

MOST_LIKE_IT = 5000
# So many words are left out in turn.
MOST_LEFT_OUT = 5


def did_you_mean(query: Query, unknown: list[Clause], narrowing: Narrowing, named: Directory) -> list[str]:
    """What the visitor may have meant: the text with each unknown word put right, most alike first, if it is found."""
    words = list(dict.fromkeys(clause.word for clause in unknown if clause.word))
    if not words:
        return []
    lengths = {length for word in words for length in range(len(word) - 2, len(word) + 3)}
    like = SearchWord.objects.without_numbers().filter(length__in=lengths).order_by("-documents", "word")
    candidates = list(like.values_list("word", flat=True)[:MOST_LIKE_IT])
    alike = {word: difflib.get_close_matches(word, candidates, n=3, cutoff=0.7) for word in words}
    if not all(alike.values()):
        return []
    # One word put right in three ways; several, each in the likeliest.
    if len(words) == 1:
        texts = [_put_right(query.text, {words[0]: way}) for way in alike[words[0]]]
    else:
        texts = [_put_right(query.text, {word: ways[0] for word, ways in alike.items()})]
    return [text for text in texts if _hits(text, narrowing, named)]


def _put_right(text: str, way: dict[str, str]) -> str:
    for token in reversed(tokens(text)):
        if token.word in way:
            text = text[: token.start] + way[token.word] + text[token.end :]
    return text


def with_fewer_words(
    query: Query, unknown: list[Clause], narrowing: Narrowing, named: Directory
) -> list[tuple[str, int]]:
    """The text without what no record holds or, where each word is known, without one of them in turn.

    Each way with its number of hits, most hits first; a few queries a way.
    """
    words = list(dict.fromkeys(clause.word for clause in unknown or query.clauses if clause.word))
    left_out = [set(words)] if unknown else [{word} for word in words[:MOST_LEFT_OUT]]
    found = {}
    for out in left_out:
        text = _without(query.text, out)
        if text != query.text:
            found[text] = _hits(text, narrowing, named)
    return sorted(((text, hits) for text, hits in found.items() if hits), key=lambda way: -way[1])


def _without(text: str, words: set[str]) -> str:
    for token in reversed(tokens(text)):
        if token.word in words:
            text = text[: token.start] + text[token.end :]
    return " ".join(text.split())


def _hits(text: str, narrowing: Narrowing, named: Directory) -> int:
    """How many records ``text`` finds; three queries."""
    query, unknown = complete(read(text), named)
    return len(find(query, narrowing)) if query.clauses and not unknown else 0
