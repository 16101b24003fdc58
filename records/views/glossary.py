"""The pages of the glossary: its terms by letter, and each with the records in which it stands."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from records.kinds import NAMES
from records.lists import filter_sets, tables
from records.metadata.schema_org import Thing, defined_term, defined_term_set
from records.models import Record, Term
from records.search.finding import Narrowing, find
from records.search.query import read
from records.search.views import groups_of
from records.views.base import RecordDetailView, RecordListView


class TermListView(RecordListView):
    """All terms by letter, or those that the filters leave."""

    url_name = "term-list"
    title = "Glossary"
    card = "glossary"
    place = "all sections"
    introduction = (
        "The abbreviations, short names and foreign words of the report: what each means, in the report’s words where "
        "it gives any, and where it first stands."
    )
    filterset_class = filter_sets.TermFilterSet
    table_classes = (tables.TermTable,)

    def things(self, context: dict[str, Any]) -> list[Thing]:
        """The data that the page offers as files, and the glossary whose terms it shows."""
        terms = [term for table in context["tables"] for term in table.page.object_list.data]
        said = [self.term(term) for term in terms]
        glossary = defined_term_set(
            name=self.title, description=self.introduction, address=self.absolute(reverse(self.url_name)), terms=said
        )
        return [*super().things(context), *([glossary] if said else [])]

    def term(self, term: Term) -> Thing:
        return defined_term(term, address=self.absolute(term.get_absolute_url()))


class TermDetailView(RecordDetailView):
    """A term, with what a search for it finds."""

    kinds = (Term,)

    def among_others(self, record: Record) -> dict[str, Any]:
        """The terms before and after it, and what a search for it finds: all records in which it stands in any form."""
        before, after = type(record).objects.neighbours(record)
        query, address = read(str(record)), QueryDict(mutable=True)
        address["q"] = str(record)
        hits = [hit for hit in find(query, Narrowing()) if hit.kind != NAMES[Term]]
        groups = groups_of(hits, query, address, Counter(hit.kind for hit in hits))
        return {"before": before, "after": after, "groups": groups}

    def things(self, context: dict[str, Any]) -> list[Thing]:
        """The entry as a part of the edition, and the term that it defines."""
        if self.past:
            return []
        glossary = self.absolute(reverse("term-list"))
        term = defined_term(self.object, address=self.canonical(context), glossary=glossary)
        return [*super().things(context), term]
