"""The revision changes with any change of any record, whatever made it, and with nothing else."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client

from records.corrections.editing import rename
from records.models import AuditLine, Country, LoadedRow, Revision, Tally, Topic, Treaty
from records.search import index
from tests.admin_pages import SLUG, change_url, form_data, treaty
from tests.sampling import every_nth

pytestmark = pytest.mark.django_db

# What no page is made from: the revision itself, and what a load compares the files with. The tallies change with the
# records alone.
WITHOUT: set[str] = {model._meta.db_table for model in (AuditLine, Revision, LoadedRow, Tally)}
LONG_AGO = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
POSTGRESQL = "postgresql" in settings.DATABASES["default"]["ENGINE"]
on_postgresql = pytest.mark.skipif(not POSTGRESQL, reason="needs PostgreSQL, named by DATABASE_URL")


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@contextmanager
def undone() -> Iterator[None]:
    """A transaction on a connection of this thread's own, undone in the end."""
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        connection.close()


def wait_for_a_lock() -> None:
    """Until a statement waits for another transaction."""
    for _ in range(500):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone() != (0,):
                return
        time.sleep(0.02)


def tables_with_triggers() -> set[str]:
    """The tables at which the database renews the revision, at each of the events."""
    asked = {
        "sqlite": "SELECT tbl_name, count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_revises' "
        "GROUP BY tbl_name HAVING count(*) = 3",
        "postgresql": "SELECT relname, count(*) FROM pg_trigger JOIN pg_class ON tgrelid = pg_class.oid "
        "WHERE tgname LIKE 'revises%' GROUP BY relname HAVING count(*) = 2",
    }
    with connection.cursor() as cursor:
        cursor.execute(asked[connection.vendor])
        return {table for table, _ in cursor.fetchall()}


def test_no_table_that_a_page_is_made_from_is_forgotten() -> None:
    models = apps.get_app_config("records").get_models(include_auto_created=True)
    assert tables_with_triggers() == {model._meta.db_table for model in models} - WITHOUT


# The ways of writing


def save_in_the_shell() -> None:
    treaty().save()


def update_past_save() -> None:
    Treaty.objects.filter(slug=SLUG).update(name="Another name")


def create_many() -> None:
    Topic.objects.bulk_create([Topic(slug="another", name="Another", description="Another.")])


def delete() -> None:
    treaty().delete()


def delete_many() -> None:
    Treaty.objects.all().delete()


def add_to_a_list() -> None:
    # By INSERT OR IGNORE, on SQLite.
    treaty().countries.add(Country.objects.get(slug="china"))


def remove_from_a_list() -> None:
    treaty().topics.remove(*treaty().topics.all())


def set_a_list() -> None:
    treaty().topics.set(Topic.objects.all()[:1])


def update_by_hand() -> None:
    execute("UPDATE records_section SET title = 'Another'")


def insert_by_hand() -> None:
    execute("INSERT INTO records_topic (slug, name, description) VALUES ('another', 'Another', 'Another.')")


def delete_by_hand() -> None:
    execute("DELETE FROM records_treaty_topics")


def change_a_version() -> None:
    Treaty.history.update(history_change_reason="Why.")


def make_search_documents() -> None:
    index.rebuild()


WAYS = (
    *(save_in_the_shell, update_past_save, create_many, delete, delete_many, add_to_a_list, remove_from_a_list),
    *(set_a_list, update_by_hand, insert_by_hand, delete_by_hand, change_a_version, make_search_documents),
)
OF_THE_DATABASE = (
    (
        "TRUNCATE records_searchword",
        "INSERT INTO records_topic SELECT * FROM records_topic ON CONFLICT DO NOTHING",
        "INSERT INTO records_topic SELECT * FROM records_topic ON CONFLICT (id) DO UPDATE SET name = excluded.name",
        "WITH gone AS (DELETE FROM records_treaty_topics RETURNING id) SELECT count(*) FROM gone",
    )
    if POSTGRESQL
    else (
        "INSERT OR IGNORE INTO records_topic (slug, name, description) VALUES ('another', 'Another', 'Another.')",
        "INSERT OR REPLACE INTO records_topic SELECT * FROM records_topic",
        "REPLACE INTO records_topic SELECT * FROM records_topic",
        "INSERT INTO records_topic SELECT * FROM records_topic WHERE 1 ON CONFLICT (id) DO UPDATE SET name = name",
        "UPDATE OR IGNORE records_topic SET name = 'Another' WHERE slug = 'drugs'",
        "UPDATE OR REPLACE records_topic SET name = 'Another' WHERE slug = 'drugs'",
    )
)


