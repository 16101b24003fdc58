"""Leaves out the tests without a database, and says how many: for ``.ci/run``, which ran them on SQLite already.

A test that asks for no database of the kind that the tests run on is the same test on either. What serves a portal by
tools/scratch_portal.py has it on SQLite in every case.
"""

from __future__ import annotations

import pytest

from tests.leaving_out import LeavingOut

SENTENCE = "{} tests that use no database of PostgreSQL were left out: they are the same on SQLite."
# What pytest-django makes of the mark django_db, and what a test asks for by name.
MARKS, FIXTURES = ("django_db", "postgresql"), {"db", "django_db_setup", "scratch", "prepared", "prepared_database"}


def has_no_database(item: pytest.Item) -> bool:
    marked = any(item.get_closest_marker(name) for name in MARKS)
    return not marked and FIXTURES.isdisjoint(getattr(item, "fixturenames", ()))


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(LeavingOut(has_no_database, SENTENCE))
