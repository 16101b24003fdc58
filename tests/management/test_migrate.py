"""Migrations: what is killed leaves a migration that was done, or none of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler
from pytest_django import DjangoDbBlocker

from records.management.commands.migrate import Executor

TABLE, LAST = "axes_accessfailurelog", ("axes", "0008_accessfailurelog")


class Killed(Executor):
    """Comes no further than to what the last migration is about to leave."""

    def record_migration(self, migration: Any) -> None:  # type: ignore[override] # django-stubs has it otherwise.
        if migration.name == LAST[1]:
            raise KeyboardInterrupt
        super().record_migration(migration)  # type: ignore[call-arg]


@pytest.fixture
def database(django_db_blocker: DjangoDbBlocker) -> Iterator[BaseDatabaseWrapper]:
    """An empty one in memory, in the place of the tests' own."""
    made = ConnectionHandler({"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}})["default"]
    usual = connections["default"]
    connections["default"] = made
    try:
        with django_db_blocker.unblock():
            yield made
    finally:
        connections["default"] = usual


def test_what_is_killed_before_it_is_on_record_made_no_table(database: BaseDatabaseWrapper) -> None:
    with pytest.raises(KeyboardInterrupt):
        Killed(database).migrate([LAST])
    assert TABLE not in database.introspection.table_names()
    Executor(database).migrate([LAST])
    assert TABLE in database.introspection.table_names()
