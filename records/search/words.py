"""Words as the search knows them: cut out of a text, without accents, in small letters, and brought to their stems.

Both databases are given finished stems, so that neither one's own idea of words, stems and stop words decides what
is found.
"""

from __future__ import annotations

import functools
import importlib.util
import re
import sys
import unicodedata
from typing import Any, NamedTuple

from records.models.search import LONGEST_WORD, STOP_WORDS

# Letters and digits, joined by apostrophes ("driver's"), or letters each with its full stop ("U.S.").
WORD = re.compile(r"(?:[^\W\d_]\.){2,}|(?:[^\W\d_]\.)+[^\W\d_]\b|[^\W_]+(?:['’][^\W_]+)*")
# Stands between the parts of a text, such as its lines: no phrase runs across it.
BOUNDARY = "|"
# Texts of so many letters are kept as they were cut; nine tenths of the documents hold no more.
SHORT = 250


class Token(NamedTuple):
    """One word of a text, from ``start`` to ``end``."""

    start: int
    end: int
    word: str
    stem: str


class Cut(NamedTuple):
    """The words of a text in order, without stop words: their stems, and from where to where each stands in it."""

    stems: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


def tokens(text: str) -> list[Token]:
    """The words of ``text`` in order, without stop words."""
    return [Token(*match.span(), *told) for match in WORD.finditer(text) if (told := _told(match.group()))]


def cut(text: str) -> Cut:
    """The words of ``text``, for who asks of many texts where words stand in them."""
    return _of_short(text) if len(text) <= SHORT else _cut(text)


def _cut(text: str) -> Cut:
    words = [(told[1], match.span()) for match in WORD.finditer(text) if (told := _told(match.group()))]
    return Cut(*zip(*words, strict=True)) if words else NO_WORDS


NO_WORDS = Cut((), ())
# What hits show comes again and again; a text takes two kilobytes.
_of_short = functools.lru_cache(maxsize=1000)(_cut)


# The same few thousand words make up all texts; a stem takes 50 microseconds.
@functools.lru_cache(maxsize=50_000)
def _told(written: str) -> tuple[str, str] | None:
    """The plain word and its stem; None of what is no word, or one that tells nothing."""
    word = plain(written)
    return (word, stem(word)) if word and word not in STOP_WORDS else None


@functools.lru_cache(maxsize=50_000)
def plain(word: str) -> str:
    """The word in small letters without accents, apostrophes and full stops: “Driver’s” is “drivers”, “U.S.” “us”."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    return "".join(letter for letter in letters if letter.isalnum())[:LONGEST_WORD]


@functools.lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """What a plain word has in common with its plural and its other forms: “treaties” and “treaty” are “treati”."""
    return str(_stemmer().stemWord(word))


@functools.cache
def _stemmer() -> Any:
    # Without what the package imports by itself, the stemmers of all languages: three megabytes.
    package: Any = importlib.util.find_spec("snowballstemmer")
    sys.modules["snowballstemmer"] = importlib.util.module_from_spec(package)
    try:
        return importlib.import_module("snowballstemmer.english_stemmer").EnglishStemmer()
    finally:
        # Whoever wants the others finds the package as it is.
        del sys.modules["snowballstemmer"]


def stems(text: str) -> str:
    """The stems of ``text``, joined by spaces, with a boundary after each line: what the databases are given."""
    lines = (" ".join(token.stem for token in tokens(line)) for line in text.splitlines())
    return "".join(f"{line} {BOUNDARY} " for line in lines if line).strip()
