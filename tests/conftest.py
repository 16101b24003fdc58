"""What all tests share: the report's real content in the test database, loaded once; a test's changes are undone."""

from __future__ import annotations

import fcntl
import gc
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as portal_settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from records.kinds import ALL_KINDS
from records.models import Change, FormerAddress, LoadedRow
from records.search import index
from tests.databases import PREPARED, drop_prepared, own_database, prepare_database, server_url
from tests.kinds import empty_table
from tests.visitors import logged_in, make_editor, make_superuser
from tools.scratch_portal import prepare_folder


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first: at the end one of them would be waited for alone. Within a file all stay in order."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_collection_finish() -> None:
    """What was imported stays until the end: the collector passes over it, and looks less often for what does not."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if not hasattr(session.config, "workerinput") and (url := server_url()):
        drop_prepared(url)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None, prepared_database: str) -> None:
    """On PostgreSQL the database of the tests begins as a copy, which takes a tenth of loading it anew."""
    if prepared_database:
        connection.settings_dict["TEST"]["TEMPLATE"] = prepared_database


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        call_command("load_records", "--if-empty", verbosity=0)


@pytest.fixture(scope="module")
def made_for_all(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Callable[..., Any]]:
    """Calls what makes something that every test of a module begins with; it is undone after the last of them.

    Each test still undoes its own changes, in a savepoint. The records are in the same state whenever one begins, so
    that what is kept of all of them is made once, too.
    """

    def made(make: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        with django_db_blocker.unblock():
            return make(*args, **kwargs)

    around = transaction.atomic()
    made(around.__enter__)
    yield made
    made(transaction.set_rollback, True)
    made(around.__exit__, None, None, None)


@pytest.fixture
def fixtures_dir() -> Path:
    """The fixtures of the repository."""
    return Path(portal_settings.FIXTURES_DIR)


@pytest.fixture
def own_fixtures(tmp_path: Path, fixtures_dir: Path) -> Path:
    """A copy of the fixtures for a test to change."""
    return Path(shutil.copytree(fixtures_dir, tmp_path / "fixtures"))


@pytest.fixture
def empty_database(db: None) -> None:
    """No record of any kind, and no trace of any."""
    for kind in reversed(ALL_KINDS):
        empty_table(kind)
        kind.history.all().delete()
    for model in (LoadedRow, Change, FormerAddress):
        model.objects.all().delete()
    index.rebuild()


@pytest.fixture
def editor(db: None) -> User:
    return make_editor()


@pytest.fixture
def editor_client(editor: User) -> Client:
    return logged_in(editor)


@pytest.fixture
def superuser_client(db: None) -> Client:
    return logged_in(make_superuser())


@contextmanager
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder that all processes of a run share; one at a time looks there whether something is made yet."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    with (shared / "preparing.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield shared


@pytest.fixture(scope="session")
def prepared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a portal on SQLite that is ready to serve, for others to begin with: one for all processes."""
    with made_once(tmp_path_factory) as shared:
        folder = shared / "prepared"
        if not folder.exists():
            prepare_folder(shared / "preparing")
            (shared / "preparing").rename(folder)
    return folder


@pytest.fixture(scope="session")
def prepared_database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a database of PostgreSQL with all records, for others to be copied from; empty on SQLite."""
    if not (url := server_url()):
        return ""
    with made_once(tmp_path_factory) as shared:
        prepare_database(url, shared / "preparing-postgresql")
    return PREPARED


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a process with an empty database of the kind that the tests run on."""
    url = server_url()
    with own_database(url) if url else nullcontext("") as own:
        yield environment_of(tmp_path / "data", own)


@pytest.fixture
def prepared(tmp_path: Path, prepared_folder: Path, prepared_database: str) -> Iterator[dict[str, str]]:
    """The same with a database that holds all records, as it is after the first start."""
    shutil.copytree(prepared_folder, tmp_path / "data")
    url = server_url()
    with own_database(url, like=prepared_database) if url else nullcontext("") as own:
        yield environment_of(tmp_path / "data", own)


def environment_of(folder: Path, url: str) -> dict[str, str]:
    return {**os.environ, "DATA_DIR": str(folder), "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "npa_portal.settings"}
