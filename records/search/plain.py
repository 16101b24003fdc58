"""What a query plainly asks for, beside what its words are found in: a list, narrowed; a section; a country's dossier.

Plain is what has no word left over: “treaties signed 2000 to 2003” names a list, what narrows it, and years.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from msgspec import Struct, field

from records.kinds import NAMES
from records.models import SearchDocument
from records.search.asked_lists import LISTS, TIMELINE, AskedList
from records.search.directory import SUBJECTS, Directory, Named, plain_words
from records.search.query import Query
from records.search.questions import JAPAN, longest_at, telling
from records.search.synonyms import Phrase
from records.search.words import tokens
from records.search.years import Years, as_filters, in_words, years_in
from records.wording import counted, short

# So many records are shown beneath a list of no more kinds than these.
MOST_ROWS, MOST_KINDS = 5, 3
MOST_LETTERS = 100


class Row(Struct, frozen=True):
    """A record of a list, as it stands beneath it."""

    title: str
    address: str
    said: str


class PlainAnswer(Struct, frozen=True):
    """What was asked for, what kind of thing it is, or how much of it there is, and its first records."""

    title: str
    address: str
    said: str
    rows: list[Row] = field(default_factory=list)
    count: int = 0

    @property
    def is_cut(self) -> bool:
        """Whether there are more records than are shown."""
        return self.count > len(self.rows)


class Asked(Struct, frozen=True):
    """A query read to its last word: the lists, the words that narrow them, countries and topics, and the years."""

    lists: list[AskedList] = field(default_factory=list)
    words: list[Phrase] = field(default_factory=list)
    subjects: list[Named] = field(default_factory=list)
    years: Years | None = None


def plain_answers(query: Query, named: Directory) -> list[PlainAnswer]:
    """What the query plainly asks for, the best first; some five queries for each list."""
    if query.excluded or '"' in query.text:
        return []
    asked = read_plainly(query.text, named) or Asked()
    return [
        *filter(None, (_of_list(one, asked) for one in asked.lists)),
        *(_of_term(term) for term in terms_named(query.text, named)),
        *(_of_section(section) for section in sections_named(query.text, named)),
        *(_of_subject(subject) for subject in asked.subjects),
    ]


def sections_named(text: str, named: Directory) -> list[Named]:
    """The section or attached table that the whole text names, by its number or its heading."""
    words, told = ways_to_name(text)
    names = (words, words.removeprefix("section "), f"attached {words}", told)
    return [named.sections[name] for name in names if name in named.sections][:1]


def terms_named(text: str, named: Directory) -> list[Named]:
    """The term of the glossary that the whole text names, or whose meaning it asks for."""
    return [named.terms[name] for name in ways_to_name(text) if name in named.terms][:1]


def ways_to_name(text: str) -> tuple[str, str]:
    """All words of the text, and those alone that say what is asked for: “what is the fatf”, “fatf”."""
    return plain_words(text), " ".join(token.word for token in telling(tokens(text)))


def read_plainly(text: str, named: Directory) -> Asked | None:
    """What every word of the text asks for; None where one is left over."""
    years, rest = years_in(text)
    said = telling(tokens(rest))
    # What happened in some years, Japan did.
    phrase = tuple(token.stem for token in said if not (years and token.word in JAPAN))
    lists = [one for one in LISTS if one.is_named_in(phrase) and (one.has_years or not years)]
    words: list[Phrase] = []
    subjects: list[Named] = []
    place = 0
    while place < len(phrase):
        word = _longest_word(place, phrase, lists)
        subject, length = longest_at(place, phrase, named)
        if len(word) >= length and word:
            words.append(word)
        elif subject:
            subjects.append(subject)
        else:
            return None
        place += max(len(word), length)
    if years and not lists:
        lists = [TIMELINE]
    return Asked(lists, words, list(dict.fromkeys(subjects)), years)


def _longest_word(place: int, phrase: Phrase, lists: list[AskedList]) -> Phrase:
    """The longest word of any of the lists that begins there; empty, where there is none."""
    ends = range(len(phrase), place, -1)
    return next((phrase[place:end] for end in ends if any(phrase[place:end] in one.words for one in lists)), ())


def _of_list(asked_list: AskedList, asked: Asked) -> PlainAnswer | None:
    """The list as its own filters leave it, counted as it counts itself, with its first records.

    None where one filter is asked for in two ways: “treaties signed or ratified”.
    """
    narrowing = [asked_list.words[word] for word in asked.words if word in asked_list.words]
    filters = {(name, value) for _, set_by in narrowing for name, value in set_by.items()}
    if len(filters) > len(dict(filters)):
        return None
    query = QueryDict(mutable=True)
    query.update({**dict(sorted(filters)), **(as_filters(asked.years) if asked.years else {})})
    for subject in asked.subjects:
        query.appendlist(SUBJECTS[subject.kind], subject.slug)
    filterset = asked_list.filterset(query, queryset=asked_list.kinds[0].objects.all())
    matching = [filterset.matching(kind.objects.all()) for kind in asked_list.kinds]
    count = sum(records.count() for records in matching)
    said = [
        *(word for word, _ in narrowing if word not in asked_list.nouns),
        *(subject.names[0] for subject in asked.subjects),
        *([in_words(asked.years)] if asked.years else []),
    ]
    address = reverse(f"{asked_list.url_name}-list")
    return PlainAnswer(
        title=f"{asked_list.title}: {', '.join(said)}" if said else asked_list.title,
        address=f"{address}?{query.urlencode()}" if query else address,
        said=counted(count, *asked_list.noun),
        rows=_rows(matching) if len(matching) <= MOST_KINDS else [],
        count=count,
    )


def _rows(matching: list[QuerySet[Any]]) -> list[Row]:
    """The first of the records in the order of their list; one query more than kinds."""
    firsts = (records.values_list("pk", flat=True)[:MOST_ROWS] for records in matching)
    keys = [(NAMES[pks.model], pk) for pks in firsts for pk in pks][:MOST_ROWS]
    of_them = Q(pk__in=[])
    for kind, pk in keys:
        of_them |= Q(kind=kind, record_id=pk)
    found = {(document.kind, document.record_id): document for document in SearchDocument.objects.filter(of_them)}
    # One that was withdrawn since is left out.
    return [_row(found[key]) for key in keys if key in found]


def _row(document: SearchDocument) -> Row:
    date = "" if document.date_in_words in document.title else document.date_in_words
    facts = (date, short(document.text.partition("\n")[0], MOST_LETTERS))
    return Row(document.title, document.address, " · ".join(filter(None, facts)))


def _of_section(section: Named) -> PlainAnswer:
    return PlainAnswer(section.names[0], section.address, "section of the report")


def _of_term(term: Named) -> PlainAnswer:
    return PlainAnswer(term.names[0], term.address, "in the glossary")


def _of_subject(subject: Named) -> PlainAnswer:
    return PlainAnswer(subject.names[0], subject.address, f"{SUBJECTS[subject.kind]}: all that the report tells of it")
