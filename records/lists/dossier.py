"""All that the report holds of countries as one long table: a row for each figure of a record, for each country.

A record without a figure of its own has one row, which counts it: so the sums of a measure are those of the matrix.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from msgspec import Struct

from records.kinds import NAMES, RECORD_KINDS
from records.lists.measures import MEASURES, per_country
from records.models import (
    AssistanceByCountry,
    Country,
    DisasterReliefMission,
    ExpertDispatch,
    PeacekeepingMission,
    Record,
)

# The kinds whose records concern countries, in the report's order.
COUNTRY_KINDS = tuple(kind for kind in RECORD_KINDS if kind.country_lookup)
# The figures of a country's record, by the name of the field, with their units.
FIGURES: dict[type[Record], dict[str, str]] = {
    ExpertDispatch: {"long_term": "experts", "short_term": "experts", "total": "experts"},
    DisasterReliefMission: {"personnel": "persons"},
    PeacekeepingMission: {"personnel": "persons"},
    AssistanceByCountry: {"persons": "persons"},
}
# What a record without a figure counts as.
ITSELF = {"records": "records"}


def figures_in(kind: type[Record]) -> dict[str, str]:
    """What is told of a record of ``kind``, each figure with its unit."""
    return FIGURES.get(kind, ITSELF)


def count_of_all() -> int:
    """How many rows the dossiers of all countries have; one query."""
    kinds = {measure.name: measure.model for measure in MEASURES}
    return sum(records * len(figures_in(kinds[name])) for _, name, _, records in per_country())


class DossierRow(Struct, frozen=True):
    """One figure of one record, for one of the countries that it concerns."""

    country: Country
    record: Any
    measure: str
    unit: str

    def __str__(self) -> str:
        return str(self.record)

    def get_absolute_url(self) -> str:
        """The page of the record."""
        address: str = self.record.get_absolute_url()
        return address

    @property
    def kind(self) -> str:
        """The public name of the record's kind."""
        return NAMES[type(self.record)]

    @property
    def value(self) -> int | None:
        """The figure; 1 of a record that has none."""
        value: int | None = getattr(self.record, self.measure, 1)
        return value

    @property
    def date(self) -> str:
        """The date in EDTF, or the year that is counted; empty where the report gives none."""
        return str(getattr(self.record, "date", getattr(self.record, "year", "")))

    @property
    def date_in_words(self) -> str:
        return str(getattr(self.record, "date_in_words", ""))


class DossierRows:
    """The rows of what ``matching`` holds, country by country, in the report's order of kinds; read where asked for.

    Which they are is read once, a query a kind; ``countries`` are those asked for, empty for all.
    """

    def __init__(self, matching: Mapping[type[Record], QuerySet[Any]], countries: list[Country]) -> None:
        self.matching = matching
        self.asked = {country.pk for country in countries}

    @cached_property
    def countries(self) -> dict[int, Country]:
        """By primary key, in the order of their names."""
        return {country.pk: country for country in Country.objects.all()}

    @cached_property
    def keys(self) -> list[tuple[int, type[Record], int, str, str]]:
        """Country, kind, record, measure and unit of each row."""
        found: dict[int, list[tuple[int, type[Record], int, str, str]]] = {country: [] for country in self.countries}
        for kind, records in self.matching.items():
            pairs = records.select_related(None).prefetch_related(None).order_by("position", "pk")
            for country, record in dict.fromkeys(pairs.values_list(str(kind.country_lookup), "pk")):
                if country in self.asked or (country and not self.asked):
                    found[country] += [(country, kind, record, *figure) for figure in figures_in(kind).items()]
        return [key for rows in found.values() for key in rows]

    def __len__(self) -> int:
        return len(self.keys)

    def __getitem__(self, which: slice) -> list[DossierRow]:
        keys = self.keys[which]
        found = {
            kind: kind.objects.for_list().in_bulk([pk for _, one, pk, _, _ in keys if one is kind])
            for kind in dict.fromkeys(kind for _, kind, _, _, _ in keys)
        }
        return [
            DossierRow(self.countries[country], found[kind][pk], measure, unit)
            for country, kind, pk, measure, unit in keys
        ]
