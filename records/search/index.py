"""The search documents: made of the records, and kept in step with them in the transaction that changes these.

Signals see every record that is saved, tagged or deleted. What writes past them (a load of the fixtures, a bulk
update) says so: `held_back` around it, and `rebuild` behind it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.utils.text import capfirst

from records.kinds import KINDS, NAMES
from records.models import (
    Addressed,
    AssistanceByCountry,
    AssistanceByRegion,
    AssistanceYear,
    CooperationProject,
    Country,
    CourtesyVisit,
    Dated,
    DisasterReliefMission,
    Event,
    ExpertDispatch,
    ExpertField,
    Meeting,
    Membership,
    PeacekeepingMission,
    PrintedFigure,
    Record,
    SearchDocument,
    SearchWord,
    Section,
    Topic,
    TrainingCourse,
    Treaty,
    Yearly,
)
from records.search.words import stem, stems, tokens

# To be raised whenever this module or `words` makes other documents than before: the next start rebuilds them.
RULES = 3

GOES_ON = 9999
BATCH = 500
# Any number that no other program uses for a lock of its own.
LOCK = 0x5EA7C4

FIGURE = re.compile(r"[\d.,%]*")
IN_BRACKETS = re.compile(r"\s*\(([^()]+)\)")

_held_back: ContextVar[bool] = ContextVar("search_index_held_back", default=False)


# What is found in a record


def document_of(record: Any) -> SearchDocument:
    """The search document of a record, section, country or topic, not saved."""
    title, names = _title(record), _lines(_names(record))
    about, text = _lines(_about(record)), _lines(_text(record))
    date, place = _date(record), _place(record)
    first, last = _years(record)
    return SearchDocument(
        kind=NAMES[type(record)],
        record_id=record.pk,
        position=getattr(record, "position", 0),
        slug=record.slug,
        address=record.get_absolute_url(),
        title=title,
        names=names,
        about=about,
        text=text,
        place=place,
        date_in_words=date,
        first_year=first,
        last_year=last,
        marks=" ".join(_marks(record)),
        title_stems=stems(title),
        names_stems=stems(names),
        about_stems=stems(about),
        text_stems=stems(f"{text}\n{date}\n{place}"),
        rules=RULES,
    )


def _title(record: Any) -> str:
    return record.title if isinstance(record, Section) else str(record)


def _names(record: Any) -> Iterator[str]:
    """Other names of the thing itself; a section is also called what stands in its brackets: ODA, FATF, APG."""
    match record:
        case Section():
            yield record.number
            if within := IN_BRACKETS.findall(record.title):
                yield IN_BRACKETS.sub("", record.title)
                yield from within
        case Country():
            yield from record.printed_names
        case TrainingCourse():
            yield record.successor_to
        case Meeting():
            yield record.venue
        case Membership():
            yield record.member
        case Treaty():
            yield record.short_name


def _about(record: Any) -> Iterator[str]:
    """The names under which its countries are filed and printed, and its topics."""
    if isinstance(record, Record):
        for country in record.country_list:
            yield country.name
            yield from country.printed_names
        yield from (topic.name for topic in record.topics.all())


def _text(record: Any) -> Iterator[str]:  # noqa: C901 # A line or two a kind.
    """All else that a reader may look for: what the kind tells, and the row as printed."""
    match record:
        case Section():
            yield record.summary
        case Country():
            yield f"ISO 3166 code {record.iso_code}, number {record.iso_numeric}"
        case Topic():
            yield record.description
        case TrainingCourse():
            yield f"Training course: {record.get_category_display()}"
        case CooperationProject():
            yield "Cooperation project"
            yield record.summary
        case Event():
            yield record.text
        case ExpertDispatch() | ExpertField():
            yield f"Long-term {record.long_term}, short-term {record.short_term}, total {record.total} experts"
        case DisasterReliefMission() | PeacekeepingMission():
            yield f"{capfirst(record.kind)}: {record.personnel} police personnel"
        case Membership():
            yield f"Member of the {record.get_body_display()}"
        case Meeting():
            yield f"Meeting, round {record.round}"
            yield from record.agenda_items
            yield record.documentary_product
        case Treaty():
            yield f"{record.get_treaty_kind_display()} treaty, {record.get_action_display().lower()}"
        case AssistanceYear():
            yield f"{record.cases} cases, {record.persons} persons, {record.countries_count} countries and territories"
        case AssistanceByRegion():
            yield f"{record.persons} persons, {record.share}%"
        case AssistanceByCountry():
            yield f"{record.persons} persons"
        case CourtesyVisit():
            yield f"Courtesy visit: {record.occasion}"
    title = _title(record)
    for _, cell in getattr(record, "as_printed", []):
        # Bare figures stand above in words.
        if cell != title and not FIGURE.fullmatch(cell):
            yield cell


def _lines(parts: Iterable[str]) -> str:
    """The parts, each once and on a line of its own; what a part has of lines becomes one."""
    return "\n".join(dict.fromkeys(" ".join(part.split()) for part in parts if part))


def _place(record: Any) -> str:
    if isinstance(record, Section):
        return record.number if record.is_attached_table else f"Section {record.number}"
    return record.locator if isinstance(record, Record) else ""


def _date(record: Any) -> str:
    return record.date_in_words if isinstance(record, Dated | Yearly) else ""


def _years(record: Any) -> tuple[int | None, int | None]:
    """The first and last year that its date touches, as the lists' filters by year take it; None without a date."""
    if isinstance(record, Dated | Yearly) and record.earliest:
        return record.earliest.year, record.latest.year if record.latest else GOES_ON
    return None, None


