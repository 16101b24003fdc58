"""Public pages come from the replica, and from the primary while that is lost; all else comes from the primary.

The replica is the test's own database by a connection of its own: it does not have what a test has not committed, as if
it lagged behind.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as portal_settings
from django.db import OperationalError, connections, router
from django.test import Client
from django.utils.http import http_date

from npa_portal import replica as replicas
from npa_portal.environment import PRIMARY, REPLICA
from npa_portal.replica import Router, pieces_from, reading_from
from records.models import Revision, Term, Topic, Treaty
from records.models.revision import RevisionQuerySet, State
from tests.admin_pages import SLUG, change_url

on_postgresql = pytest.mark.skipif(
    "postgresql" not in portal_settings.DATABASES[PRIMARY]["ENGINE"], reason="needs PostgreSQL, named by DATABASE_URL"
)
PAGE, NEW = f"/treaties/{SLUG}/", "A name of the primary"


@pytest.fixture
def replica(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The connection to the replica. What the primary has since then: a treaty of another name."""
    made = connections.create_connection

    def make(alias: str) -> Any:
        """Under the name of the one connection that Django lets a test have."""
        connection = made(alias)
        connection.alias = PRIMARY
        return connection

    monkeypatch.setattr(connections, "create_connection", make)
    monkeypatch.setitem(connections.settings, REPLICA, dict(connections[PRIMARY].settings_dict))
    monkeypatch.setitem(router.__dict__, "routers", [Router()])
    monkeypatch.setattr(replicas, "SECONDS", 0.02)
    Treaty.objects.filter(slug=SLUG).update(name=NEW)
    connections[REPLICA] = make(REPLICA)
    yield connections[REPLICA]
    wait_until(lost=False)
    connections[REPLICA].close()


@pytest.fixture
def refused(replica: Any) -> Iterator[dict[str, Any]]:
    """The replica, where nothing listens any more; its settings as they were."""
    before = dict(replica.settings_dict)
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        replica.close()
        replica.settings_dict.update(HOST="127.0.0.1", PORT=unused.getsockname()[1])
        yield before
        replica.settings_dict.update(before)


def wait_until(*, lost: bool) -> None:
    for _ in range(500):
        if replicas.is_lost() is lost:
            return
        time.sleep(0.02)


def says(client: Client, address: str, text: str = NEW) -> bool:
    answer: Any = client.get(address)
    assert answer.status_code == 200
    return text in answer.getvalue().decode()


def test_what_is_read_comes_from_where_it_is_asked_for_and_what_is_written_goes_to_the_primary() -> None:
    rules = Router()
    assert (rules.db_for_read(Treaty), rules.db_for_write(Treaty)) == (PRIMARY, PRIMARY)
    with reading_from(REPLICA):
        assert (rules.db_for_read(Treaty), rules.db_for_write(Treaty)) == (REPLICA, PRIMARY)
    assert rules.db_for_read(Treaty) == PRIMARY
    assert rules.allow_relation(Topic(), Term())
    assert (rules.allow_migrate(PRIMARY, "records"), rules.allow_migrate(REPLICA, "records")) == (True, False)


def test_each_piece_of_an_answer_is_read_from_there_and_nothing_between_them() -> None:
    rules = Router()
    pieces = pieces_from(REPLICA, (rules.db_for_read(Treaty).encode() for _ in range(3)))
    assert [(piece, rules.db_for_read(Treaty)) for piece in pieces] == [(b"replica", PRIMARY)] * 3


pages = pytest.mark.parametrize("address", [PAGE, "/treaties/", f"/api/v1/treaties/{SLUG}/"])


@on_postgresql
@pytest.mark.postgresql
@pages
def test_public_pages_come_from_the_replica(replica: Any, client: Client, address: str) -> None:
    assert not says(client, address)


@on_postgresql
@pytest.mark.postgresql
@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_file_comes_from_the_replica_to_its_end(
    replica: Any, client: Client, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("records.api.downloads.as_csv.AT_ONCE", 10)
    monkeypatch.setattr("records.api.downloads.answers.MOST_WHOLE", 10)
    assert not says(client, f"/api/v1/treaties/?format={form}")


@on_postgresql
@pytest.mark.postgresql
def test_the_revision_comes_from_where_the_rows_come(replica: Any, client: Client) -> None:
    of_the_replica: Any = Revision.objects.using(REPLICA).state()
    assert Revision.objects.state() != of_the_replica
    assert client.get(PAGE)["Last-Modified"] == http_date(of_the_replica.changed.timestamp())
    assert of_the_replica.token in client.get("/api/v1/timeline/?format=csv")["ETag"]


@on_postgresql
@pytest.mark.postgresql
def test_an_editor_reads_what_was_written(replica: Any, editor_client: Client) -> None:
    assert says(editor_client, change_url(Treaty.objects.get(slug=SLUG)))


@on_postgresql
@pytest.mark.postgresql
def test_without_a_request_the_primary_is_read(replica: Any) -> None:
    assert Treaty.objects.get(slug=SLUG).name == NEW


@on_postgresql
@pytest.mark.postgresql
@pages
def test_where_the_replica_refuses_pages_come_from_the_primary_until_it_does_not(
    refused: dict[str, Any], replica: Any, client: Client, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert says(client, address)
    assert replicas.is_lost()
    assert says(client, address)
    replica.settings_dict.update(refused)
    wait_until(lost=False)
    assert not says(client, address)
    assert [record.getMessage().partition(" (")[0] for record in caplog.records] == [
        "The replica is lost",
        "The replica answers again.",
    ]


@on_postgresql
@pytest.mark.postgresql
@pages
def test_where_it_is_lost_while_a_page_is_made_that_is_made_anew(
    replica: Any, client: Client, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not says(client, address)
    stated = RevisionQuerySet.state

    def state_and_lose(revisions: RevisionQuerySet) -> State | None:
        found = stated(revisions)
        if replicas.is_read():
            with connections[PRIMARY].cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(%s)", [replica.connection.info.backend_pid])
        return found

    monkeypatch.setattr(RevisionQuerySet, "state", state_and_lose)
    assert says(client, address)
    monkeypatch.setattr(RevisionQuerySet, "state", stated)
    wait_until(lost=False)
    assert not says(client, address)


@pytest.mark.parametrize(
    ("of_the_replica", "of_the_primary", "is_back"),
    [("new", "new", True), ("old", "new", False), ("old", None, True), (None, "new", False), (None, None, False)],
)
def test_it_is_back_when_it_holds_what_the_primary_holds(
    of_the_replica: str | None, of_the_primary: str | None, is_back: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replicas, "token_in", {PRIMARY: of_the_primary, REPLICA: of_the_replica}.get)
    assert replicas.is_back() == is_back


@on_postgresql
@pytest.mark.postgresql
def test_a_fault_of_the_view_is_none_of_the_replica(
    replica: Any, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.get("/treaties/no-such-treaty/").status_code == 404

    def fail(*args: Any, **kwargs: Any) -> None:
        raise ValueError

    monkeypatch.setattr("records.views.site.AboutView.get_context_data", fail)
    client.raise_request_exception = False
    assert client.get("/about/").status_code == 500
    assert not replicas.is_lost()


@on_postgresql
@pytest.mark.postgresql
def test_a_fault_that_the_primary_has_as_well_is_told(
    replica: Any, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise OperationalError

    monkeypatch.setattr("records.views.site.AboutView.get_context_data", fail)
    client.raise_request_exception = False
    assert client.get("/about/").status_code == 503
