"""What is done in the admin is on record, and nobody takes it off."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.db import DatabaseError, connection, transaction
from django.test import Client
from pytest_django import Settings

from records.models import AuditLine
from records.roles import EDITORS
from tests.admin_pages import correct, form_data, treaty

pytestmark = pytest.mark.django_db

What = AuditLine.What
LOG, PASS_PHRASE = "/admin/records/auditline/", "quite a long pass phrase"


def said(what: AuditLine.What) -> list[tuple[str, str, str]]:
    return list(AuditLine.objects.filter(what=what).order_by("pk").values_list("account", "address", "about"))


def log_in(client: Client, name: str, password: str) -> None:
    client.post("/admin/login/", {"username": name, "password": password}, REMOTE_ADDR="192.0.2.1")


def test_coming_and_going_is_on_record(client: Client) -> None:
    User.objects.create_superuser("root", password=PASS_PHRASE)
    log_in(client, "root", PASS_PHRASE)
    client.post("/admin/logout/", REMOTE_ADDR="192.0.2.1")
    assert said(What.LOGGED_IN) == said(What.LOGGED_OUT) == [("root", "192.0.2.1", "")]


def test_a_lock_out_is_on_record_once(client: Client, settings: Settings) -> None:
    settings.AXES_FAILURE_LIMIT = 3
    for _ in range(6):
        log_in(client, "root", "wrong")
    assert said(What.LOCKED_OUT) == [("root", "192.0.2.1", "")]


def test_an_edit_is_on_record(editor_client: Client) -> None:
    correct(editor_client, treaty(), name="Another name")
    [(account, address, about)] = said(What.EDIT)
    assert (account, address) == ("editor", "127.0.0.1")
    assert about == f"treaty {treaty().pk} “{treaty()}”: Changed Name and Reason for the correction."


def test_who_may_do_what_is_on_record(superuser_client: Client, editor: User) -> None:
    before = len(said(What.ROLE))
    url = f"/admin/auth/user/{editor.pk}/change/"
    form = form_data(superuser_client, url) | {"is_superuser": "on", "groups": []}
    form |= {"date_joined_0": "2026-01-01", "date_joined_1": "12:00:00"}
    assert superuser_client.post(url, form).status_code == 302
    assert said(What.ROLE)[before:] == [
        ("root", "127.0.0.1", "account “editor”: is_superuser: False → True"),
        ("root", "127.0.0.1", f"user “editor”: taken {EDITORS}"),
    ]


def test_what_a_command_does_is_on_record_without_a_name() -> None:
    user = User.objects.create_user("new", password="one")
    user.set_password("another")
    user.save()
    user.groups.add(Group.objects.get(name=EDITORS))
    user.delete()
    rights = "is_active: None → True, is_staff: None → False, is_superuser: None → False"
    assert said(What.ROLE) == [
        ("", "", f"account “new” (new): username: None → new, {rights}, password"),
        ("", "", "account “new”: password"),
        ("", "", f"user “new”: given {EDITORS}"),
        ("", "", "user “new”: deleted"),
    ]  # fmt: skip


def test_a_superuser_reads_it_and_nobody_writes(superuser_client: Client, editor_client: Client) -> None:
    correct(editor_client, treaty(), name="Another name")
    line = AuditLine.objects.filter(what=What.EDIT).get()

    assert line.about in superuser_client.get(LOG).content.decode()
    assert superuser_client.get(f"{LOG}{line.pk}/change/").status_code == 200
    for path in ("add/", f"{line.pk}/delete/"):
        assert superuser_client.post(LOG + path, {"post": "yes"}).status_code == 403
    assert superuser_client.post(f"{LOG}{line.pk}/change/", {"about": "Nothing."}).status_code == 403
    superuser_client.post(LOG, {"action": "delete_selected", "_selected_action": line.pk, "post": "yes"})
    assert AuditLine.objects.get(pk=line.pk).about == line.about


@pytest.mark.parametrize("path", ["", "{0}/change/", "{0}/delete/", "add/"])
def test_an_editor_does_not_see_it(path: str, editor_client: Client) -> None:
    line = AuditLine.objects.create(what=What.EDIT)
    assert editor_client.get(LOG + path.format(line.pk)).status_code == 403
    assert LOG not in editor_client.get("/admin/").content.decode()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE records_auditline SET about = 'Nothing.'",
        "DELETE FROM records_auditline",
        "DELETE FROM records_auditline WHERE about > ''",
    ],
)
def test_the_database_refuses_to_change_it(statement: str) -> None:
    AuditLine.objects.create(what=What.EDIT, about="What was done.")
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AuditLine.objects.get().about == "What was done."


@pytest.mark.parametrize("path", ["", "{0}/change/", "{0}/delete/", "{0}/password/", "add/"])
def test_an_editor_gives_himself_no_rights(path: str, editor: User, editor_client: Client) -> None:
    group = Group.objects.get(name=EDITORS)
    form: dict[str, Any] = {
        "username": "editor",
        "is_superuser": "on",
        "is_staff": "on",
        "groups": [group.pk],
        "post": "yes",
    }
    for method in (editor_client.get, editor_client.post):
        assert method("/admin/auth/user/" + path.format(editor.pk), form).status_code == 403
    assert editor_client.post(f"/admin/auth/group/{group.pk}/change/", {"name": EDITORS}).status_code == 403
    editor.refresh_from_db()
    assert not editor.is_superuser
    assert {right.codename.partition("_")[0] for right in group.permissions.all()} == {"view", "change"}
