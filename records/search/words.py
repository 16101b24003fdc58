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
from collections.abc import Iterator, Sequence
from itertools import islice
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


def tokens(text: str, most: int | None = None) -> list[Token]:
    """The words of ``text`` in order, without stop words; the first of them alone where no more are asked for."""
    return _of_short(text)[0][:most] if len(text) <= SHORT else list(islice(_of(text), most))


def stems_in(text: str) -> Sequence[str]:
    """The stems of the words of ``text``, without telling where they stand."""
    return _of_short(text)[1] if len(text) <= SHORT else _stems(text)


# What hits show comes again and again; a text takes two kilobytes.
@functools.lru_cache(maxsize=1000)
def _of_short(text: str) -> tuple[list[Token], tuple[str, ...]]:
    return list(_of(text)), _stems(text)


def _of(text: str) -> Iterator[Token]:
    return (Token(*match.span(), *told) for match in WORD.finditer(text) if (told := _told(match.group())))


def _stems(text: str) -> tuple[str, ...]:
    return tuple(told[1] for word in WORD.findall(text) if (told := _told(word)))


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
