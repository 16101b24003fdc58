"""Of several filters the one that leaves fewest finds the records, and the others are tested on each of those.

By the database's tallies, which say how many each filter leaves by itself: SQLite takes an index without knowing that.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.utils.functional import cached_property

from records.kinds import NAMES
from records.lists.filters import Records
from records.lists.holding import MOST_READ, keys_holding, long_kinds, stems_holding
from records.lists.matching import MOST_COUNTED, tallies_of_all
from records.models import Tally

FACETS = {"country": Tally.Facet.COUNTRY, "topic": Tally.Facet.TOPIC, "section": Tally.Facet.SECTION}
YEARS = {"year", "year_min", "year_max"}
# Some of those that the search's index names do not hold the words; of so many, as many do as are counted.
ENOUGH = MOST_COUNTED + MOST_COUNTED // 5
# Where each filter leaves more than one in so many, the first that fit are soon found in any way.
ONE_IN = 20


def tallied_by_year(asked: Mapping[str, Any]) -> dict[str, int]:
    """How many of each kind begin in the years that are asked for; one query."""
    first = max(asked.get("year", 0), asked.get("year_min", 0))
    last = min(asked.get("year", 9999), asked.get("year_max", 9999))
    return Tally.objects.filter(key__gte=first, key__lte=last).by_kind(Tally.Facet.YEAR)


class FoundBySmallest:
    """What a filter set of records does with its filters where the records are very many."""

    form: Any
    filters: Any

    @property
    def _asked(self) -> dict[str, Any]:
        """The filters that are set, by name."""
        return {name: value for name, value in self.form.cleaned_data.items() if value not in (None, "", [])}

    def filter_queryset(self, records: Any) -> Records:
        """Those of ``records`` that all filters leave."""
        asked = self._asked
        if finding := self._finding(records, asked):
            records = self._found_by(records, {name: asked.pop(name) for name in finding}).tested()
        for name, value in asked.items():
            records = self.filters[name].filter(records, value)
        return records

    def _found_by(self, records: Any, smallest: Mapping[str, Any]) -> Any:
        """Those of ``records`` with the keys that these filters leave."""
        if not smallest.keys() & YEARS:
            [(name, value)] = smallest.items()
            return self.filters[name].filter(records.by_keys(), value)
        own = records.model.objects.order_by()
        for name, value in smallest.items():
            own = self.filters[name].filter(own, value)
        return records.filter(pk__in=own.values("pk"))

    def leaves_at_least(self, kind: type[Any]) -> int:
        """How many of the kind its only filter leaves at least, as the tallies say; 0 where they do not. One query."""
        # Few are counted as soon.
        if self.form.errors or not (asked := self._asked) or tallies_of_all().get(NAMES[kind], 0) <= MOST_COUNTED:
            return 0
        name, value = next(iter(asked.items()))
        # What refers to several countries or topics is counted with each of them.
        if asked.keys() <= YEARS or (len(asked) == 1 and name in FACETS and (name == "section" or len(value) == 1)):
            return self._tallies(name, asked).get(NAMES[kind], 0)
        return 0

    def _finding(self, records: Any, asked: Mapping[str, Any]) -> tuple[str, ...]:
        """Which filters are to find the records; none where the database is to choose itself."""
        # PostgreSQL knows how many each leaves.
        if len(asked) < 2 or connection.vendor != "sqlite":
            return ()
        # How these are to be found is decided, or they are read in an order in which an index may have them.
        if records.found_by_keys or records.tried_in_turn or records.query.order_by:
            return ()
        if records.model not in self._smallest:
            self._smallest[records.model] = self._smallest_of(records.model, asked)
        return self._smallest[records.model]

    @cached_property
    def _smallest(self) -> dict[type[Any], tuple[str, ...]]:
        """Which filters leave fewest of each kind that was asked for already."""
        return {}

    def _smallest_of(self, kind: type[Any], asked: Mapping[str, Any]) -> tuple[str, ...]:
        """Which filter leaves fewest of the kind, or filters of years together; none where none leaves few."""
        total = tallies_of_all().get(NAMES[kind], 0)
        if total <= MOST_READ:
            return ()
        counts: dict[tuple[str, ...], int] = {}
        for names in [*((name,) for name in asked if name in FACETS), tuple(name for name in asked if name in YEARS)]:
            if names:
                counts[names] = self._tallies(names[0], asked).get(NAMES[kind], 0)
        if "q" in asked and (keys := self._keys(kind)) is not None and len(keys) <= ENOUGH:
            counts["q",] = len(keys)
        few = {names: count for names, count in counts.items() if count * ONE_IN < total}
        return min(few, key=lambda names: few[names], default=())

    def _tallies(self, name: str, asked: Mapping[str, Any]) -> dict[str, int]:
        """How many of each kind the filter leaves by itself; one query."""
        if name not in self._tallied:
            self._tallied[name] = tallied_by_year(asked) if name in YEARS else self._referring(name, asked[name])
        return self._tallied[name]

    @cached_property
    def _tallied(self) -> dict[str, dict[str, int]]:
        """What each filter that was asked about leaves."""
        return {}

    def _referring(self, name: str, value: Any) -> dict[str, int]:
        referred = self.filters[name].with_those_below(value)
        return Tally.objects.by_kind(FACETS[name], [one.pk for one in referred])

    def with_words(self, records: Any, name: str, words: str) -> Records:
        """Those that hold the words: read, and where they are too many, first looked up in the search's index."""
        found: Any = records.containing(words)
        if found.tried_in_turn or (keys := self._keys(found.model)) is None:
            return found
        return found.with_keys(keys) if len(keys) <= ENOUGH else found.likely(keys)

    def _keys(self, kind: type[Any]) -> list[int] | None:
        """The keys of what of the kind may hold the words; None where the search's index does not say it."""
        if kind not in self.keys:
            self.keys[kind] = keys_holding(kind, self.stems, ENOUGH) if kind in self.long_kinds else None
        return self.keys[kind]

    @cached_property
    def long_kinds(self) -> frozenset[type[Any]]:
        """The kinds of which the search's index is asked."""
        return long_kinds()

    @cached_property
    def keys(self) -> dict[type[Any], list[int] | None]:
        """What the index said of each kind that it was asked of already."""
        return {}

    @cached_property
    def stems(self) -> list[list[str]]:
        """By which stems the search's index knows what may hold the words that are asked for."""
        return stems_holding(self.form.cleaned_data["q"])
