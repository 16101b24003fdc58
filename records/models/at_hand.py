"""The countries of the records of a page, put at hand: Django's own way takes several times as long as the query."""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.db import connections
from django.db.models.expressions import RawSQL

from records.models.prepared import Prepared
from records.models.state import kept_by_state

# Keys out of a list of them in JSON.
KEYS_IN_JSON = {
    "sqlite": "SELECT value FROM json_each(%s)",
    "postgresql": "SELECT value::bigint FROM json_array_elements_text(%s::json)",
}
# Stands for the keys in the query below.
KEYS = "[0]"


def give_countries(records: Sequence[Any], using: str) -> None:
    """Put at hand the countries of ``records``, all of one kind that may have many; one query."""
    found: dict[int, set[int]] = {record.pk: set() for record in records}
    if records:
        kind: Any = type(records[0])
        for record, country in _links(kind, using)(json.dumps(list(found)), using=using):
            found[record].add(country)
    known = countries()
    for record in records:
        wanted = found[record.pk]
        record.countries_at_hand = [country for key, country in known.items() if key in wanted] if wanted else []


@kept_by_state()
def countries() -> dict[int, Any]:
    """All countries by their keys, in their order; one query where their state is not the last that was asked for."""
    return {country.pk: country for country in apps.get_model("records", "Country").objects.only("slug", "name")}


@functools.cache
def _links(kind: Any, using: str) -> Prepared:
    """The keys of records and of the countries of each, by a list of the records' keys in JSON."""
    field: Any = kind._meta.get_field("countries")
    record, country = field.m2m_column_name(), field.m2m_reverse_name()
    keys = RawSQL(KEYS_IN_JSON[connections[using].vendor], [KEYS])  # noqa: S611 # It is our own.
    links = field.remote_field.through.objects.filter(**{f"{record}__in": keys})
    return Prepared(links.order_by().values_list(record, country), KEYS)
