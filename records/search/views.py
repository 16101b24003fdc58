"""The page of the search: its hits by kind, and how many there are of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.http import HttpRequest, JsonResponse, QueryDict
from django.utils.safestring import SafeString
from msgspec import Struct

from records.citations.pages import CitedPageView
from records.kinds import TITLES
from records.lists.paging import address_with, page_of, pages_of
from records.metadata.head import way_to
from records.metadata.heeding import heeds
from records.models import SearchDocument
from records.search.answer import answer
from records.search.directory import directory
from records.search.excerpts import marked, snippet
from records.search.filters import SearchFilterSet, of_kinds
from records.search.finding import Document, shown_of
from records.search.index import document_count
from records.search.plain import plain_answers
from records.search.query import Query, read
from records.search.ranking import Hit
from records.search.suggestions import suggestions
from records.search.synonyms import Phrase
from records.views.frame import around

PER_PAGE = 25
# Hits of each kind, where several kinds stand on one page.
PER_KIND = 5

EXAMPLES = (
    ("koban", "one word, in any of its forms, and what means the same: the police box"),
    ("firearms protocol", "all of the words"),
    ('"high-tech crime"', "the words side by side"),
    ("extradition -korea", "one word without another"),
    ("terr", "a word half typed"),
    ("Thai", "a country by any name that the report prints: Thai, Korea, Macau, the Soviet Union"),
    ("UNCTOC", "an abbreviation: UNTOC, MLAT, ATS, JDR, FBI, ODA"),
    ("November 2001", "a date"),
)
# What a page of the search need not have.
NOTHING: dict[str, Any] = {"examples": (), "citation": None, "past": None}


class Shown(NamedTuple):
    """A hit as the page shows it."""

    address: str
    title: SafeString
    snippet: SafeString
    place: SafeString
    date: SafeString


class Group(Struct, frozen=True):
    """Hits of one kind, with the address of all of them."""

    name: str
    title: str
    count: int
    address: str
    hits: list[Shown]


class SearchView(CitedPageView):
    """Everything in one search: records, sections, countries and topics."""

    template_name = "search.jinja"
    template_engine = "fragments"
    url_name = "search"
    title = "Search"
    introduction = "Search every table, list and dated fact of the report, its sections, countries and topics."
    place = "all sections"
    card = "search"

    @property
    def parameter_names(self) -> Iterable[str]:
        return [*SearchFilterSet.parameter_names(), "page"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        typed = self.request.GET.get("q", "")
        query = read(typed)
        address = self.request.GET.copy()
        if typed:
            address["q"] = query.text
        asked = [name for name in SearchFilterSet.base_filters if any(map(str.strip, address.getlist(name)))]
        found = self.found(query, address) if asked else {"examples": EXAMPLES}
        context = super().get_context_data(search_words=query.text, **found, **kwargs)
        way = way_to(self.request.path, [(self.title, "")], self.absolute)
        return NOTHING | context | {"way": way, "searched": around(self.request.path, query.text)["header"]}

    def found(self, query: Query, address: QueryDict) -> dict[str, Any]:
        """The hits and all that the page says about them."""
        filterset = SearchFilterSet(address, queryset=SearchDocument.objects.none())
        named = directory()
        narrowed = any(any(map(str.strip, address.getlist(name))) for name in address if name != "q")
        plain = [] if narrowed else plain_answers(query, named)
        found = answer(query, filterset, named, ways_on=not plain)
        filterset.offer(found.counts)
        per_kind = Counter(hit.kind for hit in found.hits)
        # Hits of several kinds have no pages: the first few of each stand on one.
        one_kind = len(per_kind) == 1
        page, refused = page_of(Paginator(found.hits, PER_PAGE), address.get("page", "1")) if one_kind else (None, [])
        return {
            "filterset": filterset,
            "match_count": len(found.hits),
            "total_count": document_count(),
            "notices": [*found.notices, *refused],
            "plain": plain,
            "kinds": kind_links(of_kinds(found.counts), address),
            "groups": groups_of(page or found.hits, found.query, address, per_kind),
            "page": page,
            "pages": pages_of(page, address) if page else None,
            "unknown": found.unknown,
            "meant": [(words, address_with(address, q=words)) for words in found.meant],
            "fewer": [(words, address_with(address, q=words), number) for words, number in found.fewer],
        }


def groups_of(hits: Iterable[Hit], query: Query, address: QueryDict, counts: Counter[str]) -> list[Group]:
    """The hits by kind, that of the best hit first, as the page shows them; one query."""
    most = PER_PAGE if len(counts) == 1 else PER_KIND
    by_kind: dict[str, list[Hit]] = {}
    for hit in hits:
        if len(of_kind := by_kind.setdefault(hit.kind, [])) < most:
            of_kind.append(hit)
    documents = shown_of(hit for of_kind in by_kind.values() for hit in of_kind)
    phrases = query.phrases
    return [
        Group(
            name=kind,
            title=TITLES[kind],
            count=counts[kind],
            address=address_with(address, kind=kind),
            hits=[shown(documents[hit.pk], phrases) for hit in of_kind if hit.pk in documents],
        )
        for kind, of_kind in by_kind.items()
    ]


def kind_links(kinds: list[tuple[str, int]], address: QueryDict) -> list[tuple[str, int, str, bool]]:
    """All kinds together, then each of which there are hits: title, number, address, and whether it is chosen."""
    if not kinds:
        return []
    chosen = address.get("kind", "")
    everything = ("All", sum(number for _, number in kinds), address_with(address, kind=""), not chosen)
    return [
        everything,
        *((TITLES[name], number, address_with(address, kind=name), name == chosen) for name, number in kinds),
    ]


def shown(document: Document, phrases: frozenset[Phrase]) -> Shown:
    """The document with what was searched for marked in it."""
    return Shown(
        address=document.address,
        title=marked(document.title, phrases),
        snippet=snippet(document, phrases),
        place=marked(document.place, phrases),
        date=marked(document.date_in_words, phrases),
    )


@heeds("q")
def suggest(request: HttpRequest) -> JsonResponse:
    """What the search box suggests for what was typed so far, as JSON."""
    return JsonResponse({"groups": suggestions(request.GET.get("q", ""))})