def mark(name: str, slug: str) -> str:
    """How a document says that it belongs to a kind, section, country or topic: “country:china”."""
    return f"{name}:{slug}"


def _marks(record: Any) -> Iterator[str]:
    yield mark("kind", NAMES[type(record)])
    match record:
        case Section():
            yield mark("section", record.slug)
        case Country():
            yield mark("country", record.slug)
        case Topic():
            yield mark("topic", record.slug)
        case Record():
            yield mark("section", record.section.slug)
            yield from (mark("country", country.slug) for country in record.country_list)
            yield from (mark("topic", topic.slug) for topic in record.topics.all())


def records_of(kind: type[Addressed]) -> QuerySet[Any]:
    """The records of ``kind`` with all that their documents need, in a fixed number of queries."""
    if issubclass(kind, Record):
        return kind.objects.for_list().prefetch_related("topics").order_by("pk")
    return kind.objects.order_by("pk")


# Keeping in step


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
    ids = iter(sorted(set(pks)))
    with transaction.atomic():
        _one_after_the_other()
        while batch := list(islice(ids, BATCH)):
            _update(kind, batch)


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


def words_of(document: SearchDocument) -> set[str]:
    """Every word of the document once."""
    texts = (document.title, document.names, document.about, document.text, document.date_in_words, document.place)
    return {token.word for text in texts for token in tokens(text)}


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
        _one_after_the_other()
        SearchDocument.objects.all().delete()
        SearchWord.objects.all().delete()
        for kind in NAMES:
            records = records_of(kind).iterator(chunk_size=BATCH)
            while batch := [document_of(record) for record in islice(records, BATCH)]:
                SearchDocument.objects.bulk_create(batch)
                words.update(word for document in batch for word in words_of(document))
        SearchWord.objects.bulk_create((_word(word, number) for word, number in words.items()), batch_size=BATCH)
        return SearchDocument.objects.count()


def is_current() -> bool:
    """Whether there is a document for each record, made by today's rules."""
    if SearchDocument.objects.exclude(rules=RULES).exists():
        return False
    return SearchDocument.objects.count() == sum(kind.objects.count() for kind in NAMES)


def _one_after_the_other() -> None:
    """Let one transaction at a time write documents, each after reading what the one before it wrote.

    SQLite needs nothing: settings let every transaction begin as the only writer.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


# What signals tell (records.signals)


def saved(sender: type[Addressed], instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """A record was saved; what refers to it bears its name and slug."""
    if _held_back.get() or raw:
        return
    with transaction.atomic():
        update(sender, [instance.pk])
        for kind in kinds_referring_to(sender):
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


# What records refer to, by the names of their marks.
NOUNS: dict[type[Addressed], str] = {Section: "section", Country: "country", Topic: "topic"}


def kinds_referring_to(kind: type[Addressed]) -> list[type[Record]]:
    """The kinds of record whose documents hold names or slugs of ``kind``."""
    return [*KINDS, PrintedFigure] if kind in NOUNS else []


def referring(kind: type[Record], instance: Any) -> QuerySet[Any]:
    """The records of ``kind`` that refer to a section, country or topic."""
    match instance:
        case Section():
            return kind.objects.in_sections([instance]).order_by()
        case Country():
            return kind.objects.concerning([instance]).order_by()
    return kind.objects.tagged([instance]).order_by()


def update_marked(found: str) -> None:
    """Make the documents anew that bear the mark."""
    # Marks are joined by spaces; a slug holds no character that LIKE would read otherwise.
    marked = SearchDocument.objects.extra(where=["' ' || marks || ' ' LIKE %s"], params=[f"% {found} %"])
    by_name = {name: kind for kind, name in NAMES.items()}
    for name in set(marked.values_list("kind", flat=True)):
        update(by_name[name], list(marked.filter(kind=name).values_list("record_id", flat=True)))
