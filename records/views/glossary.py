"""The pages of the glossary: its terms by letter, and each with the records in which it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from msgspec import Struct

from records.kinds import NAMES, TITLES
from records.lists import filter_sets, tables
from records.metadata.schema_org import Thing, defined_term, defined_term_set
from records.models import SearchDocument, Term
from records.search.finding import Narrowing, find
from records.search.query import read
from records.views.base import RecordDetailView, RecordListView

# So many records of each kind are named, and where all are found.
PER_KIND = 5


class Standing(Struct, frozen=True):
    """Records of one kind in which a term stands: the first of them, how many there are, and where all are found."""

    title: str
    count: int
    address: str
    documents: list[SearchDocument]

    @property
    def is_cut(self) -> bool:
        return self.count > len(self.documents)


def standing_in(term: Term) -> Iterator[Standing]:
    """What a search for the term finds, kind by kind, that of the best hit first; two queries."""
    by_kind: dict[str, list[int]] = {}
    for hit in find(read(term.term), Narrowing()):
        if hit.kind != NAMES[Term]:
            by_kind.setdefault(hit.kind, []).append(hit.pk)
    first = {kind: pks[:PER_KIND] for kind, pks in by_kind.items()}
    documents = SearchDocument.objects.in_bulk([pk for pks in first.values() for pk in pks])
    for kind, pks in first.items():
        address = f"{reverse('search')}?{urlencode({'q': term.term, 'kind': kind})}"
        yield Standing(TITLES[kind], len(by_kind[kind]), address, [documents[pk] for pk in pks if pk in documents])


class TermListView(RecordListView):
    """All terms by letter, or those that the filters leave."""

    url_name = "term-list"
    title = "Glossary"
    card = "glossary"
    place = "all sections"
    noun = "term"
    introduction = (
        "The abbreviations, short names and foreign words of the report: what each means, in the report’s words where "
        "it gives any, and where it first stands."
    )
    filterset_class = filter_sets.TermFilterSet
    table_classes = (tables.TermTable,)

    def things(self, context: dict[str, Any]) -> list[Thing]:
        """The data that the page offers as files, and the glossary whose terms it shows."""
        said = [
            defined_term(term, address=self.absolute(term.get_absolute_url()))
            for table in context["tables"]
            for term in table.rows_shown
        ]
        glossary = defined_term_set(
            name=self.title, description=self.introduction, address=self.absolute(reverse(self.url_name)), terms=said
        )
        return [*super().things(context), *([glossary] if said else [])]


class TermDetailView(RecordDetailView):
    """A term, with what a search for it finds."""

    kinds = (Term,)

    def among_others(self, record: Any) -> dict[str, Any]:
        """The terms before and after it, and the records in which it stands under any of its names."""
        before, after = self.neighbours(record)
        return {"before": before, "after": after, "standing": list(standing_in(record))}

    def things(self, context: dict[str, Any]) -> list[Thing]:
        """The entry as a part of the edition, and the term that it defines."""
        if self.past:
            return []
        glossary = self.absolute(reverse("term-list"))
        term = defined_term(self.object, address=self.canonical(context), glossary=glossary)
        return [*super().things(context), term]
