"""A record with all that its page shows, read by queries that are made once: what most pages of the portal are."""

from __future__ import annotations

import datetime
import functools
import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Exists, Max, Min, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.expressions import RawSQL
from msgspec import Struct

from records.kinds import NAMES
from records.models import Change, Country, Placed, Topic
from records.models.prepared import Listed, Prepared, keys_listed
from records.models.state import kept_by_state
from records.outline import Outline

# They stand for a slug and for keys in the queries below.
SLUG, ONE_KEY, OTHER_KEY, KEYS = "a-slug", -1, -2, "[0]"


class Read(Struct, frozen=True):
    """A record, the days (UTC) of its first and its newest version, whether the log tells of it, and its neighbours."""

    record: Placed
    began: datetime.date | None
    state: datetime.date | None
    is_told: bool
    beside: tuple[int | None, int | None]

    def neighbours(self) -> tuple[Placed | None, Placed | None]:
        """The records of the kind before and after it in the report's order, with their names; one query."""
        kind = type(self.record)
        fields = fields_of(kind, without="as_printed")
        rows = _named(kind)(*(key or 0 for key in self.beside)) if any(self.beside) else []
        found = {record.pk: record for record in (_record(kind, fields, row) for row in rows)}
        before, after = (found.get(key) for key in self.beside)
        return before, after


class References:
    """What records refer to, in one state of all: the sections, countries and topics of the report, by their keys."""

    def __init__(self) -> None:
        self.sections = {section.pk: section for section in Outline().sections}
        self.countries = {country.pk: country for country in Country.objects.all()}
        self.topics = {topic.pk: topic for topic in Topic.objects.all()}


@kept_by_state()
def references() -> References:
    """Those of now; three queries where their state is not the one that was asked for last."""
    return References()


def read(kinds: Iterable[type[Placed]], slug: str) -> Read | None:
    """The record at an address that those of ``kinds`` share; None where there is none. A query a kind."""
    for kind in kinds:
        if rows := _whole(kind)(slug):
            fields = fields_of(kind)
            *values, countries, topics, first, last, is_told, before, after = rows[0]
            record = _with_lists(_record(kind, fields, values), countries, topics)
            return Read(record, first and first.date(), last and last.date(), bool(is_told), (before, after))
    return None


def records_of(kind: type[Placed], keys: Sequence[int]) -> list[Any]:
    """The records of these keys in their order, with all that they say of themselves; one query."""
    fields = fields_of(kind)
    rows = _by_keys(kind)(json.dumps(list(keys))) if keys else []
    found = {}
    for *values, countries, topics in rows:
        record = _with_lists(_record(kind, fields, values), countries, topics)
        found[record.pk] = record
    # One that was withdrawn since is left out.
    return [found[key] for key in keys if key in found]


def those_of(known: dict[int, Any], keys: str | None) -> list[Any]:
    """Those of the listed keys, in the order in which they are known."""
    if not keys:
        return []
    wanted = set(keys_listed(keys))
    return [one for key, one in known.items() if key in wanted]


def _record(kind: type[Placed], fields: tuple[str, ...], values: Collection[Any]) -> Any:
    """The record of these values, with its section and, where it has one, its country."""
    record: Any = kind.from_db(None, fields, values)
    known = references()
    if section := known.sections.get(record.section_id):
        record._state.fields_cache["section"] = section
    if kind.country_lookup == "country" and (country := known.countries.get(record.country_id)):
        record._state.fields_cache["country"] = country
    return record


def _with_lists(record: Any, countries: str | None, topics: str | None) -> Any:
    """The record with its lists of these keys."""
    known = references()
    record.topics_at_hand = those_of(known.topics, topics)
    record._prefetched_objects_cache = {"topics": record.topics_at_hand}
    if record.country_lookup == "countries":
        record.countries_at_hand = those_of(known.countries, countries)
        record._prefetched_objects_cache["countries"] = record.countries_at_hand
    return record


@functools.cache
def fields_of(kind: type[Placed], without: str = "") -> tuple[str, ...]:
    """The names of the values of a record, in one order."""
    return tuple(field.attname for field in kind._meta.concrete_fields if field.name != without)


@functools.cache
def _whole(kind: type[Placed]) -> Prepared:
    """The record of a slug, and what hangs on it."""
    versions = kind.history.filter(id=OuterRef("pk")).order_by().values("id")
    beside = kind.objects.order_by().values("pk")
    return Prepared(
        kind.objects.filter(slug=SLUG)
        .order_by()
        .annotate(
            **_lists(kind),
            first_version=Subquery(versions.annotate(at=Min("history_date")).values("at")),
            last_version=Subquery(versions.annotate(at=Max("history_date")).values("at")),
            is_told=Exists(Change.objects.filter(kind=NAMES[kind], record_pk=OuterRef("pk")).order_by()),
            before=Subquery(beside.filter(position__lt=OuterRef("position")).order_by("-position")[:1]),
            after=Subquery(beside.filter(position__gt=OuterRef("position")).order_by("position")[:1]),
        )
        .values_list(
            *(
                *fields_of(kind),
                *_lists(kind),
                *("first_version", "last_version", "is_told", "before", "after"),
            )
        ),
        SLUG,
    )


@functools.cache
def _by_keys(kind: type[Placed]) -> Prepared:
    """Records by a list of their keys in JSON."""
    found = kind.objects.filter(pk__in=in_json(KEYS)).order_by().annotate(**_lists(kind))
    return Prepared(found.values_list(*fields_of(kind), *_lists(kind)), KEYS)


def in_json(keys: str) -> RawSQL:
    """The keys that a list in JSON holds."""
    sql = "SELECT value FROM json_each(%s)"
    if connection.vendor == "postgresql":
        sql = "SELECT value::bigint FROM json_array_elements_text(%s::json)"
    return RawSQL(sql, [keys])  # noqa: S611 # It is our own.


def _lists(kind: type[Placed]) -> dict[str, Any]:
    """The keys of the countries and of the topics of each."""
    countries = listed(kind, "countries") if kind.country_lookup == "countries" else Value(None, TextField())
    return {"listed_countries": countries, "listed_topics": listed(kind, "topics")}


def listed(kind: type[Placed], name: str) -> Listed:
    """The keys of a list of the record."""
    field: Any = kind._meta.get_field(name)
    held: QuerySet[Any] = field.remote_field.through.objects.filter(**{field.m2m_field_name(): OuterRef("pk")})
    return Listed(held, field.m2m_reverse_field_name())


@functools.cache
def _named(kind: type[Placed]) -> Prepared:
    """What names and dates two records, by their keys."""
    fields = fields_of(kind, without="as_printed")
    return Prepared(
        kind.objects.filter(pk__in=[ONE_KEY, OTHER_KEY]).order_by().values_list(*fields), ONE_KEY, OTHER_KEY
    )
