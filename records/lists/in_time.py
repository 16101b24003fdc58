"""The dated records of every kind in one order, page by page, at a cost that hardly grows with their number."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from operator import itemgetter
from typing import Any, Self, TypeVar

from django.core.paginator import Page
from django.utils.functional import cached_property

from records.kinds import DATED_KINDS, NAMES
from records.lists.filter_sets import RecordFilterSet
from records.lists.matching import MOST_COUNTED, Matching, SomePages, Whole
from records.models import CooperationProject, Event, Record, Tally
from records.wording import AtLeast

Span = TypeVar("Span")
ORDER = {kind: number for number, kind in enumerate(DATED_KINDS)}
# Up to so many are read at once and put in order here.
FEW = 1_000
# How much more work it is to read the day of a record and put it in order than to pass one by, as measured.
READING = 2


def in_order(records: Iterable[Any]) -> list[Any]:
    """Dated records by their first day, then in the report's order; what is of a whole decade comes before its days.

    The report tells a project's beginning once, so the event that tells it comes right after the project.
    """
    found = list(records)
    projects = [record for record in found if isinstance(record, CooperationProject)]

    def place(record: Any) -> tuple[Any, ...]:
        at: Any = next((project for project in projects if begins(record, project)), record)
        return record.earliest, not record.is_vague, ORDER[type(at)], at.position, ORDER[type(record)], record.position

    return sorted(found, key=place)


def begins(record: Any, project: CooperationProject) -> bool:
    """Whether it is an event that tells the beginning of ``project``: of its passage, and of its first day."""
    of_passage = isinstance(record, Event) and record.locator.startswith(f"{project.locator}, ")
    return of_passage and record.earliest == project.earliest


def reached(counts: Iterable[tuple[Span, int]], place: int) -> tuple[Span, int]:
    """In which of the days, or years, of which each has so many records, one at a place is; how many come before."""
    before = 0
    for span, count in counts:
        found = span
        if before + count > place:
            break
        before += count
    return found, before


class InTime(SomePages):
    """The pages of the dated records that ``narrow`` leaves; it leaves all where none is ``narrowed``."""

    def __init__(
        self,
        narrow: Callable[[Any], Any],
        per_page: int,
        *,
        narrowed: bool,
        first_year: int | None = None,
        refer_to: Mapping[str, Iterable[Any]] | None = None,
        is_tallied: bool = False,
    ) -> None:
        super().__init__((), per_page)
        self.narrow = narrow
        self.narrowed = narrowed
        # None of them is over before it.
        self.first_year = first_year
        # The countries and topics to any of which they refer, by the tallies' facets.
        self.refer_to = {facet: [one.pk for one in found] for facet, found in (refer_to or {}).items() if found}
        # Whether they are all that refers to one country, or to one topic.
        self.is_tallied = is_tallied
        # The keys of each kind that was counted by them: of no more than are counted.
        self._keys: dict[type[Record], list[int]] = {}
        self.tallies = Tally.objects.by_kind(Tally.Facet.YEAR)
        self.total = sum(self.tallies.values())

    @classmethod
    def of(cls, filterset: RecordFilterSet, per_page: int) -> Self:
        """The pages of what these filters leave."""
        asked = filterset.form.cleaned_data if filterset.is_valid() else {}
        return cls(
            filterset.matching,
            per_page,
            narrowed=filterset.narrows,
            first_year=asked.get("year") or asked.get("year_min"),
            refer_to={facet: asked.get(facet, []) for facet in (Tally.Facet.COUNTRY, Tally.Facet.TOPIC)},
            is_tallied=bool(asked) and len(filterset.settings) == 1,
        )

    @cached_property
    def by_kind(self) -> dict[type[Record], list[Any]] | None:
        """All of them, kind by kind; None where they are too many to be read."""
        if self.total > FEW and (not self.narrowed or self._counted > FEW):
            return None
        return {kind: list(self._read(kind)) for kind in DATED_KINDS}

    def _read(self, kind: type[Record]) -> Any:
        """All of a kind; by their keys, where they were counted by these."""
        records = kind.objects.dated().named()
        if (keys := self._keys.get(kind)) is None:
            return self.narrow(records)
        return records.with_keys(keys) if keys else ()

    @cached_property
    def count(self) -> int:
        """How many there are, up to a bound where they are narrowed."""
        if self.by_kind is not None:
            return sum(map(len, self.by_kind.values()))
        return self._counted

    @cached_property
    def _counted(self) -> int:
        counted = sum(pages.count for pages in self.pages)
        return AtLeast(MOST_COUNTED) if self.narrowed and counted > MOST_COUNTED else counted

    @cached_property
    def pages(self) -> list[Matching]:
        """The records of each kind in the order of time, the kind of which there are most first."""
        found: list[Matching] = []
        for kind in sorted(DATED_KINDS, key=lambda kind: -self.tallies.get(NAMES[kind], 0)):
            if self._most(kind) == 0:
                continue
            if count := self._count(kind, sum(others.count for others in found)):
                pages = self._pages_of(kind, kind.objects.dated().named().by_time())
                pages.count = count
                found.append(pages)
        return sorted(found, key=lambda pages: -pages.count)

    def _pages_of(self, kind: type[Record], records: Any) -> Matching:
        """The records of a kind, found in the way that is least work."""
        if not self.narrowed:
            return Matching(records, self.per_page)
        if kind in self._keys:
            return Matching(records.with_keys(self._keys[kind]), self.per_page)
        if Tally.Facet.COUNTRY in self.refer_to and kind.country_lookup == "country":
            # An index holds the days of what refers to a country.
            return Matching(self._by_time(records), self.per_page)
        if self._are_few(kind):
            return Matching(self._by_time(records.by_keys()), self.per_page)
        return Matching(self._by_time(records), self.per_page, Whole(records, self._by_time))

    def _count(self, kind: type[Record], counted: int) -> int:
        """How many of a kind there are, up to a bound where they are narrowed; ``counted`` are there already."""
        if not self.narrowed:
            return self.tallies.get(NAMES[kind], 0)
        if (known := self._known(kind)) is not None:
            return known
        # In no order, so that the smallest of several filters may find them.
        found = self.narrow(kind.objects.dated())
        # Nobody is told how many more there are.
        if counted > MOST_COUNTED and found.likely_keys:
            return AtLeast(MOST_COUNTED)
        if counted > MOST_COUNTED and self.is_tallied:
            return self._most(kind) or 0
        keys = found.some_keys(MOST_COUNTED)
        if len(keys) > MOST_COUNTED:
            return AtLeast(MOST_COUNTED)
        self._keys[kind] = keys
        return len(keys)

    def _by_time(self, records: Any) -> Any:
        found = self.narrow(records).by_time()
        return found.none_over_before(self.first_year) if self.first_year else found

    @cached_property
    def _referring(self) -> list[dict[str, int]]:
        """How many of each kind refer to the countries, and to the topics."""
        return [Tally.objects.by_kind(facet, keys) for facet, keys in self.refer_to.items()]

    def _most(self, kind: type[Record]) -> int | None:
        """How many of a kind there can be at most, where the tallies say it."""
        return min((counts.get(NAMES[kind], 0) for counts in self._referring), default=None)

    def _are_few(self, kind: type[Record]) -> bool:
        """Whether so few refer to these that it is less work to read all of them than to look for the first in time."""
        most = self._most(kind)
        return most is not None and READING * most * most < self.per_page * self.tallies.get(NAMES[kind], 0)

    def _known(self, kind: type[Record]) -> int | None:
        """How many there are, up to a bound, where the tallies say that, too."""
        most = self._most(kind)
        if most is None or not self.is_tallied:
            return None
        if most - self._undated.get(NAMES[kind], 0) > MOST_COUNTED:
            return AtLeast(MOST_COUNTED)
        return None if self._undated.get(NAMES[kind], 0) else most

    @cached_property
    def _undated(self) -> dict[str, int]:
        """How many of each kind have no date."""
        totals = Tally.objects.by_kind(Tally.Facet.ALL)
        return {kind: total - self.tallies.get(kind, 0) for kind, total in totals.items()}

    def page(self, number: int | str) -> Page[Any]:
        """The records of a page: which they are is read first, and in full only those of its days."""
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        stop = min(start + self.per_page, self.count)
        if self.by_kind is not None:
            rows = in_order(record for found in self.by_kind.values() for record in found)[start:stop]
        else:
            rows = self._between(start, stop)
        return Page(rows, number, self)

    def _between(self, start: int, stop: int) -> list[Any]:
        """The records from one place to another."""
        since, before = self._day_at(start) if start and not self.narrowed else (None, 0)
        first = self._first(stop - before, since)
        first_day = first[start - before][0] if len(first) > start - before else datetime.date.max
        wanted: dict[type[Record], list[int]] = {}
        for day, kind, key in first:
            if day >= first_day:
                wanted.setdefault(kind, []).append(key)
        before += sum(day < first_day for day, _, _ in first)
        found = (record for kind, keys in wanted.items() for record in kind.objects.named().filter(pk__in=keys))
        return in_order(found)[start - before : stop - before]

    def _day_at(self, place: int) -> tuple[datetime.date, int]:
        """The day on which the record at a place of all begins, and how many begin before that day."""
        years = Tally.objects.kinds_by_year()
        year, before = reached(((year, sum(kinds.values())) for year, kinds in years.items()), place)
        days: Counter[datetime.date] = Counter()
        for kind in DATED_KINDS:
            if NAMES[kind] in years[year]:
                days.update(kind.objects.counts_by_day(year))
        day, before_it = reached(sorted(days.items()), place - before)
        return day, before + before_it

    def _first(self, most: int, since: datetime.date | None) -> list[tuple[datetime.date, type[Record], int]]:
        """Day, kind and key of so many that come first, from a day on; and of what else begins on the last day."""
        found: list[tuple[datetime.date, type[Record], int]] = []
        until = None
        for pages in self.pages:
            records = pages.in_order.begun(since, until)
            found += [(day, records.model, key) for day, key in records.first_in_time(most)]
            if len(found) >= most:
                found.sort(key=itemgetter(0))
                # What lies beyond that day is not wanted, of whatever kind it is.
                until = found[most - 1][0]
                found = [one for one in found if one[0] <= until]
        return sorted(found, key=itemgetter(0))
