"""The search: what was typed is read, looked up in the database's index, put in order, counted and shown.

The database only finds. Which hit comes first is said here, by one rule for both databases (see `_rank`).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from records.kinds import NAMES
from records.models import SearchDocument, SearchWord
from records.search.database import INDEX, TABLE
from records.search.synonyms import Phrase, groups
from records.search.words import BOUNDARY, Token, tokens

LONGEST_QUERY = 300
MOST_TERMS = 30
# So many hits are ordered and counted; who finds more is asked for another word.
MOST_HITS = 1000
# A word half typed is completed from so many letters on, to at most so many words.
LEAST_PREFIX = 3
MOST_COMPLETIONS = 50

TERM = re.compile(r'(-?)"([^"]*)"?|(\S+)')
QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"'))

ORDER = {name: number for number, name in enumerate(NAMES.values())}

# A match is an "and" of phrases, such as the two words of “police box”.
Match = tuple[Phrase, ...]


# Reading what was typed


@dataclass(frozen=True)
class Clause:
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


@dataclass(frozen=True)
class Query:
    """What was typed, as the search reads it."""

    text: str
    clauses: tuple[Clause, ...] = ()
    excluded: tuple[Phrase, ...] = ()
    # The last word, where it may be half typed.
    prefix: str = ""
    notices: tuple[str, ...] = ()

    @property
    def phrases(self) -> set[Phrase]:
        """All phrases that a hit may hold, to be marked in it."""
        return {phrase for clause in self.clauses for match in clause.matches for phrase in match}


@dataclass(frozen=True)
class _Term:
    """A part of the text between spaces, or between quotation marks."""

    stems: Phrase
    words: tuple[str, ...]
    quoted: bool


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
    notices = []
    if len(" ".join(typed.split())) > LONGEST_QUERY:
        notices.append(f"Only the first {LONGEST_QUERY} characters are searched for.")
    wanted: list[_Term] = []
    excluded: list[Phrase] = []
    prefix = ""
    found = list(TERM.finditer(text.translate(QUOTES)))
    if len(found) > MOST_TERMS:
        notices.append(f"Only the first {MOST_TERMS} words are searched for.")
    for match in found[:MOST_TERMS]:
        minus, quoted, word = match.groups()
        negative = bool(minus) or (word is not None and word.startswith("-"))
        cut = tokens(quoted if word is None else word)
        prefix = ""
        if not cut:
            continue
        term = _Term(tuple(token.stem for token in cut), tuple(token.word for token in cut), word is None)
        if negative:
            excluded.append(term.stems)
        else:
            wanted.append(term)
            prefix = term.words[0] if word is not None and len(cut) == 1 else ""
    clauses = tuple(_clauses(wanted))
    return Query(text, clauses, tuple(dict.fromkeys(excluded)), prefix, tuple(notices))


def _clauses(terms: list[_Term]) -> Iterator[Clause]:
    """A clause a term; words that have synonyms together, such as police box, are one."""
    place = 0
    while place < len(terms):
        for end in range(len(terms), place, -1):
            run = terms[place:end]
            typed = tuple(term.stems for term in run)
            others = () if any(term.quoted for term in run) else groups().get(tuple(sum(typed, ())), ())
            if others or len(run) == 1:
                alone = len(run) == 1 and len(run[0].words) == 1 and not run[0].quoted
                yield Clause(typed, tuple((other,) for other in others), word=run[0].words[0] if alone else "")
                place = end
                break


# Words that are known


def complete(query: Query) -> tuple[Query, list[Clause]]:
    """The query with its last word completed, and those of its clauses that no document can hold; two queries."""
    stems = {stem for phrase in query.phrases for stem in phrase}
    known = set(SearchWord.objects.filter(stem__in=stems).values_list("stem", flat=True).distinct())
    completions = _completions(query.prefix)
    if completions and query.clauses[-1].word == query.prefix:
        typed = query.clauses[-1].typed
        found = tuple(match for match in completions if match != typed)
        query = replace(query, clauses=(*query.clauses[:-1], replace(query.clauses[-1], completions=found)))
        known |= {stem for match in completions for phrase in match for stem in phrase}
    return query, [clause for clause in query.clauses if not any(_known(match, known) for match in clause.matches)]


def _known(match: Match, known: set[str]) -> bool:
    return all(stem in known for phrase in match for stem in phrase)


def _completions(prefix: str) -> list[Match]:
    """The stems of the words that begin with ``prefix``, the most frequent first."""
    if len(prefix) < LEAST_PREFIX:
        return []
    if connection.vendor == "sqlite":
        # Unlike LIKE, GLOB uses the index; a plain word holds no character that it would read otherwise.
        words = SearchWord.objects.extra(where=["word GLOB %s"], params=[f"{prefix}*"])
    else:
        words = SearchWord.objects.filter(word__startswith=prefix)
    found = words.order_by("-documents", "word").values_list("stem", flat=True)[:MOST_COMPLETIONS]
    return [((stem,),) for stem in dict.fromkeys(found)]


# Finding


@dataclass(frozen=True)
class Narrowing:
    """What hits are narrowed to: any of the marks under each name, and the years that their date must touch."""

    marks: dict[str, tuple[str, ...]] = field(default_factory=dict)
    first_year: int | None = None
    last_year: int | None = None

    def __bool__(self) -> bool:
        return bool(self.marks or self.first_year is not None or self.last_year is not None)

    def missing_in(self, hit: Hit) -> list[str]:
        """The names under which the hit bears none of the marks."""
        return [name for name, marks in self.marks.items() if hit.marks.isdisjoint(marks)]


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


def find(query: Query, narrowing: Narrowing) -> list[Hit]:
    """The hits in order, at most twice `MOST_HITS`; one query.

    Where more match, those with all words in their title or names are taken first.
    """
    by_years = Narrowing({}, narrowing.first_year, narrowing.last_year)
    marks = list(narrowing.marks.values())
    sql, params = _matching(query, marks, by_years, in_title=False)
    if query.clauses:
        first, more = _matching(query, marks, by_years, in_title=True)
        sql = f"SELECT id FROM ({first}) AS a UNION SELECT id FROM ({sql}) AS b"  # noqa: S608 # Both are our own.
        params = [*more, *params]
    columns = ("pk", "kind", "position", "slug", "marks", "title_stems", "names_stems", "about_stems")
    rows = SearchDocument.objects.filter(pk__in=RawSQL(sql, params)).values_list(*columns)  # noqa: S611
    hits = [
        Hit(pk, kind, position, slug, frozenset(marks.split()), f" {title} ", f" {names} ", f" {about} ")
        for pk, kind, position, slug, marks, title, names, about in rows
    ]
    return sorted(hits, key=lambda hit: _rank(query, hit))


def _matching(query: Query, marks: list[tuple[str, ...]], years: Narrowing, *, in_title: bool) -> tuple[str, list[Any]]:
    """The ids of the documents that match, as SQL and its parameters; ``in_title``: in their titles or names."""
    tables, order = f"{TABLE} d", "d.id"
    conditions: list[str] = []
    params: list[Any] = []
    if connection.vendor == "sqlite":
        if expression := _for_sqlite(query, marks, in_title):
            # In the order of the index's own rows, so that it need not find all of them.
            tables, order = f"{INDEX} i JOIN {TABLE} d ON d.id = i.rowid", "i.rowid"
            conditions.append(f"{INDEX} MATCH %s")
            params.append(expression)
    elif expression := _for_postgresql(query, marks, in_title):
        conditions.append("d.vector @@ %s::tsquery")
        params.append(expression)
    if years.first_year is not None:
        conditions.append("d.last_year >= %s")
        params.append(years.first_year)
    if years.last_year is not None:
        conditions.append("d.first_year <= %s")
        params.append(years.last_year)
    where = " AND ".join(conditions) or "1 = 1"
    # The names are our own, and the values parameters.
    return f"SELECT d.id FROM {tables} WHERE {where} ORDER BY {order} LIMIT {MOST_HITS}", params  # noqa: S608


def _for_sqlite(query: Query, marks: list[tuple[str, ...]], in_title: bool) -> str:
    """The expression for FTS5. Stems hold letters and digits only, marks no quotation mark."""

    def phrase(stems: Phrase) -> str:
        return f'"{" ".join(stems)}"'

    words = "title names" if in_title else "title names about text"
    parts = [f"{{{words}}} : ({_all_of(query, phrase, ' AND ', ' OR ')})"] if query.clauses else []
    parts += [f"marks : ({' OR '.join(phrase((mark,)) for mark in either)})" for either in marks]
    expression = " AND ".join(f"({part})" for part in parts)
    for left_out in query.excluded:
        expression = f"({expression}) NOT ({{title names about text}} : {phrase(left_out)})"
    return expression if parts else ""


def _for_postgresql(query: Query, marks: list[tuple[str, ...]], in_title: bool) -> str:
    """The same as a tsquery; titles have the weight A, names B."""

    def phrase(stems: Phrase, weight: str = ":AB" if in_title else "") -> str:
        return " <-> ".join(f"'{stem}'{weight}" for stem in stems)

    parts = [_all_of(query, phrase, " & ", " | ")] if query.clauses else []
    parts += [" | ".join(f"'{mark}'" for mark in either) for either in marks]
    if parts:
        parts += [f"!({phrase(left_out, '')})" for left_out in query.excluded]
    return " & ".join(f"({part})" for part in parts)


def _all_of(query: Query, phrase: Any, every: str, either: str) -> str:
    """Every clause in any of its forms, in the signs of one database."""
    clauses = []
    for clause in query.clauses:
        matches = (every.join(f"({phrase(stems)})" for stems in match) for match in clause.matches)
        clauses.append(f"({either.join(f'({match})' for match in matches)})")
    return every.join(clauses)


# Putting in order


# What a word counts, where it stands in the title, the names, the countries and topics, or only in the text: as
# typed, as something that means the same, and as what it may become.
AS_TYPED, THE_SAME, COMPLETED = (8, 5, 3, 1), (6, 4, 2, 1), (4, 3, 2, 1)
WHOLE_TITLE, WHOLE_NAME, LESS_THAN_TYPED = 100, 50, 10
SIDE_BY_SIDE = 2


def _rank(query: Query, hit: Hit) -> tuple[int, int, int, int, str]:
    """Where a hit stands: by its score, then the shorter title, then its kind and the report's order.

    The score adds up what each word counts in the best place where it stands; more, where the words stand side by side
    in the title, and much more, where they are the whole title, or the whole of another name.
    """
    score = sum(_worth(clause, hit) for clause in query.clauses)
    whole = " ".join(stem for clause in query.clauses for phrase in clause.typed for stem in phrase)
    if whole and f" {whole} " in hit.title:
        score += SIDE_BY_SIDE
    score += _whole(whole, hit)
    if len(query.clauses) == 1:
        others = (" ".join(stem for phrase in match for stem in phrase) for match in query.clauses[0].others)
        score = max([score, *(score + _whole(other, hit) - LESS_THAN_TYPED for other in others)])
    in_title = any(_place(match, hit) == 0 for clause in query.clauses for match in clause.matches)
    length = len(hit.title.split()) if in_title else 0
    return (-score, length, ORDER[hit.kind], hit.position, hit.slug)


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


# Counting


def count(hits: Iterable[Hit], narrowing: Narrowing) -> Counter[str]:
    """How many hits bear each mark, such as “country:china”, as narrowed by all filters but the mark's own."""
    found: Counter[str] = Counter()
    for hit in hits:
        missing = narrowing.missing_in(hit)
        if not missing:
            found.update(hit.marks)
        elif len(missing) == 1:
            found.update(mark for mark in hit.marks if mark.startswith(f"{missing[0]}:"))
    return found


# Showing

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
