"""The page of the search: its filters, its hits by kind, and how many there are of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import django_filters
from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.safestring import SafeString
from django.views.generic import TemplateView

from records.kinds import TITLES
from records.lists import filters
from records.lists.paging import address_with, page_of, pages_of
from records.models import Country, SearchDocument, Section, Topic
from records.outline import Outline
from records.search import finding, suggestions
from records.search.index import mark

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


class CountryFilter(filters.CountryFilter):
    """Hits that concern any of the countries."""

    def options(self) -> Iterable[Any]:
        return _known(Country.objects.all())


class TopicFilter(filters.TopicFilter):
    """Hits with any of the topics."""

    def options(self) -> Iterable[Any]:
        return _known(Topic.objects.all())


class SectionFilter(filters.SectionFilter):
    """Hits in any of the sections, or below them."""

    def options(self) -> Iterable[Any]:
        self.outline = Outline(_known(Section.objects.all()))
        return self.outline.sections


def _known(options: Iterable[Any]) -> list[Any]:
    """All of them, none offered yet: that waits for the hits (see SearchFilterSet.offer)."""
    found = list(options)
    for option in found:
        option.used = False
    return found


class SearchFilterSet(filters.WordsFilterSet):
    """What the address of the search says: words, and what their hits are narrowed by."""

    year_help = "A year finds what has a date that touches it."

    q = django_filters.CharFilter(label="Words")
    kind = filters.ChoiceFilter(label="Kind", choices=list(TITLES.items()))
    year_min = filters.YearFilter(label="From year")
    year_max = filters.YearFilter(label="To year")
    country = CountryFilter(label="Country")
    topic = TopicFilter(label="Topic")
    section = SectionFilter(label="Section")

    @property
    def outline(self) -> Outline:
        found: Outline = self.filters["section"].outline
        return found

    def narrowing(self) -> finding.Narrowing:
        """What the hits are narrowed by; the filter set must be valid."""
        asked = self.form.cleaned_data
        sections = {below for section in asked["section"] for below in self.outline.subtree(section)}
        slugs = {
            "kind": [asked["kind"]] if asked["kind"] else [],
            "section": [section.slug for section in sections],
            "country": [country.slug for country in asked["country"]],
            "topic": [topic.slug for topic in asked["topic"]],
        }
        marks = {name: tuple(mark(name, slug) for slug in sorted(found)) for name, found in slugs.items() if found}
        return finding.Narrowing(marks, asked["year_min"], asked["year_max"])

    def offer(self, counts: Counter[str]) -> None:
        """Offer what narrows the hits, each with how many it would leave, and what is chosen already."""
        for name in ("country", "topic", "section"):
            field = self.form.fields[name]
            chosen = self.form.data.getlist(name)
            field.choices = [
                (slug, f"{option} ({counts[mark(name, slug)]})")
                for slug, option in field.options.items()
                if counts[mark(name, slug)] or slug in chosen
            ]
        kinds = [(name, f"{TITLES[name]} ({number})") for name, number in of_kinds(counts)]
        self.form.fields["kind"].choices = [("", "Any"), *kinds]


def of_kinds(counts: Counter[str]) -> list[tuple[str, int]]:
    """The kinds of which there are hits, in the order of all kinds, with how many there are."""
    return [(name, counts[mark("kind", name)]) for name in TITLES if counts[mark("kind", name)]]


@dataclass(frozen=True)
class Shown:
    """A hit as the page shows it."""

    address: str
    title: SafeString
    snippet: SafeString
    place: SafeString
    date: SafeString


@dataclass(frozen=True)
class Group:
    """Hits of one kind, with the address of all of them."""

    name: str
    title: str
    count: int
    address: str
    hits: list[Shown]


class SearchView(TemplateView):
    """Everything in one search: records, sections, countries and topics."""

    template_name = "search.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        typed = self.request.GET.get("q", "")
        query = finding.read(typed)
        address = self.request.GET.copy()
        if typed:
            address["q"] = query.text
        asked = [name for name in SearchFilterSet.base_filters if any(map(str.strip, address.getlist(name)))]
        found = self.found(query, address) if asked else {"examples": EXAMPLES}
        return super().get_context_data(search_words=query.text, **found, **kwargs)

    def found(self, query: finding.Query, address: QueryDict) -> dict[str, Any]:
        """The hits and all that the page says about them."""
        filterset = SearchFilterSet(address, queryset=SearchDocument.objects.none())
        notices = list(query.notices)
        hits: list[finding.Hit] = []
        unknown: list[finding.Clause] = []
        counts: Counter[str] = Counter()
        if query.text and not query.clauses:
            notices.append("There is no word to search for. Give one that the report may hold.")
        elif filterset.is_valid():
            query, unknown = finding.complete(query)
            if not unknown:
                narrowing = filterset.narrowing()
                hits = finding.find(query, narrowing)
                counts = counted(query, narrowing, hits, filterset.outline)
        if len(hits) >= finding.MOST_HITS:
            notices.append("More records match than are counted and shown here. Add a word, or narrow them.")
        meant: list[str] = []
        fewer: list[tuple[str, int]] = []
        if not hits and filterset.is_valid():
            narrowing = filterset.narrowing()
            meant = suggestions.did_you_mean(query, unknown, narrowing)
            if not meant and len(query.clauses) > 1:
                fewer = suggestions.with_fewer_words(query, unknown, narrowing)
        filterset.offer(counts)
        # Hits of several kinds have no pages: the first few of each stand on one.
        one_kind = len({hit.kind for hit in hits}) == 1
        page, refused = page_of(Paginator(hits, PER_PAGE), address.get("page", "1")) if one_kind else (None, [])
        return {
            "filterset": filterset,
            "match_count": len(hits),
            "total_count": SearchDocument.objects.count(),
            "notices": notices + refused,
            "kinds": kind_links(of_kinds(counts), address),
            "groups": groups_of(page or hits, query, address, Counter(hit.kind for hit in hits)),
            "page": page,
            "pages": pages_of(page, address) if page else None,
            "unknown": [clause.word for clause in unknown if clause.word],
            "suggestions": [(words, address_with(address, q=words)) for words in meant],
            "fewer": [(words, address_with(address, q=words), number) for words, number in fewer],
        }


def counted(
    query: finding.Query, narrowing: finding.Narrowing, hits: list[finding.Hit], outline: Outline
) -> Counter[str]:
    """How many hits each value of each filter would leave, the other filters kept; one query where any narrows."""
    years = finding.Narrowing({}, narrowing.first_year, narrowing.last_year)
    own = finding.count(finding.find(query, years) if narrowing.marks else hits, narrowing)
    counts = own.copy()
    for section in outline.sections:
        below = {found.slug for found in outline.subtree(section)}
        counts[mark("section", section.slug)] = sum(own[mark("section", slug)] for slug in below)
    return counts


def groups_of(
    hits: Iterable[finding.Hit], query: finding.Query, address: QueryDict, counts: Counter[str]
) -> list[Group]:
    """The hits by kind, that of the best hit first, as the page shows them; one query."""
    most = PER_PAGE if len(counts) == 1 else PER_KIND
    by_kind: dict[str, list[finding.Hit]] = {}
    for hit in hits:
        if len(of_kind := by_kind.setdefault(hit.kind, [])) < most:
            of_kind.append(hit)
    documents = SearchDocument.objects.in_bulk([hit.pk for of_kind in by_kind.values() for hit in of_kind])
    return [
        Group(
            name=kind,
            title=TITLES[kind],
            count=counts[kind],
            address=address_with(address, kind=kind),
            # One that was deleted since it was found is left out.
            hits=[shown(documents[hit.pk], query) for hit in of_kind if hit.pk in documents],
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


def shown(document: SearchDocument, query: finding.Query) -> Shown:
    """The document with what was searched for marked in it."""
    phrases = query.phrases
    return Shown(
        address=document.address,
        title=finding.marked(document.title, phrases),
        snippet=finding.snippet(document, phrases),
        place=finding.marked(document.place, phrases),
        date=finding.marked(document.date_in_words, phrases),
    )
