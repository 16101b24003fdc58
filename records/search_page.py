"""The page of the search: its filters, its hits by kind, and how many there are of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import django_filters
from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.safestring import SafeString
from django.views.generic import TemplateView

from records import filters, search
from records.models import Country, SearchDocument, Section, Topic
from records.outline import Outline
from records.search_index import NAMES, mark

PER_PAGE = 25
# Hits of each kind, where several kinds stand on one page.
PER_KIND = 5

TITLES = {name: str(kind._meta.verbose_name_plural).capitalize() for kind, name in NAMES.items()}

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
        return _offered(Country.objects.all())


class TopicFilter(filters.TopicFilter):
    """Hits with any of the topics."""

    def options(self) -> Iterable[Any]:
        return _offered(Topic.objects.all())


class SectionFilter(filters.SectionFilter):
    """Hits in any of the sections, or below them."""

    def options(self) -> Iterable[Any]:
        self.outline = Outline(_offered(Section.objects.all()))
        return self.outline.sections


def _offered(options: Iterable[Any]) -> list[Any]:
    found = list(options)
    for option in found:
        option.used = True
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

    def narrowing(self) -> search.Narrowing:
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
        return search.Narrowing(marks, asked["year_min"], asked["year_max"])

    def offer(self, counts: dict[str, Counter[str]]) -> None:
        """Offer what narrows the hits, each with how many it would leave, and what is chosen already."""
        for name in ("country", "topic", "section"):
            field = self.form.fields[name]
            chosen = self.form.data.getlist(name)
            field.choices = [
                (slug, f"{option} ({counts[name][slug]})")
                for slug, option in field.options.items()
                if counts[name][slug] or slug in chosen
            ]
        kinds = [(name, f"{TITLES[name]} ({number})") for name, number in in_order(counts["kind"])]
        self.form.fields["kind"].choices = [("", "Any"), *kinds]


def in_order(kinds: Counter[str]) -> Iterator[tuple[str, int]]:
    """The kinds of which there are hits, in the order of all kinds."""
    return ((name, kinds[name]) for name in TITLES if kinds[name])


@dataclass(frozen=True)
class Shown:
    """A hit as the page shows it."""

    kind: str
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
        query = search.read(typed)
        address = self.request.GET.copy()
        if typed:
            address["q"] = query.text
        asked = [name for name in SearchFilterSet.base_filters if any(map(str.strip, address.getlist(name)))]
        found = self.found(query, address) if asked else {"examples": EXAMPLES}
        return super().get_context_data(search_words=query.text, **found, **kwargs)

    def found(self, query: search.Query, address: QueryDict) -> dict[str, Any]:
        """The hits, by kind, or a page of those of one kind, and all that the page says about them."""
        filterset = SearchFilterSet(address, queryset=SearchDocument.objects.none())
        notices = list(query.notices)
        hits: list[search.Hit] = []
        counts: dict[str, Counter[str]] = {name: Counter() for name in ("kind", "country", "topic", "section")}
        unknown: list[search.Clause] = []
        if query.text and not query.clauses:
            notices.append("There is no word to search for. Give one that the report may hold.")
        elif filterset.is_valid():
            narrowing = filterset.narrowing()
            query, unknown = search.complete(query)
            if not unknown:
                hits = search.find(query, narrowing)
                counts = counted(query, narrowing, hits, filterset.outline)
        filterset.offer(counts)
        if len(hits) >= search.MOST_HITS:
            notices.append("More records match than are counted and shown here. Add a word, or narrow them.")
        kinds = Counter(hit.kind for hit in hits)
        page = None
        if len(kinds) == 1:
            page, refused = page_of(hits, address.get("page", "1"))
            notices += refused
            hits_by_kind = {hits[0].kind: page.object_list}
        else:
            hits_by_kind = {
                kind: [hit for hit in hits if hit.kind == kind][:PER_KIND]
                for kind in dict.fromkeys(h.kind for h in hits)
            }
        documents = SearchDocument.objects.in_bulk([hit.pk for shown in hits_by_kind.values() for hit in shown])
        return {
            "filterset": filterset,
            "match_count": len(hits),
            "total_count": SearchDocument.objects.count(),
            "notices": notices,
            "kinds": kind_links(counts["kind"], address),
            "groups": [
                Group(
                    kind,
                    TITLES[kind],
                    kinds[kind],
                    address_with(address, kind=kind),
                    [shown(documents[hit.pk], query) for hit in of_kind if hit.pk in documents],
                )
                for kind, of_kind in hits_by_kind.items()
            ],
            "page": page,
            "previous_address": address_with(address, page=str(page.number - 1)) if page else "",
            "next_address": address_with(address, page=str(page.number + 1)) if page else "",
            "unknown": [clause.word for clause in unknown if clause.word],
            "suggestions": [
                (words, address_with(address, q=words)) for words in search.did_you_mean(query, unknown) if unknown
            ],
        }


def counted(
    query: search.Query, narrowing: search.Narrowing, hits: list[search.Hit], outline: Outline
) -> dict[str, Counter[str]]:
    """For each filter, how many hits each of its values would leave, the other filters kept; one query or none."""
    years = search.Narrowing({}, narrowing.first_year, narrowing.last_year)
    everything = search.find(query, years) if narrowing.marks else hits
    counts = {name: search.count(everything, narrowing, name) for name in ("kind", "country", "topic", "section")}
    own = counts["section"]
    counts["section"] = Counter(
        {
            section.slug: sum(own[slug] for slug in {below.slug for below in outline.subtree(section)})
            for section in outline.sections
        }
    )
    return counts


def page_of(hits: list[search.Hit], asked: str) -> tuple[Any, list[str]]:
    """The page of hits that the address asks for, and what of it could not be done."""
    paginator = Paginator(hits, PER_PAGE)
    # Nine digits are more pages than there can be.
    number = int(asked[:9]) if asked.isascii() and asked.isdigit() else 0
    page = paginator.page(min(max(number, 1), paginator.num_pages))
    if page.number == number:
        return page, []
    return page, [f"There is no such page; this is page {page.number} of {paginator.num_pages}."]


def kind_links(kinds: Counter[str], address: QueryDict) -> list[tuple[str, int, str, bool]]:
    """All kinds together, then each of which there are hits: title, number, address, and whether it is chosen."""
    if not kinds:
        return []
    chosen = address.get("kind", "")
    links = [
        (TITLES[name], number, address_with(address, kind=name), name == chosen) for name, number in in_order(kinds)
    ]
    return [("All", kinds.total(), address_with(address, kind=""), not chosen), *links]


def address_with(address: QueryDict, **changes: str) -> str:
    """The address with these values instead; a page is given up unless it is one of them."""
    query = address.copy()
    for name, value in {"page": "", **changes}.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"?{query.urlencode()}"


def shown(document: SearchDocument, query: search.Query) -> Shown:
    """The document with what was searched for marked in it."""
    phrases = query.phrases
    return Shown(
        kind=TITLES[document.kind],
        address=document.address,
        title=search.marked(document.title, phrases),
        snippet=search.snippet(document, phrases),
        place=search.marked(document.place, phrases),
        date=search.marked(document.date_in_words, phrases),
    )
