"""The kinds of record, for what must hold of every one of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from django.db import connection

from records.kinds import ALL_KINDS, PLACED_KINDS, RECORD_KINDS
from records.models.base import ManyCountriesRecord, OneCountryRecord, Placed, Record
from tests.sampling import first_of_each


def _name(kind: type) -> str:
    return kind.__name__


def _shape(kind: type) -> tuple[bool, ...]:
    """What a kind shares with those that behave alike: its place in the report, and how it refers to countries."""
    return tuple(issubclass(kind, base) for base in (Placed, Record, OneCountryRecord, ManyCountriesRecord))


def every(kinds: Iterable[type]) -> pytest.MarkDecorator:
    """Runs a test with each of ``kinds``; the first of each shape in every run."""
    return pytest.mark.parametrize("kind", first_of_each(kinds, by=_shape), ids=_name)


def empty_table(kind: type[Any]) -> None:
    """Take all records of a kind out of the database; their search documents and versions stay."""
    for field in kind._meta.many_to_many:
        field.remote_field.through.objects.all().delete()
    # At once: one by one, each would be put on the change log as withdrawn.
    kind.objects.all()._raw_delete(connection.alias)


every_kind = every(ALL_KINDS)
every_record_kind = every(RECORD_KINDS)
every_placed_kind = every(PLACED_KINDS)
