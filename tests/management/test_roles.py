"""The two roles of PostgreSQL: public instances serve everything by one that can write nothing, editors by one that
can edit and change no table."""

from __future__ import annotations

import functools
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from records.management.database_roles import AUDIT, EDITOR, FIXED, READER, all_tables, public_tables, quoted
from tests.addresses import PUBLIC
from tests.sampling import thorough
from tools.scratch_portal import ScratchPortal, scratch_portal

ON_POSTGRESQL = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
on_postgresql = pytest.mark.skipif(not ON_POSTGRESQL, reason="needs PostgreSQL, named by DATABASE_URL")
PASSWORD = "for this test alone"
# All that editors and superusers do, by the admin's own forms, then by the commands.
EDITING = """
import django
django.setup()
from django.contrib.auth.models import Group, User
from django.test import Client
from django.test.utils import setup_test_environment
from records.models import Treaty
from tests.admin_pages import correct, treaty, withdraw_by

setup_test_environment()

boss = User.objects.create_superuser("root")
editor = User.objects.create_user("editor", is_staff=True)
editor.groups.add(Group.objects.get(name="Editors"))
by_editor, by_boss = Client(HTTP_HOST="127.0.0.1"), Client(HTTP_HOST="127.0.0.1")
by_editor.force_login(editor)
by_boss.force_login(boss)
assert correct(by_editor, treaty(), name="Convention corrected by a role").status_code == 302
assert Treaty.objects.get(slug="convention-on-cybercrime").name == "Convention corrected by a role"
other = Treaty.objects.exclude(pk=treaty().pk).first()
assert withdraw_by(by_boss, other, "Twice on the list.").status_code == 302
assert not Treaty.objects.filter(pk=other.pk).exists()
assert by_boss.post("/admin/logout/").status_code == 200
editor.delete()
"""


def sql(url: str, *statements: str) -> None:
    import psycopg

    with closing(psycopg.connect(url, autocommit=True)) as connection:
        for statement in statements:
            connection.execute(statement)


@dataclass
class Roles:
    """A filled database, by the address of its owner, and the names of its roles."""

    environment: dict[str, str]

    @property
    def owner(self) -> str:
        return self.environment["DATABASE_URL"]

    def url(self, role: str) -> str:
        address = urlsplit(self.owner)
        secret = PASSWORD.replace(" ", "%20")
        return address._replace(netloc=f"{role}:{secret}@{address.hostname}:{address.port}").geturl()

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *command],
            cwd=settings.BASE_DIR,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            timeout=120,
        )


@pytest.fixture
def alone(prepared: dict[str, str]) -> Iterator[None]:
    """Roles are the server's, which the other processes of the tests ask for the same ones."""
    import psycopg

    shared = urlsplit(prepared["DATABASE_URL"])._replace(path="/postgres").geturl()
    with closing(psycopg.connect(shared, autocommit=True)) as held:
        held.execute("SELECT pg_advisory_lock(1)")
        yield


@pytest.fixture
def roles(prepared: dict[str, str], alone: None, tmp_path: Path) -> Iterator[Roles]:
    made = Roles(prepared | {"DEBUG": "on"})
    assert made.run("manage.py", "roles", "--file", str(tmp_path / "roles.sql")).returncode == 0
    for _ in range(2):  # Whoever runs it a second time finds all as it is to be.
        sql(made.owner, (tmp_path / "roles.sql").read_text())
    try:
        sql(made.owner, *(f"ALTER ROLE {role} PASSWORD '{PASSWORD}'" for role in (READER, EDITOR)))
        yield made
    finally:
        sql(made.owner, *(f"DROP OWNED BY {role}; DROP ROLE {role}" for role in (READER, EDITOR)))


