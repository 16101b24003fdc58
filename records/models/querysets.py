"""The questions that can be put to the records, by name, and so that few and very many are found alike."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from typing import Any, Self

from django.db import connection, models
from django.db.models import Exists, OuterRef
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact, LessThanOrEqual
from django.db.models.query import ModelIterable

from records.models.at_hand import KEYS_IN_JSON, give_countries


class GoesBeyondItsYear(models.Func):
    """Whether a date from one day to another, or without an end, touches more than one calendar year."""

    output_field = models.BooleanField()

    def __init__(self) -> None:
        super().__init__("latest", "earliest")

    def as_sqlite(self, *args: Any, **kwargs: Any) -> Any:
        return self.as_sql(
            *args, template="coalesce(substr(%(expressions)s, 1, 4)", arg_joiner=", 1, 4), '9999') > substr(", **kwargs
        )

    def as_postgresql(self, *args: Any, **kwargs: Any) -> Any:
        begins = "extract(year from %(expressions)s)"
        return self.as_sql(*args, template=f"coalesce({begins}", arg_joiner="), 9999) > extract(year from ", **kwargs)


class OnTheRow(models.Func):
    """What a field holds, read in the row: SQLite finds no rows by it."""

    def as_sqlite(self, *args: Any, **kwargs: Any) -> Any:
        return self.as_sql(*args, template="+%(expressions)s", **kwargs)

    def as_postgresql(self, *args: Any, **kwargs: Any) -> Any:
        return self.as_sql(*args, template="%(expressions)s", **kwargs)


class WordsQuerySet(models.QuerySet[Any]):
    """What a list is made of: found by words, as the model's ``text_fields`` say, and few or very many."""

    # Whether each row is looked at in turn, whatever index could say at once which ones fit.
    tried_in_turn = False
    # Whether what narrows it already finds the rows, each of which is then looked at.
    is_tested = False
    # Whether the keys of what refers to a thing are noted first, as is quick where they are few.
    found_by_keys = False
    # The keys among which very many of them are to be found, where that is known.
    likely_keys: tuple[int, ...] = ()

    def in_turn(self) -> Self:
        """The same, of which the first in an order are quickly found where many fit: rows are tried one by one.

        For what it is narrowed to from here on. Else an index says at once which ones fit, which is quick where few do.
        """
        found = self.all()
        found.tried_in_turn = True
        return found

    def tested(self) -> Self:
        """The same, found by what narrows it already: what narrows it from here on is tested on each row of that."""
        found = self.in_turn()
        found.is_tested, found.found_by_keys = True, False
        return found

    def by_keys(self) -> Self:
        """The same, for what of it refers to few records: what it is narrowed to from here on is found by its keys."""
        found = self.all()
        found.found_by_keys = True
        return found

    def _clone(self) -> Self:
        found = super()._clone()
        found.found_by_keys, found.is_tested = self.found_by_keys, self.is_tested
        found.tried_in_turn, found.likely_keys = self.tried_in_turn, self.likely_keys
        return found

    def first_keys(self, most: int) -> Any:
        """The keys of ``most`` of them and of one more, whichever are found first."""
        return self.order_by().values("pk")[: most + 1]

    def with_keys(self, keys: Iterable[int]) -> Self:
        """Those with these keys, given to the database as one value: each of thousands by itself takes too long."""
        return self.filter(pk__in=RawSQL(KEYS_IN_JSON[connection.vendor], [json.dumps(list(keys))]))  # noqa: S611

    def likely(self, keys: Iterable[int]) -> Self:
        """The same, many of them with these keys: if they are more than are counted, among these they will be found."""
        found = self.all()
        found.likely_keys = tuple(keys)
        return found

    def having(self, name: str, value: Any) -> Self:
        """Those whose field ``name`` holds the value."""
        return self.filter(Exact(OnTheRow(name), value)) if self.is_tested else self.filter(**{name: value})

    def some_keys(self, most: int) -> list[int]:
        """The keys of all of them, in no order; of ``most`` and one more where they are more. One query, or two."""
        if self.likely_keys:
            keys = list(self.with_keys(self.likely_keys).first_keys(most).values_list("pk", flat=True))
            if len(keys) > most:
                return keys
        return list(self.first_keys(most).values_list("pk", flat=True))

    def containing(self, words: str) -> Self:
        """Those in whose text every one of ``words`` stands."""
        found = self
        for word in words.split()[:20]:
            matches = models.Q()
            for field in self.model.text_fields:
                matches |= models.Q(**{f"{field}__icontains": word})
            found = found.filter(matches)
        return found


