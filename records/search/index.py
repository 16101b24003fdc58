"""The search documents kept in step with the records, in the transaction that changes these.

Signals see every record that is saved, tagged or deleted. What writes past them (a load of the fixtures, a bulk
update) says so: `held_back` around it, and `rebuild` behind it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Count, F, QuerySet, TextField, Value
from django.db.models.functions import Concat

from records.kinds import ALL_KINDS, NAMES, PLACED_KINDS, RECORD_KINDS
from records.models import Addressed, Country, Placed, Revision, SearchDocument, SearchWord, Section, Tally, Topic
from records.models.state import kept_by_state
from records.search.documents import RULES, document_of, mark, records_of, words_of
from records.search.words import stem

BATCH = 500

_held_back: ContextVar[bool] = ContextVar("search_index_held_back", default=False)


@contextmanager
def held_back() -> Iterator[None]:
    """Changes inside go into no document; whoever holds them back rebuilds afterwards."""
    token = _held_back.set(True)
    try:
        yield
    finally:
        _held_back.reset(token)


def update(kind: type[Addressed], pks: Iterable[int]) -> None:
    """Make the documents of these records anew, and take out those of records that are gone."""
    ids = sorted(set(pks))
    if not ids:
        return
    with transaction.atomic():
        Revision.objects.hold()
        for begin in range(0, len(ids), BATCH):
            _update(kind, ids[begin : begin + BATCH])


def _update(kind: type[Addressed], pks: list[int]) -> None:
    old = {found.record_id: found for found in SearchDocument.objects.filter(kind=NAMES[kind], record_id__in=pks)}
    new = [document_of(record) for record in records_of(kind).filter(pk__in=pks)]
    for document in new:
        if document.record_id in old:
            document.pk = old[document.record_id].pk
        document.save()
    gone = old.keys() - {document.record_id for document in new}
    if gone:
        SearchDocument.objects.filter(pk__in=[old[pk].pk for pk in gone]).delete()
    count = Counter(word for document in new for word in words_of(document))
    count.subtract(word for document in old.values() for word in words_of(document))
    _count_words(count)


def _count_words(changes: Counter[str]) -> None:
    """Let words stand in so many documents more, or fewer; a word that stands in none is forgotten."""
    changed = {word: number for word, number in changes.items() if number}
    fresh = [_word(word, 0) for word, number in changed.items() if number > 0]
    SearchWord.objects.bulk_create(fresh, ignore_conflicts=True)
    for number in set(changed.values()):
        words = SearchWord.objects.filter(word__in=[word for word, change in changed.items() if change == number])
        if number < 0:
            words.filter(documents__lte=-number).delete()
        words.update(documents=F("documents") + number)


def _word(word: str, documents: int) -> SearchWord:
    return SearchWord(word=word, stem=stem(word), length=len(word), documents=documents)


def rebuild() -> int:
    """Make all documents anew, in one transaction; says how many there are now."""
    words: Counter[str] = Counter()
    with transaction.atomic():
        Revision.objects.hold()
        SearchDocument.objects.all().delete()
        SearchWord.objects.all().delete()
        for kind in ALL_KINDS:
            records = records_of(kind).iterator(chunk_size=BATCH)
            while batch := [document_of(record) for record in islice(records, BATCH)]:
                SearchDocument.objects.bulk_create(batch)
                words.update(word for document in batch for word in words_of(document))
        SearchWord.objects.bulk_create((_word(word, number) for word, number in words.items()), batch_size=BATCH)
        return SearchDocument.objects.count()


@kept_by_state()
def document_count() -> int:
    """How many documents there are, those of records by the sums that the database keeps; one query a state."""
    records = Tally.objects.order_by().filter(facet=Tally.Facet.ALL).values_list("count")
    others = [name for kind, name in NAMES.items() if kind not in RECORD_KINDS]
    counted = SearchDocument.objects.order_by().filter(kind__in=others).values("kind").annotate(number=Count("pk"))
    return sum(number for (number,) in records.union(counted.values_list("number"), all=True))


def is_current() -> bool:
    """Whether there is a document for each record, made by today's rules."""
    if SearchDocument.objects.exclude(rules=RULES).exists():
        return False
    return SearchDocument.objects.count() == sum(kind.objects.count() for kind in ALL_KINDS)


# What signals tell (records.signals)


def saved(sender: type[Addressed], instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """A record was saved; what refers to it, which nothing does to a new one, bears its name and slug."""
    if _held_back.get() or raw:
        return
    with transaction.atomic():
        update(sender, [instance.pk])
        if sender in NOUNS and not created:
            for kind in PLACED_KINDS:
                update(kind, referring(kind, instance).values_list("pk", flat=True))


def deleted(sender: type[Addressed], instance: Any, **kwargs: Any) -> None:
    """A record is gone, from lists of countries and topics also; those tell no signal of it."""
    if _held_back.get():
        return
    with transaction.atomic():
        update(sender, [instance.pk])
        if sender is not Section and sender in NOUNS:
            update_marked(mark(NOUNS[sender], instance.slug))


def listed(sender: Any, instance: Any, action: str, reverse: bool, model: Any, pk_set: Any, **kwargs: Any) -> None:
    """A list of countries or topics was changed, from either side."""
    if _held_back.get() or not action.startswith("post_"):
        return
    if not reverse:
        update(type(instance), [instance.pk])
    elif pk_set is not None:
        update(model, pk_set)
    else:
        update_marked(mark(NOUNS[type(instance)], instance.slug))


# What records refer to, so that their documents hold its names and its slug; by the names of its marks.
NOUNS: dict[type[Addressed], str] = {Section: "section", Country: "country", Topic: "topic"}


def referring(kind: type[Placed], instance: Any) -> QuerySet[Any]:
    """The records of ``kind`` that refer to a section, country or topic."""
    match instance:
        case Section():
            return kind.objects.in_sections([instance]).order_by()
        case Country():
            return kind.objects.concerning([instance]).order_by()
    return kind.objects.tagged([instance]).order_by()


def update_marked(found: str) -> None:
    """Make the documents anew that bear the mark."""
    # Marks are joined by spaces.
    spaced = Concat(Value(" "), "marks", Value(" "), output_field=TextField())
    marked = SearchDocument.objects.alias(spaced=spaced).filter(spaced__contains=f" {found} ")
    by_name = {name: kind for kind, name in NAMES.items()}
    for name in set(marked.values_list("kind", flat=True)):
        update(by_name[name], list(marked.filter(kind=name).values_list("record_id", flat=True)))
