"""The search: what was asked for is looked up in the database's index, put in order and counted.

The database only finds. Which hit comes first is said by `records.search.ranking`, the same for both databases.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import connection, connections, router
from msgspec import Struct, field

from records.models import SearchDocument
from records.models.prepared import fetched
from records.models.search import INDEX
from records.search.query import Query
from records.search.ranking import Hit, Ranking
from records.search.synonyms import Phrase

TABLE = SearchDocument._meta.db_table
HIT = ("id", "kind", "position", "slug", "marks", "title_stems", "names_stems", "about_stems")
SHOWN = ("id", "address", "title", "text", "names", "about", "place", "date_in_words")
# So many hits are ordered and counted, and beside them so many that hold all words in their title or names; who finds
# more is asked for another word. The report's own documents are 610.
MOST_HITS, MOST_IN_TITLE = 650, 150


class Document(NamedTuple):
    """What a hit shows of its document."""

    address: str
    title: str
    text: str
    names: str
    about: str
    place: str
    date_in_words: str


class Narrowing(Struct, frozen=True):
    """What hits are narrowed to: any of the marks under each name, and the years that their date must touch."""

    marks: dict[str, tuple[str, ...]] = field(default_factory=dict)
    first_year: int | None = None
    last_year: int | None = None

    def missing_in(self, hit: Hit) -> list[str]:
        """The names under which the hit bears none of the marks."""
        return [name for name, marks in self.marks.items() if hit.marks.isdisjoint(marks)]


def find(query: Query, narrowing: Narrowing) -> list[Hit]:
    """The hits in order, at most `MOST_HITS` and `MOST_IN_TITLE`; one query.

    Where more match, those with all words in their title or names are taken first.
    """
    sql, params = _matching(query, narrowing, in_title=False)
    if query.clauses:
        first, more = _matching(query, narrowing, in_title=True)
        sql = f"SELECT id FROM ({first}) AS a UNION SELECT id FROM ({sql}) AS b"  # noqa: S608 # Both are our own.
        params = [*more, *params]
    hits = [
        Hit(pk, kind, position, slug, frozenset(marks.split()), f" {title} ", f" {names} ", f" {about} ")
        for pk, kind, position, slug, marks, title, names, about in _rows(HIT, sql, params)
    ]
    return sorted(hits, key=Ranking(query).place)


def shown_of(hits: Iterable[Hit]) -> dict[int, Document]:
    """What is shown of the hits, by their keys; one query. One that was deleted since it was found is left out."""
    keys = [hit.pk for hit in hits]
    rows = _rows(SHOWN, ", ".join(["%s"] * len(keys)), keys) if keys else []
    return {pk: Document(*texts) for pk, *texts in rows}


def _rows(columns: tuple[str, ...], keys: str, params: list[Any]) -> list[tuple[Any, ...]]:
    """These columns of the documents whose keys the SQL gives; texts and numbers need nothing that Django does."""
    sql = f"SELECT {', '.join(columns)} FROM {TABLE} WHERE id IN ({keys})"  # noqa: S608 # Our own.
    return fetched(connections[router.db_for_read(SearchDocument)], sql, params)


def _matching(query: Query, narrowing: Narrowing, *, in_title: bool) -> tuple[str, list[Any]]:
    """The ids of the documents that match, as SQL and its parameters; ``in_title``: in their titles or names."""
    marks = list(narrowing.marks.values())
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
    if narrowing.first_year is not None:
        conditions.append("d.last_year >= %s")
        params.append(narrowing.first_year)
    if narrowing.last_year is not None:
        conditions.append("d.first_year <= %s")
        params.append(narrowing.last_year)
    where = " AND ".join(conditions) or "1 = 1"
    most = min(MOST_HITS, MOST_IN_TITLE) if in_title else MOST_HITS
    # The names are our own, and the values parameters.
    return f"SELECT d.id FROM {tables} WHERE {where} ORDER BY {order} LIMIT {most}", params  # noqa: S608


def _for_sqlite(query: Query, marks: list[tuple[str, ...]], in_title: bool) -> str:
    """The expression for FTS5. Stems hold letters and digits only, marks no quotation mark."""

    def phrase(stems: Phrase) -> str:
        return f'"{" ".join(stems)}"'

    words = "title names" if in_title else "title names about text"
    parts = []
    if query.clauses:
        either = [f"({{{words}}} : ({_all_of(query, phrase, ' AND ', ' OR ')}))"]
        either += [" AND ".join(f"(marks : {phrase((mark,))})" for mark in dossier) for dossier in query.dossiers]
        parts.append(" OR ".join(f"({way})" for way in either))
    parts += [f"marks : ({' OR '.join(phrase((mark,)) for mark in either)})" for either in marks]
    expression = " AND ".join(f"({part})" for part in parts)
    for left_out in query.excluded:
        expression = f"({expression}) NOT ({{title names about text}} : {phrase(left_out)})"
    return expression if parts else ""


def _for_postgresql(query: Query, marks: list[tuple[str, ...]], in_title: bool) -> str:
    """The same as a tsquery; titles have the weight A, names B."""

    def phrase(stems: Phrase, weight: str = ":AB" if in_title else "") -> str:
        return " <-> ".join(f"'{stem}'{weight}" for stem in stems)

    parts = []
    if query.clauses:
        either = [_all_of(query, phrase, " & ", " | ")]
        either += [" & ".join(f"'{mark}'" for mark in dossier) for dossier in query.dossiers]
        parts.append(" | ".join(f"({way})" for way in either))
    parts += [" | ".join(f"'{mark}'" for mark in any_of) for any_of in marks]
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
