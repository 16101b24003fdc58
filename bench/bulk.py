"""Writes very many records into a database at once, past Django: rows, lists, versions, search documents, words."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max, Model

from records.models import SearchDocument, SearchWord
from records.search.documents import document_of, words_of
from records.search.words import stem

BATCH = 10_000
Rows = Iterable[Sequence[Any]]


class Bulk:
    """What is written of the records, batch by batch; the words of all their documents are kept until `write_words`."""

    def __init__(self, reason: str) -> None:
        self.version = {
            "history_date": datetime.datetime.now(datetime.UTC),
            "history_change_reason": reason,
            "history_type": "+",
            "history_user_id": None,
        }
        self.words: Counter[str] = Counter()
        self.keys: dict[type[Model], int] = {}

    def write(self, kind: Any, records: Iterator[Any]) -> Iterator[int]:
        """Write records of ``kind`` with all that saved ones have, a transaction a batch; yields how many."""
        while batch := list(islice(records, BATCH)):
            documents = [document_of(record) for record in batch]
            for document in documents:
                self.words.update(words_of(document))
            history = kind.history.model
            with transaction.atomic():
                insert(kind, batch)
                versions = self.numbered(history, batch)
                insert(history, batch, self.version, versions)
                insert(SearchDocument, documents, keys=self.numbered(SearchDocument, documents))
                for field in kind._meta.many_to_many:
                    self.write_list(field, batch, versions)
            yield len(batch)

    def numbered(self, model: Any, rows: Sequence[Any]) -> range:
        """Primary keys for so many new rows of the table."""
        if model not in self.keys:
            self.keys[model] = model.objects.aggregate(last=Max("pk"))["last"] or 0
        first = self.keys[model] + 1
        self.keys[model] += len(rows)
        return range(first, first + len(rows))

    def write_list(self, field: Any, batch: list[Any], versions: range) -> None:
        """Write a list of countries or topics of each record, and of each version."""
        through = field.remote_field.through
        one, other = field.m2m_column_name(), field.m2m_reverse_name()
        links = [
            (record.pk, noun.pk, version)
            for record, version in zip(batch, versions, strict=True)
            for noun in getattr(record, field.name).all()
        ]
        keys = self.numbered(through, links)
        insert_rows(through, ("id", one, other), ((key, *link[:2]) for key, link in zip(keys, links, strict=True)))
        past = apps.get_model("records", f"Historical{field.model.__name__}_{field.name}")
        insert_rows(
            past,
            ("m2m_history_id", "id", one, other, "history_id"),
            ((new, key, *link) for new, key, link in zip(self.numbered(past, links), keys, links, strict=True)),
        )

    def write_words(self) -> None:
        """Write the words that the new documents brought, and count the old ones on."""
        old = SearchWord.objects.in_bulk(field_name="word")
        known = [old[word] for word in self.words.keys() & old.keys()]
        for word in known:
            word.documents += self.words.pop(word.word)
        fresh = (
            SearchWord(word=word, stem=stem(word), length=len(word), documents=documents)
            for word, documents in self.words.items()
        )
        with transaction.atomic():
            SearchWord.objects.bulk_update(known, ["documents"], batch_size=500)
            SearchWord.objects.bulk_create(fresh, batch_size=500)


def insert(model: Any, records: Sequence[Any], given: dict[str, Any] | None = None, keys: range | None = None) -> None:
    """Write rows with what the records say, or what is ``given`` for all of them; ``keys`` are the primary ones."""
    fields = [field for field in model._meta.concrete_fields if not (keys and field.primary_key)]
    constant = {name: prepared(value) for name, value in (given or {}).items()}
    names = [field.attname for field in fields]
    rows = ([constant[n] if n in constant else prepared(getattr(record, n)) for n in names] for record in records)
    columns = [field.column for field in fields]
    if keys:
        columns = [model._meta.pk.column, *columns]
        rows = ([key, *row] for key, row in zip(keys, rows, strict=True))
    insert_rows(model, columns, rows)


def prepared(value: Any) -> Any:
    """A value as both databases take it in a plain statement."""
    match value:
        case list():
            return json.dumps(value)
        case datetime.datetime():
            return str(value.replace(tzinfo=None) if connection.vendor == "sqlite" else value)
        case datetime.date():
            return value.isoformat()
    return value


def insert_rows(model: Any, columns: Sequence[str], rows: Rows) -> None:
    """Write rows of a table, by whatever its database does fastest."""
    table, names = model._meta.db_table, ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            # One by one as they come, which Django's types do not know.
            streamed: Any = rows
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", streamed)  # noqa: S608 # Our own names.


INDEXES = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql LIKE '%records_%'",
    "postgresql": (
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() "
        "AND tablename LIKE 'records_%' "
        "AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexname::regclass)"
    ),
}


@contextmanager
def without_indexes() -> Iterator[None]:
    """Do without the indexes, but for those of constraints, and make them anew at the end: quicker than row by row."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous = OFF")
            cursor.execute("PRAGMA cache_size = -500000")
        cursor.execute(INDEXES[connection.vendor])
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
    yield
    with connection.cursor() as cursor:
        for _, statement in indexes:
            cursor.execute(statement)


def finish(kinds: Iterable[type[Model]]) -> None:
    """Let the tables count on from the new keys, and let the planner know how many rows there are."""
    models = [*kinds, SearchDocument, *(kind.history.model for kind in kinds)]  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
        cursor.execute("ANALYZE")
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
