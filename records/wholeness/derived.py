"""Whether what is made of the records agrees with them: the search, the sums, the revision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Count
from django.db.models.functions import ExtractYear

from records.kinds import ALL_KINDS, NAMES, RECORD_KINDS
from records.models import Addressed, Dated, Revision, SearchDocument, SearchWord, Tally, Yearly
from records.models.search import INDEX
from records.search.documents import document_of, records_of, words_of
from records.wholeness.database import rows
from records.wording import counted

REBUILD = "Run .venv/bin/python manage.py rebuild_search."
BATCH = 500
WRITTEN = [field.attname for field in SearchDocument._meta.concrete_fields if not field.primary_key]
Sums = Counter[tuple[str, str, int]]


def findings() -> Iterator[str]:
    """What does not agree, a sentence each with what to do."""
    if Revision.objects.state() is None:
        yield f"The revision of the records is missing, so no page is kept ready. {REBUILD} That renews it."
    yield from _of_documents()
    yield from _of_words()
    yield from _of_index()
    if _kept_sums() != _counted_sums():
        yield (
            "The sums of the records (records_tally) are not those of their rows: triggers were off while "
            "something was written. Run make backup, then make restore with what it wrote: that sums up anew."
        )


def _of_documents() -> Iterator[str]:
    """Whether the search documents are those that the records give now."""
    wrong = matched = 0
    for kind in ALL_KINDS:
        for records in _batches(kind):
            found = {
                document.record_id: document
                for document in SearchDocument.objects.filter(
                    kind=NAMES[kind], record_id__in=[record.pk for record in records]
                )
            }
            matched += len(found)
            wrong += sum(_differs(found.get(record.pk), document_of(record)) for record in records)
    wrong += SearchDocument.objects.count() - matched
    if wrong:
        yield f"The search does not agree with {counted(wrong, 'record')}. {REBUILD}"


def _batches(kind: type[Addressed]) -> Iterator[list[Any]]:
    found = records_of(kind).order_by("pk").iterator(chunk_size=BATCH)
    while batch := list(islice(found, BATCH)):
        yield batch


def _differs(stored: SearchDocument | None, made: SearchDocument) -> bool:
    return stored is None or any(getattr(stored, name) != getattr(made, name) for name in WRITTEN)


def _of_words() -> Iterator[str]:
    """Whether each word stands in as many documents as is said."""
    words: Counter[str] = Counter()
    for document in SearchDocument.objects.order_by("pk").iterator(chunk_size=BATCH):
        words.update(words_of(document))
    if dict(SearchWord.objects.values_list("word", "documents")) != dict(words):
        yield f"The words of the search are not those of its documents. {REBUILD}"


def _of_index() -> Iterator[str]:
    """Whether SQLite's index holds a row of the same stems for each document; PostgreSQL's cannot differ."""
    if connection.vendor != "sqlite":
        return
    pairs = ("title", "title_stems"), ("names", "names_stems"), ("about", "about_stems"), ("text", "text_stems")
    same = " AND ".join(f"i.{own} = d.{stems}" for own, stems in (*pairs, ("marks", "marks")))
    ((agreeing, documents, indexed),) = rows(
        f"SELECT (SELECT count(*) FROM {INDEX} i JOIN records_searchdocument d ON d.id = i.rowid WHERE {same}), "  # noqa: S608
        f"(SELECT count(*) FROM records_searchdocument), (SELECT count(*) FROM {INDEX})"
    )
    if not agreeing == documents == indexed:
        yield f"The index of the search does not hold what the search documents hold. {REBUILD}"


def _kept_sums() -> Sums:
    kept = Tally.objects.order_by().exclude(count=0).values_list("kind", "facet", "key", "count")
    return Counter({(kind, facet, key): count for kind, facet, key, count in kept})


def _counted_sums() -> Sums:
    """The same, counted of the rows."""
    sums: Sums = Counter()
    for kind in RECORD_KINDS:
        sums[NAMES[kind], Tally.Facet.ALL, 0] = kind.objects.count()
        for facet, found, key in _facets(kind):
            for value, count in found.order_by().values_list(key).annotate(Count("pk")):
                if value is not None:
                    sums[NAMES[kind], facet, value] = count
    return Counter({key: count for key, count in sums.items() if count})


def _facets(kind: Any) -> Iterator[tuple[str, Any, str]]:
    """What the records of a kind are counted by: its name, the rows, and the column that holds the key."""
    yield Tally.Facet.SECTION, kind.objects.all(), "section_id"
    yield Tally.Facet.TOPIC, kind.topics.through.objects.all(), "topic_id"
    if kind.country_lookup == "countries":
        yield Tally.Facet.COUNTRY, kind.countries.through.objects.all(), "country_id"
    elif kind.country_lookup:
        yield Tally.Facet.COUNTRY, kind.objects.all(), "country_id"
    if issubclass(kind, Yearly):
        yield Tally.Facet.YEAR, kind.objects.all(), "year"
    elif issubclass(kind, Dated):
        yield Tally.Facet.YEAR, kind.objects.annotate(begins=ExtractYear("earliest")), "begins"
