"""A form goes over nothing that was saved after it was opened, unless whoever sends it has been shown that."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from records.corrections.editing import rename, withdraw
from records.models import Addressed, Change, Treaty
from records.models.revision import RevisionQuerySet
from tests.admin_pages import (
    WHY,
    change_url,
    correct,
    delete_url,
    form_data,
    opened,
    rename_url,
    send,
    treaty,
    version_url,
    versions_of,
)
from tests.factories import make_topic
from tests.fixture_rows import change_row
from tests.kinds import every_kind
from tests.processes import finish, start
from tests.sampling import thorough

pytestmark = pytest.mark.django_db

REFUSED = "Nothing was saved: this record was changed after this form was opened"


def texts(page: Any) -> str:
    return str(page.content.decode())


def form_of(page: Any) -> Any:
    return page.context["adminform"].form


# Two editors, one record


def test_the_second_save_does_not_undo_the_first(editor_client: Client) -> None:
    address = change_url(treaty())
    second = form_data(editor_client, address) | {"short_name": "Budapest Convention", "reason": "Its usual name."}
    correct(editor_client, treaty(), date="2001-11", reason=WHY)

    response = editor_client.post(address, second)

    assert response.status_code == 200
    assert (treaty().date, treaty().short_name) == ("2001-11", "")
    assert [change.field for change in Change.objects.filter(what="corrected")] == ["date"]


def test_the_refused_form_shows_what_was_changed_and_keeps_what_was_typed(editor_client: Client) -> None:
    address, topics = change_url(treaty()), [make_topic().pk, make_topic().pk]
    second = form_data(editor_client, address) | {
        "short_name": "Budapest Convention",
        "reason": "Its usual name.",
        "topics": topics,
    }
    correct(editor_client, treaty(), date="2001-11", reason=WHY)

    page = editor_client.post(address, second)

    assert REFUSED in texts(page)
    assert "<strong>Date:</strong> November 23, 2001 → November 2001" in texts(page)
    assert f"by editor. Why: {WHY}" in texts(page)
    form = form_of(page)
    assert {name: form[name].value() for name in ("short_name", "reason", "date")} == {
        "short_name": "Budapest Convention",
        "reason": "Its usual name.",
        "date": "2001-11-23",
    }
    assert [int(pk) for pk in form["topics"].value()] == topics
    assert form.errors["date"] == [
        "Changed meanwhile from “November 23, 2001” to “November 2001”. Below stands what was typed."
    ]
    assert set(form.errors) == {"__all__", "date"}
    assert " style=" not in texts(page)


def test_whoever_has_seen_the_change_may_go_over_it(editor_client: Client) -> None:
    address = change_url(treaty())
    second = form_data(editor_client, address) | {"short_name": "Budapest Convention"}
    correct(editor_client, treaty(), date="2001-11")
    form = form_of(editor_client.post(address, second))
    assert f'name="opened_on" value="{versions_of(treaty())[-1].history_id}"' in str(form["opened_on"])

    again = second | {"opened_on": form["opened_on"].value(), "date": "2001-12"}
    assert editor_client.post(address, again).status_code == 302
    assert (treaty().date, treaty().short_name) == ("2001-12", "Budapest Convention")


def test_a_change_after_the_refusal_is_refused_too(editor_client: Client) -> None:
    address = change_url(treaty())
    second = form_data(editor_client, address) | {"short_name": "Budapest Convention"}
    correct(editor_client, treaty(), date="2001-11")
    seen = form_of(editor_client.post(address, second))["opened_on"].value()
    correct(editor_client, treaty(), date="2001-12")

    page = editor_client.post(address, second | {"opened_on": seen})

    assert form_of(page).errors["date"] == [
        "Changed meanwhile from “November 2001” to “December 2001”. Below stands what was typed."
    ]
    assert treaty().date == "2001-12"


def test_a_list_is_not_undone_either(editor_client: Client) -> None:
    address, topic = change_url(treaty()), make_topic(name="Piracy")
    second = form_data(editor_client, address) | {"short_name": "Budapest Convention"}
    correct(editor_client, treaty(), topics=[topic.pk])

    page = editor_client.post(address, second)

    assert form_of(page).errors["topics"] == [
        "Changed meanwhile from “High-tech crime” to “Piracy”. Below stands what was typed."
    ]
    assert list(treaty().topics.all()) == [topic]


@every_kind
def test_no_kind_can_be_saved_over_a_newer_version(kind: type[Addressed], editor_client: Client) -> None:
    record = kind.objects.all()[0]
    address = change_url(record)
    stale = form_data(editor_client, address)
    rename(record, "renamed-meanwhile", reason=WHY)

    assert REFUSED in texts(editor_client.post(address, stale))
    assert kind.objects.get(pk=record.pk).slug == "renamed-meanwhile"
    assert len(versions_of(record)) == 2


# Changed by others than editors


def test_what_a_load_changed_is_newer(editor_client: Client, own_fixtures: Path) -> None:
    record = Treaty.objects.all()[0]
    second = form_data(editor_client, change_url(record)) | {"action": "signed"}
    change_row(own_fixtures, "treaties", 1, short_name="Changed")
    call_command("load_records", "--directory", str(own_fixtures), verbosity=0)

    page = editor_client.post(change_url(record), second)

    assert "Loaded from this edition’s files." in texts(page)
    assert form_of(page).errors["short_name"] == [
        "Changed meanwhile from nothing to “Changed”. Below stands what was typed."
    ]
    assert Treaty.objects.get(pk=record.pk).short_name == "Changed"


def save(record: Treaty) -> None:
    record.short_name = "Budapest"
    record.save()


def clear(record: Treaty) -> None:
    record.topics.clear()


@pytest.mark.parametrize("change", [save, clear])
def test_what_was_changed_in_the_shell_is_newer(change: Callable[[Treaty], None], editor_client: Client) -> None:
    stale = form_data(editor_client, change_url(treaty())) | {"date": "2001-11"}
    change(treaty())

    assert REFUSED in texts(editor_client.post(change_url(treaty()), stale))
    assert treaty().date == "2001-11-23"


def test_a_record_that_was_saved_as_it_is_stands_in_nobody_s_way(editor_client: Client) -> None:
    second = form_data(editor_client, change_url(treaty())) | {"date": "2001-11"}
    treaty().save()

    assert editor_client.post(change_url(treaty()), second).status_code == 302
    assert treaty().date == "2001-11"


@pytest.mark.parametrize("number", [None, "", "0", "x", "9" * 30, "1\0"])
def test_a_form_that_was_opened_on_no_version_saves_nothing(editor_client: Client, number: str | None) -> None:
    data = form_data(editor_client, change_url(treaty())) | {"date": "2001-11"}
    del data["opened_on"]

    response = editor_client.post(change_url(treaty()), data if number is None else data | {"opened_on": number})

    assert REFUSED in texts(response)
    assert treaty().date == "2001-11-23"


def test_a_record_that_was_withdrawn_meanwhile_is_said_to_be_gone(editor_client: Client) -> None:
    address = change_url(treaty())
    stale = form_data(editor_client, address)
    withdraw(treaty(), reason=WHY)

    assert "doesn’t exist. Perhaps it was deleted?" in texts(editor_client.post(address, stale, follow=True))


# The other forms


def test_a_version_is_not_brought_back_over_a_newer_one(editor_client: Client) -> None:
    correct(editor_client, treaty(), date="2001-11")
    address = version_url(versions_of(treaty())[0])
    stale = opened(editor_client, address) | {"reason": "The table is right."}
    correct(editor_client, treaty(), short_name="Budapest Convention", reason=WHY)

    page = editor_client.post(address, stale)

    assert REFUSED in texts(page)
    assert f"Why: {WHY}" in texts(page)
    assert 'value="The table is right."' in texts(page)
    assert (treaty().date, treaty().short_name) == ("2001-11", "Budapest Convention")
    again = stale | {"opened_on": page.context["form"]["opened_on"].value()}
    assert editor_client.post(address, again).status_code == 302
    assert (treaty().date, treaty().short_name) == ("2001-11-23", "")


def test_a_withdrawn_record_is_brought_back_once(superuser_client: Client) -> None:
    record = treaty()
    withdraw(treaty(), reason=WHY)
    address = version_url(versions_of(record)[0])
    stale = opened(superuser_client, address) | {"reason": "It is one of them."}
    assert send(superuser_client, address, reason="It is one.").status_code == 302
    correct(superuser_client, treaty(), date="2001-11")

    assert REFUSED in texts(superuser_client.post(address, stale))
    assert treaty().date == "2001-11"


def test_a_record_is_not_renamed_over_another_address(superuser_client: Client) -> None:
    address = rename_url(treaty())
    stale = opened(superuser_client, address) | {"slug": "cybercrime", "reason": "Shorter."}
    rename(treaty(), "budapest", reason=WHY)

    page = superuser_client.post(address, stale)

    assert REFUSED in texts(page)
    assert "<strong>Address:</strong> convention-on-cybercrime → budapest" in texts(page)
    assert 'value="cybercrime"' in texts(page)
    assert Treaty.objects.filter(slug="budapest").exists()


def test_a_record_is_not_withdrawn_over_a_correction(superuser_client: Client) -> None:
    record = treaty()
    address = delete_url(record)
    stale = opened(superuser_client, address) | {"post": "yes", "reason": "It is none."}
    correct(superuser_client, record, date="2001-11", reason=WHY)

    page = superuser_client.post(address, stale)

    assert REFUSED in texts(page)
    assert "<strong>Date:</strong> November 23, 2001 → November 2001" in texts(page)
    assert 'value="It is none."' in texts(page)
    assert " style=" not in texts(page)
    assert treaty().date == "2001-11"
    superuser_client.post(address, stale | {"opened_on": page.context["form"]["opened_on"].value()})
    assert not Treaty.objects.filter(pk=record.pk).exists()


# At once


def test_nobody_else_changes_it_before_its_versions_are_compared(
    editor_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hold(revisions: RevisionQuerySet) -> None:
        connection.cursor().execute("SELECT 'held'")

    monkeypatch.setattr(RevisionQuerySet, "hold", hold)
    data = form_data(editor_client, change_url(treaty()))
    with CaptureQueriesContext(connection) as captured:
        editor_client.post(change_url(treaty()), data)

    asked = [query["sql"] for query in captured]
    held = asked.index("SELECT 'held'")
    compared = next(n for n, sql in enumerate(asked) if 'FROM "records_historicaltreaty"' in sql)
    begun = next(n for n, sql in enumerate(asked) if sql.startswith("SAVEPOINT"))
    assert begun < held < compared


TWO_AT_ONCE = """
import re
from threading import Barrier, Thread
from time import sleep
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from records.corrections import forms
from records.models import Section
settings.ALLOWED_HOSTS = ["testserver"]
settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
user = User.objects.create_superuser("root")
section = Section.objects.create(slug="9", number="9", title="Title", page=1, position=99)
address = f"/admin/records/section/{section.pk}/change/"
compare = forms.differences_since
def compare_and_wait(*args):
    found = compare(*args)
    sleep(0.3)
    return found
forms.differences_since = compare_and_wait
for n in range(3):
    barrier, answers = Barrier(2), []
    def save(field):
        client = Client()
        client.force_login(user)
        opened_on = re.search('name="opened_on" value="([0-9]+)"', client.get(address).content.decode())[1]
        said = {"number": "9", "title": "Title", "page": 1, "summary": "", "reason": "Why.", "opened_on": opened_on}
        barrier.wait()
        answers.append(client.post(address, said | {field: f"By {field}, {n}"}).status_code)
        connection.close()
    both = [Thread(target=save, args=[field]) for field in ("title", "summary")]
    for thread in both: thread.start()
    for thread in both: thread.join()
    print(sorted(answers), flush=True)
"""


@thorough
def test_of_two_that_save_at_once_one_is_refused(prepared: dict[str, str]) -> None:
    code, said, complained = finish(start(prepared, "shell", "-v0", "-c", TWO_AT_ONCE))

    assert (code, said.splitlines()) == (0, ["[200, 302]"] * 3), complained