def answer(portal: ScratchPortal, address: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(portal.url + address, timeout=60) as found:
            return found.status, found.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def refused(url: str, statement: str) -> bool:
    """Whether this user may not do it, also where the session says that it may write."""
    import psycopg

    with closing(psycopg.connect(url)) as connection:
        connection.execute("SET default_transaction_read_only = off")
        connection.commit()
        try:
            connection.execute(statement)
        except psycopg.errors.InsufficientPrivilege:
            return True
        finally:
            connection.rollback()
    return False


def writes(table: str) -> Iterator[str]:
    yield f"INSERT INTO {quoted(table)} DEFAULT VALUES"
    yield f"DELETE FROM {quoted(table)}"
    yield f"TRUNCATE {quoted(table)} CASCADE"
    yield f"LOCK TABLE {quoted(table)} IN EXCLUSIVE MODE"
    yield f"DROP TABLE {quoted(table)} CASCADE"
    yield f"ALTER TABLE {quoted(table)} ADD more integer"


TABLES_MADE = ("CREATE TABLE more (id integer)", "CREATE TEMPORARY TABLE more (id integer)")


@thorough
@on_postgresql
@pytest.mark.postgresql
def test_the_role_that_reads_serves_every_public_page_and_can_write_nothing(
    roles: Roles, prepared_folder: Path
) -> None:
    reader = roles.url(READER)
    with ExitStack() as running:
        begun = functools.partial(scratch_portal, prepared_folder, WORKERS="1")
        reading = running.enter_context(begun(DATABASE_URL=reader, READ_ONLY="on"))
        owning = running.enter_context(begun(DATABASE_URL=roles.owner, CACHE_MB="0", ADMIN_ENABLED="off"))
        differing = {address for address in PUBLIC if comparable(reading, address) != comparable(owning, address)}
        assert differing == set()
        assert answer(reading, "/data/npa-portal.zip")[0] == 200
        edited = roles.run("-c", EDITING, DATABASE_URL=roles.url(EDITOR))
        assert edited.returncode == 0, edited.stderr
        assert b"Convention corrected by a role" in answer(reading, "/treaties/convention-on-cybercrime/")[1]

    assert [one for table in all_tables() for one in writes(table) if not refused(reader, one)] == []
    assert [one for one in TABLES_MADE if not refused(reader, one)] == []
    assert [name for name in all_tables() if refused(reader, f"SELECT FROM {name}")] == sorted(
        {*all_tables()} - {*public_tables()}
    )


def comparable(portal: ScratchPortal, address: str) -> tuple[int, bytes]:
    status, body = answer(portal, address)
    return status, body.replace(portal.url.encode(), b"").replace(portal.url.removeprefix("http://").encode(), b"")


@thorough
@on_postgresql
@pytest.mark.postgresql
def test_the_role_that_edits_starts_and_changes_no_table(roles: Roles) -> None:
    editor = roles.url(EDITOR)
    assert roles.run("manage.py", "prepare", DATABASE_URL=editor).returncode == 0
    own = [
        *TABLES_MADE,
        "DROP TABLE records_treaty CASCADE",
        "ALTER TABLE records_treaty ADD more integer",
        "TRUNCATE records_treaty CASCADE",
        "DROP TRIGGER revises ON records_treaty",
        *(f"DELETE FROM {table}" for table in FIXED),
        *(f"{change} {table}" for table in AUDIT for change in ("DELETE FROM", "TRUNCATE")),
    ]
    assert [one for one in own if not refused(editor, one)] == []


@thorough
@on_postgresql
@pytest.mark.postgresql
def test_what_only_reads_starts_on_nothing_that_is_to_be_written(roles: Roles) -> None:
    def starts(change: str, back: str) -> str:
        sql(roles.owner, change)
        ended = roles.run("manage.py", "prepare", DATABASE_URL=roles.url(READER), READ_ONLY="on")
        sql(roles.owner, back)
        assert ended.returncode == 1
        return ended.stderr

    grant = f"GRANT SELECT ON records_topic TO {READER}"
    assert "This user may not read records_topic" in starts(f"REVOKE SELECT ON records_topic FROM {READER}", grant)
    newest = "FROM django_migrations WHERE id = (SELECT max(id) FROM django_migrations WHERE app = 'records')"
    applied = f"CREATE TABLE kept AS SELECT * {newest}; DELETE {newest}"
    undone = "INSERT INTO django_migrations SELECT * FROM kept; DROP TABLE kept"
    assert "lacks 1 migrations. This instance may only read" in starts(applied, undone)
    old = "UPDATE records_searchdocument SET rules = rules {} 1"
    assert "The search in the database" in starts(old.format("-"), old.format("+"))


def test_names_of_roles_are_quoted() -> None:
    assert quoted('a"b') == '"a""b"'


@pytest.mark.django_db
def test_sqlite_has_no_roles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "vendor", "sqlite")
    with pytest.raises(CommandError, match="Roles are PostgreSQL's"):
        call_command("roles")
