"""Countries set beside each other: which ones an address asks for, what is counted of each, and their records."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from msgspec import Struct, field

from records.former_addresses import former_slugs
from records.kinds import NAMES, RECORD_KINDS, TITLES, list_address
from records.lists.columns import link
from records.lists.dossier import figures_in
from records.lists.matching import FEW, FIRST_OF_MANY, Tallied, read_first
from records.lists.measures import MEASURES, RECORDS, with_figures
from records.models import Country, Record, Tally
from records.wording import figure, short, together

MOST = 4
# So many records of a kind stand in sight, the others are folded.
IN_SIGHT = 10


class Chosen(Struct, frozen=True):
    """The countries to compare, by name, at most four; ``notices`` say what of it cannot be."""

    everything: list[Country]
    countries: list[Country]
    left_out: list[Country] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    @property
    def is_enough(self) -> bool:
        return len(self.countries) > 1

    @property
    def ticked(self) -> set[str]:
        """The slugs of all that the address names and the report knows."""
        return {country.slug for country in (*self.countries, *self.left_out)}

    @property
    def in_words(self) -> str:
        """“China, Indonesia and Thailand”."""
        return together([str(country) for country in self.countries])

    @property
    def regions(self) -> Iterator[tuple[str, list[Country]]]:
        """All countries to choose from, region by region."""
        for value, label in Country.Region.choices:
            yield label, [country for country in self.everything if country.region == value]


def chosen(query: QueryDict) -> Chosen:
    """What the address asks for by ``country``; one query, and one more where it names what is none today."""
    everything = list(with_figures(Country.objects.all()))
    known = {country.slug: country for country in everything}
    asked = list(dict.fromkeys(slug.strip() for slug in query.getlist("country") if slug.strip()))
    unknown = [slug for slug in asked if slug not in known]
    renamed = former_slugs("country", unknown) if unknown else {}
    found = list(dict.fromkeys(slug for one in asked if (slug := renamed.get(one, one)) in known))
    notices = [f"The report names no country “{short(slug)}”." for slug in unknown if slug not in renamed]
    countries, left_out = [known[slug] for slug in found[:MOST]], [known[slug] for slug in found[MOST:]]
    if left_out:
        names = ", ".join(str(country) for country in left_out)
        notices.append(f"No more than four can be compared at once: these are the first four. Left out: {names}.")
    return Chosen(everything, sorted(countries, key=str), left_out, notices)


class Count(Struct, frozen=True):
    """A figure of one country: as a page says it, the list of its records, and its share of the largest in percent."""

    country: Country
    said: str
    address: str
    share: int


class CountRow(Struct, frozen=True):
    """What is counted, of each country, and by how much the countries differ."""

    label: str
    counts: str
    cells: list[Count]
    difference: str


class Column(Struct, frozen=True):
    """The records of one kind and country, those in sight and those that are folded.

    Of more than are shown there is the number of all of them, else 0, and the address of their list.
    """

    country: Country
    sight: SafeString
    folded: SafeString
    folded_count: int
    count_of_all: int
    list_address: str


class Beside(Struct, frozen=True):
    """The records of one kind, country by country."""

    title: str
    columns: list[Column]


class Comparison(Struct, frozen=True, dict=True):
    """The countries with all that is counted of them and all records that concern them."""

    countries: list[Country]

    def counts(self) -> Iterator[CountRow]:
        """A row for each measure of which any country has something, and one for all records."""
        for measure in MEASURES:
            values = [getattr(country, measure.name) for country in self.countries]
            if any(values):
                addresses = [measure.list_address(country.slug) for country in self.countries]
                yield self._row(measure.label, measure.counts, values, addresses)
        values = [country.record_count for country in self.countries]  # type: ignore[attr-defined]
        yield self._row(RECORDS.label, "", values, [country.get_absolute_url() for country in self.countries])

    def _row(self, label: str, counts: str, values: list[int | None], addresses: list[str]) -> CountRow:
        most = max(value or 0 for value in values) or 1
        cells = [
            Count(country, figure(value) if value else "", address if value else "", round(100 * (value or 0) / most))
            for country, value, address in zip(self.countries, values, addresses, strict=True)
        ]
        return CountRow(label, counts, cells, self.difference(values))

    def difference(self, values: list[int | None]) -> str:
        """How far the countries are apart; nothing where a figure is not printed of one of them."""
        known = [value for value in values if value is not None]
        if len(known) < len(values) or len(values) < 2:
            return ""
        apart = max(known) - min(known)
        if not apart:
            return "the same"
        leading = [str(country) for country, value in zip(self.countries, known, strict=True) if value == max(known)]
        more = f"{figure(apart)} more" if len(values) == 2 else f"up to {figure(apart)} more"
        return f"{together(leading)}: {more}"

    @cached_property
    def records(self) -> dict[int, dict[type[Record], list[Any]]]:
        """By country and kind, the records that concern it, or the first of very many; a fixed number of queries."""
        found: dict[int, dict[type[Record], list[Any]]] = {country.pk: {} for country in self.countries}
        for kind in RECORD_KINDS:
            counts = {country: self.count(kind, country) for country in self.countries}
            if sum(counts.values()) > FEW:
                pages = {country.pk: self._pages(kind, country, count) for country, count in counts.items() if count}
                read_first(pages.values())
                for country, its_pages in pages.items():
                    found[country][kind] = list(its_pages.page(1).object_list)
            elif any(counts.values()):
                for record in kind.objects.concerning(self.countries).named().with_countries():
                    for country in record.country_list:
                        if country.pk in found:
                            found[country.pk].setdefault(kind, []).append(record)
        return found

    def _pages(self, kind: type[Record], country: Country, count: int) -> Tallied:
        return Tallied(
            kind.objects.named(),
            lambda found: found.concerning([country]),
            FIRST_OF_MANY,
            count,
            self._totals[NAMES[kind]],
            is_indexed=kind.country_lookup == "country",
        )

    @cached_property
    def _totals(self) -> dict[str, int]:
        return Tally.objects.by_kind(Tally.Facet.ALL)

    @cached_property
    def _counts(self) -> dict[tuple[str, int], int]:
        return Tally.objects.by_key(Tally.Facet.COUNTRY, [country.pk for country in self.countries])

    def count(self, kind: type[Record], country: Country) -> int:
        """How many records of a kind concern the country."""
        return self._counts.get((NAMES[kind], country.pk), 0)

    @property
    def is_cut(self) -> bool:
        """Whether of any kind there are more records than are read."""
        return any(sum(self.count(kind, country) for country in self.countries) > FEW for kind in RECORD_KINDS)

    @property
    def row_count(self) -> int:
        """How many rows their dossiers have, as one long table."""
        return sum(
            self.count(kind, country) * len(figures_in(kind)) for country in self.countries for kind in RECORD_KINDS
        )

    def kinds_beside(self) -> Iterator[Beside]:
        """The kinds of which any country has records, in the report's order."""
        for kind in RECORD_KINDS:
            if any(self.count(kind, country) for country in self.countries):
                yield Beside(TITLES[NAMES[kind]], [self._column(kind, country) for country in self.countries])

    def _column(self, kind: type[Record], country: Country) -> Column:
        records, count = self.records[country.pk].get(kind, []), self.count(kind, country)
        return Column(
            country,
            entries(records[:IN_SIGHT]),
            entries(records[IN_SIGHT:]),
            len(records) - IN_SIGHT,
            count if count > len(records) else 0,
            list_address(kind, f"country={country.slug}"),
        )


def entries(records: list[Any]) -> SafeString:
    """Records by name and date, each leading to its page, as entries of a list."""
    return format_html_join("", "<li>{} <small>{}</small></li>", ((link(one, one), told(one)) for one in records))


def told(record: Any) -> str:
    """What its name does not say already: its date in words, and its figure, the last of several."""
    words = str(getattr(record, "date_in_words", ""))
    *_, (name, unit) = figures_in(type(record)).items()
    counts = f"{figure(getattr(record, name))} {unit}" if hasattr(record, name) else ""
    return ", ".join(part for part in (words, counts) if part and part not in str(record))