@pytest.mark.parametrize("change", WAYS, ids=lambda way: way.__name__)
def test_each_way_of_writing_changes_it(change: Callable[[], None]) -> None:
    Revision.objects.update(changed=LONG_AGO)
    before = Revision.objects.get()
    change()
    after = Revision.objects.get()
    assert after.token != before.token
    assert after.changed > before.changed


@pytest.mark.parametrize("statement", OF_THE_DATABASE)
def test_what_only_the_database_at_hand_knows_changes_it(statement: str) -> None:
    """SQLite lets the statement that calls a trigger decide on conflicts within it."""
    before = Revision.objects.state()
    with connection.constraint_checks_disabled():
        execute(statement)
    assert Revision.objects.state() != before


def test_a_save_in_the_admin_changes_it(editor_client: Client) -> None:
    address = change_url(treaty())
    form = form_data(editor_client, address) | {"name": "Another name"}
    before = Revision.objects.state()
    assert editor_client.post(address, form).status_code == 302
    assert Revision.objects.state() != before


def test_a_load_changes_it_where_it_writes_anything(own_fixtures: Path) -> None:
    before = Revision.objects.state()
    call_command("load_records", directory=own_fixtures, verbosity=0)
    assert Revision.objects.state() == before
    path = own_fixtures / "topics.json"
    path.write_text(path.read_text().replace('"Drugs"', '"All drugs"'))
    call_command("load_records", directory=own_fixtures, verbosity=0)
    assert Revision.objects.state() != before


@pytest.mark.parametrize("change", every_nth(WAYS, 4), ids=lambda way: way.__name__)
def test_what_is_undone_leaves_it_as_it_was(change: Callable[[], None]) -> None:
    before = Revision.objects.state()
    with transaction.atomic():
        change()
        transaction.set_rollback(True)
    assert Revision.objects.state() == before


def test_it_is_there_again_after_it_was_emptied() -> None:
    Revision.objects.all().delete()
    assert Revision.objects.state() is None
    update_past_save()
    assert Revision.objects.state() is not None


def test_two_are_never_the_same() -> None:
    seen = set()
    for _ in range(20):
        update_past_save()
        seen.add(Revision.objects.get().token)
    assert len(seen) == 20
    assert all(len(token) == 32 for token in seen)


def test_it_tells_when_in_universal_time() -> None:
    update_past_save()
    changed = Revision.objects.get().changed
    assert abs(datetime.datetime.now(datetime.UTC) - changed) < datetime.timedelta(minutes=1)


def test_reading_and_logging_in_change_nothing(client: Client) -> None:
    User.objects.create_superuser("root", password="secret")
    before = Revision.objects.state()
    for address in ("/", "/treaties/", "/search/?q=drugs", "/api/v1/treaties/?format=csv", f"/treaties/{SLUG}/"):
        client.get(address)
    assert client.post("/admin/login/", {"username": "root", "password": "secret"}).status_code == 302
    client.get(change_url(treaty()))
    session = client.session
    session["any"] = "thing"
    session.save()
    client.logout()
    assert Revision.objects.state() == before


# Two who change records at once, on PostgreSQL


def rename_a_country() -> None:
    rename(Country.objects.get(slug="china"), "another", reason="Why.")


def rename_a_country_past_save() -> None:
    Country.objects.filter(slug="china").update(slug="another")


@pytest.mark.postgresql
@on_postgresql
@pytest.mark.parametrize("other", [rename_a_country, rename_a_country_past_save], ids=lambda way: way.__name__)
def test_two_editors_never_wait_for_each_other(client: Client, other: Callable[[], None]) -> None:
    """The one has saved a treaty, the other wants a country, which the treaty then comes to name."""
    saved, read = Event(), Event()

    def save_a_treaty() -> None:
        with undone():
            treaty().save()
            saved.set()
            read.wait(10)
            treaty().countries.add(Country.objects.get(slug="china"))
            # Now, and not at its end, PostgreSQL asks whether the country is there.
            execute("SET CONSTRAINTS ALL IMMEDIATE")

    def change_a_country() -> None:
        saved.wait(10)
        with undone():
            other()

    with ThreadPoolExecutor(2) as editors:
        both = [editors.submit(save_a_treaty), editors.submit(change_a_country)]
        wait_for_a_lock()
        # Who reads waits for neither.
        assert client.get("/treaties/").status_code == 200
        read.set()
        assert [editor.result() for editor in both] == [None, None]
