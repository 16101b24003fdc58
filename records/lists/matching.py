"""What a list's filters leave, counted up to a bound and read page by page, at a cost that hardly grows with the list.

Where few records fit, an index finds them, and they are put in order then. Where many do, records are tried one by one
in the order asked for, until the page is full. Which it is, a count up to a bound says.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.functional import cached_property
from msgspec import Struct

from records.kinds import NAMES, RECORD_KINDS
from records.lists.by_country import is_by_country, page_by_country
from records.lists.paging import MOST_OPENED
from records.models import Tally
from records.models.state import kept_by_state
from records.wording import AtLeast

# What a filter leaves is counted so far.
MOST_COUNTED = 2_000
# Up to so many stand beside others on one page as they do on pages of their own; of more, the first ones. Up to so many
# of what filters leave are put in order as they are read.
FEW, FIRST_OF_MANY = 200, 10


class Whole(Struct, frozen=True):
    """All records of a list, what its filters make of them, whether any is set, and how many are known to be left."""

    records: Any
    narrow: Callable[[Any], Any]
    is_narrowed: bool = True
    leaves_at_least: Callable[[type[Any]], int] = lambda kind: 0


def total_of(kinds: Collection[type[Any]]) -> int:
    """How many there are of all these kinds; one query for each whose sum the database does not keep."""
    summed = [NAMES[kind] for kind in kinds if kind in RECORD_KINDS]
    tallies = tallies_of_all() if summed else {}
    others = (kind.objects.count() for kind in kinds if kind not in RECORD_KINDS)
    return sum(tallies.get(name, 0) for name in summed) + sum(others)


@kept_by_state()
def tallies_of_all() -> dict[str, int]:
    """How many records there are of each kind; one query."""
    return Tally.objects.by_kind(Tally.Facet.ALL)


class SomePages(Paginator):
    """Pages of what may be counted up to a bound alone."""

    @cached_property
    def num_pages(self) -> int:
        """How many pages there are, up to that bound."""
        pages = max(1, -(-self.count // self.per_page))
        return AtLeast(pages) if isinstance(self.count, AtLeast) else pages


class Matching(SomePages):
    """The pages of ``found``, in the order that they have; of the ``whole``, where filters narrow that to them."""

    def __init__(self, found: Any, per_page: int, whole: Whole | None = None) -> None:
        super().__init__(found, per_page)
        self.found: Any = found
        self.whole = whole if whole and whole.is_narrowed else None
        self.total = whole is not None and not whole.is_narrowed
        # The keys of what filters leave, in no order, and of no more than are counted and one: where they were counted.
        self.keys: list[int] | None = None

    @cached_property
    def count(self) -> int:
        """How many there are, up to a bound where they are narrowed; one query."""
        if self.whole:
            if self.whole.leaves_at_least(self.found.model) > MOST_COUNTED:
                return AtLeast(MOST_COUNTED)
            self.keys = keys = self.found.some_keys(MOST_COUNTED)
            return AtLeast(MOST_COUNTED) if len(keys) > MOST_COUNTED else len(keys)
        count: int = total_of([self.found.model]) if self.total else super().count
        return count

    def page(self, number: int | str) -> Page[Any]:
        """The records of a page, read from the nearer end."""
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        stop = min(start + self.per_page, self.count)
        if self.total and self.count > MOST_COUNTED and is_by_country(self.found):
            rows = page_by_country(self.found, start, stop)
        elif start <= MOST_OPENED or isinstance(self.count, AtLeast):
            rows = list(self.between(self.in_order, start, stop))
        else:
            rows = list(self.between(self.in_order.reverse(), self.count - stop, self.count - start))[::-1]
        return Page(rows, number, self)

    @cached_property
    def in_order(self) -> Any:
        """All of them, so asked for that a page of them is quickly read."""
        if self.whole is None:
            return self.found
        if isinstance(self.count, AtLeast):
            return in_order_of(self.found, self.whole.narrow(self.whole.records.in_turn()))
        if self.keys is None:
            few = self.whole.records.filter(pk__in=self.found.first_keys(MOST_COUNTED))
        elif len(self.keys) <= FEW:
            few = self.whole.records.filter(pk__in=self.keys)
        else:
            few = self.whole.records.with_keys(self.keys)
        return in_order_of(self.found, few)

    def between(self, records: Any, start: int, stop: int) -> Any:
        """Those of ``records`` from one place to another, read alone where all are yet to be put in order."""
        if self.whole is None or self.count <= FEW or isinstance(self.count, AtLeast):
            return records[start:stop]
        return in_order_of(records, self.whole.records.filter(pk__in=records.values("pk")[start:stop]))


def in_order_of(ordered: Any, records: Any) -> Any:
    """``records`` in the order that others of their kind have: that of the kind, where nobody asked for another."""
    order = ordered.query.order_by
    found = records.order_by(*order) if order else records
    return found if ordered.query.standard_ordering else found.reverse()


class Tallied(Matching):
    """The pages of what refers to a section, country or topic, in the report's order: ``count`` of ``total`` records.

    Both numbers are those of the database's tallies. Of very many there are only the first ones: their list has all.
    An index of what they refer to may have them in that order.
    """

    def __init__(
        self,
        records: Any,
        narrow: Callable[[Any], Any],
        per_page: int,
        count: int,
        total: int,
        *,
        is_indexed: bool = False,
    ) -> None:
        per_page = per_page if count <= FEW else min(per_page, FIRST_OF_MANY)
        super().__init__(narrow(records), per_page, Whole(records, narrow))
        self.records, self.narrow, self.count = records, narrow, count
        self.is_indexed = is_indexed
        # The records of the first page, where that was read already.
        self.first: list[Any] | None = None
        self.in_turn = per_page * total < count * count

    @cached_property
    def in_order(self) -> Any:
        """All of them, found in the way that is less work for the first page."""
        order = self.found.model._meta.ordering
        if self.is_indexed:
            return self.found.order_by(*order)
        if self.in_turn:
            return self.narrow(self.records.in_turn()).order_by(*order)
        return self.narrow(self.records.by_keys()).order_by(*order)

    def page(self, number: int | str) -> Page[Any]:
        return Page(self.first, 1, self) if self.first is not None else super().page(number)


def read_first(pages: Collection[Tallied]) -> None:
    """Read the first page of each of these, which are of the same ``records``: a query each, and those of the rows."""
    keys = [(one, list(one.in_order.values_list("pk", flat=True)[: one.per_page])) for one in pages]
    for records in [one.records for one in pages][:1]:
        found = records.in_bulk({key for _, own in keys for key in own})
        for one, own in keys:
            one.first = [found[key] for key in own if key in found]
