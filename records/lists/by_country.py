"""Pages of very many records in the order of their countries: read country by country, by the database's tallies.

The tallies say which countries a page shows, and from which of their rows on. So none is put in order by the name of
its country, which stands in another table, and no index could.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connection

from records.kinds import NAMES
from records.models import Country, Tally

BY_COUNTRY = "country__name"


def is_by_country(records: Any) -> bool:
    """Whether they stand in the order of the names of their countries, those of one country in the report's."""
    first, *others = records.query.order_by or ("",)
    return str(first).removeprefix("-") == BY_COUNTRY and tuple(others) == tuple(records.model._meta.ordering)


def page_by_country(records: Any, start: int, stop: int) -> list[Any]:
    """All records of a kind from one place in that order to another; two queries, and one a country shown."""
    found, place = [], 0
    for country, count in countries_of(records):
        first, last = max(start - place, 0), min(stop - place, count)
        if first < last:
            own = records.filter(country=country).order_by(*records.model._meta.ordering)
            found += own.filter(pk__in=own.values("pk")[first:last])
        place += count
    return found


def countries_of(records: Any) -> Iterator[tuple[int | None, int]]:
    """The countries in that order with how many of the kind name each, and with None how many name none."""
    kind, order = NAMES[records.model], records.query.order_by[0].replace(BY_COUNTRY, "name")
    keys = list(Country.objects.order_by(order).values_list("pk", flat=True))
    tallies = Tally.objects.filter(kind=kind, facet__in=(Tally.Facet.COUNTRY, Tally.Facet.ALL))
    counts = dict(tallies.values_list("key", "count"))
    # All of a kind are counted under the key 0, which no country has.
    named = [(key, counts.get(key, 0)) for key in keys]
    without = [(None, counts.get(0, 0) - sum(count for _, count in named))]
    # SQLite puts what has no country first, PostgreSQL last; and the other way round from the last name on.
    comes_first = (connection.vendor == "sqlite") != order.startswith("-")
    yield from (*without, *named) if comes_first else (*named, *without)