class AddressedQuerySet(WordsQuerySet):
    """Finds a record by its slug, which is its natural key in the fixtures."""

    def for_detail(self) -> Self:
        """With all that a record's own page shows, in a fixed number of queries."""
        return self

    def for_data(self) -> Self:
        """With all that a record has as data, in a fixed number of queries."""
        return self

    def get_by_natural_key(self, slug: str) -> Any:
        return self.get(slug=slug)


class RecordQuerySet(AddressedQuerySet):
    """Questions that can be put to all that has a place in the report."""

    # Whether the countries of each, where it may have many, are put at hand.
    has_countries_at_hand = False

    def _clone(self) -> Self:
        found = super()._clone()
        found.has_countries_at_hand = self.has_countries_at_hand
        return found

    def _fetch_all(self) -> None:
        """As Django does, and with the countries."""
        is_new = self._result_cache is None
        super()._fetch_all()
        if is_new and self.has_countries_at_hand and self._iterable_class is ModelIterable:
            give_countries(self._result_cache or [], self.db)

    def in_sections(self, sections: Any) -> Self:
        """Records that stand in any of ``sections`` (a queryset or an iterable of Section)."""
        return self._referring("section", sections)

    def concerning(self, countries: Any) -> Self:
        """Records that concern any of ``countries``; none where the kind knows no countries."""
        return self._referring(self.model.country_lookup, countries) if self.model.country_lookup else self.none()

    def tagged(self, topics: Any) -> Self:
        """Records that carry any of ``topics``."""
        return self._referring("topics", topics)

    def _referring(self, name: str, referred: Any) -> Self:
        """Records whose field ``name`` refers to any of ``referred``, each once."""
        field = self.model._meta.get_field(name)
        if self.found_by_keys and field.many_to_many:
            through = field.remote_field.through.objects.filter(**{f"{field.m2m_reverse_field_name()}__in": referred})
            return self.filter(pk__in=through.values(field.m2m_field_name()))
        if self.found_by_keys:
            return self.filter(pk__in=self.model.objects.order_by().filter(**{f"{name}__in": referred}).values("pk"))
        if self.tried_in_turn:
            if field.many_to_many:
                own = {field.m2m_field_name(): OuterRef("pk"), f"{field.m2m_reverse_field_name()}__in": referred}
                return self.filter(Exists(field.remote_field.through.objects.filter(**own)))
            keys = [one.pk for one in referred]
            return self.filter(Exists(field.related_model.objects.order_by().filter(pk=OuterRef(name), pk__in=keys)))
        found = self.filter(**{f"{name}__in": referred})
        return found.distinct() if field.many_to_many else found

    def in_years(self, first: int | None, last: int | None) -> Self:
        """Records whose date touches the years ``first`` to ``last``; None leaves that end open."""
        found = self.dated()
        begins = datetime.date(first, 1, 1) if first is not None else None
        until = {"earliest__lte": datetime.date(last, 12, 31)} if last is not None else {}
        if until and self.is_tested:
            found, until = found.filter(LessThanOrEqual(OnTheRow("earliest"), until["earliest__lte"])), {}
        if begins is None or self.tried_in_turn:
            found = found.filter(**until)
            return found.exclude(latest__lt=begins) if begins else found
        if first and connection.vendor == "postgresql":
            # It does not know how few go on: given either way to be found, it would read an index from end to end.
            return found.none_over_before(first).filter(**until).exclude(latest__lt=begins)
        # What began before goes beyond the year in which it did: few records do, and these have an index of their own.
        goes_on = models.Q(GoesBeyondItsYear(), earliest__lt=begins) & ~models.Q(latest__lt=begins)
        return found.filter(models.Q(earliest__gte=begins, **until) | goes_on)

    def none_over_before(self, year: int) -> Self:
        """The same without what comes, in the order of time, before all that touches the year or a later one."""
        begins = datetime.date(year, 1, 1)
        before = self.model.objects.filter(GoesBeyondItsYear(), earliest__lt=begins).exclude(latest__lt=begins)
        first = models.Subquery(before.order_by("earliest").values("earliest")[:1])
        return self.filter(earliest__gte=Coalesce(first, models.Value(begins), output_field=models.DateField()))

    def by_time(self) -> Self:
        """In the order of their first days, then in the report's."""
        return self.order_by("earliest", "position", "pk")

    def begun(self, since: datetime.date | None = None, until: datetime.date | None = None) -> Self:
        """Dated records whose first day lies between these two."""
        found = self.filter(earliest__gte=since) if since else self
        return found.filter(earliest__lte=until) if until else found

    def first_in_time(self, most: int) -> list[tuple[datetime.date, int]]:
        """First day and primary key of the ``most`` that come first: by their days, on the last of them by position.

        An index that holds the days answers that alone, but for the last day; two queries.
        """
        found = list(self.order_by("earliest").values_list("earliest", "pk")[:most])
        if len(found) < most:
            return found
        last = found[-1][0]
        before = [one for one in found if one[0] < last]
        on_last = self.filter(earliest=last).order_by("position", "pk").values_list("earliest", "pk")
        return [*before, *on_last[: most - len(before)]]

    def counts_by_day(self, year: int) -> dict[datetime.date, int]:
        """How many begin on each day of the year on which any does; one query, of the index of the days alone."""
        found = self.begun(datetime.date(year, 1, 1), datetime.date(year, 12, 31)).order_by()
        return dict(found.values_list("earliest").annotate(models.Count("pk")))

    def dated(self) -> Self:
        """Records that have a date."""
        return self.exclude(earliest=None)

    def named(self) -> Self:
        """With what names and dates a record, and little more."""
        lean = self.select_related(None).prefetch_related(None).defer("as_printed")
        lean.has_countries_at_hand = False
        # A record's name may hold that of its country.
        return lean.select_related("country") if self.model.country_lookup == "country" else lean

    def with_countries(self) -> Self:
        """With the countries of each, where it may have many; one query more."""
        return self.prefetch_related("countries") if self.model.country_lookup == "countries" else self

    def for_list(self) -> Self:
        """With all that it says itself, in a fixed number of queries."""
        found = self.select_related("section").with_countries()
        return found.select_related("country") if self.model.country_lookup == "country" else found

    def for_rows(self) -> Self:
        """With what a row shows on a page: what names it and its countries, nothing of its section or printed row."""
        lean = self.named()
        if self.model.country_lookup == "country":
            return lean.defer("as_printed", "country__printed_names")
        lean.has_countries_at_hand = self.model.country_lookup == "countries"
        return lean

    def with_section(self) -> Self:
        """The same with the number and the address of the section of each."""
        return self.select_related("section").defer("as_printed", "section__as_printed", "section__summary")

    def for_data(self) -> Self:
        return self.for_list().prefetch_related("topics")

    def neighbours(self, record: Any) -> tuple[Any, Any]:
        """The records of the kind before and after ``record`` in the report's order."""
        before = self.named().filter(position__lt=record.position).order_by("-position").first()
        after = self.named().filter(position__gt=record.position).order_by("position").first()
        return before, after

    def for_detail(self) -> Self:
        """With all that a record's own page shows, in a fixed number of queries."""
        return self.for_list().select_related("section__parent__parent", "section__cited_in").prefetch_related("topics")
