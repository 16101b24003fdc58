"""What the hits of the search are narrowed by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from records.kinds import TITLES
from records.lists import filters
from records.lists.filter_sets import WordsFilterSet
from records.models import Country, Section, Topic
from records.outline import Outline
from records.search.documents import mark
from records.search.finding import Narrowing


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
        return _known(Section.objects.all())


def _known(options: Iterable[Any]) -> list[Any]:
    """All of them, none offered yet: that waits for the hits (see SearchFilterSet.offer)."""
    found = list(options)
    for option in found:
        option.used = False
    return found


class SearchFilterSet(WordsFilterSet):
    """What the address of the search says: words, and what their hits are narrowed by."""

    year_help = "A year finds what has a date that touches it."

    q = filters.WordsFilter(label="Words")
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

    def narrowing(self) -> Narrowing:
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
        return Narrowing(marks, asked["year_min"], asked["year_max"])

    def offer(self, counts: Counter[str]) -> None:
        """Offer what narrows the hits, each with how many it would leave, and what is chosen already."""
        for name in ("country", "topic", "section"):
            field = self.form.fields[name]
            chosen = self.form.data.getlist(name)
            field.offer(
                [
                    (slug, f"{option} ({counts[mark(name, slug)]})")
                    for slug, option in field.options.items()
                    if counts[mark(name, slug)] or slug in chosen
                ]
            )
        kinds = [(name, f"{TITLES[name]} ({number})") for name, number in of_kinds(counts)]
        self.form.fields["kind"].offer([("", "Any"), *kinds])


def of_kinds(counts: Counter[str]) -> list[tuple[str, int]]:
    """The kinds of which there are hits, in the order of all kinds, with how many there are."""
    return [(name, counts[mark("kind", name)]) for name in TITLES if counts[mark("kind", name)]]
