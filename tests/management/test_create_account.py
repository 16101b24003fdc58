"""``create_account`` and the group of editors: who may do what, and never a password that others know."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import CommandError, call_command

from records.kinds import ALL_KINDS
from records.management.commands import create_account
from records.roles import EDITORS

pytestmark = pytest.mark.django_db

PASSWORD = "seven-horses-graze"


def create(*options: str) -> str:
    """What ``create_account`` says."""
    said = StringIO()
    call_command("create_account", *options, stdout=said, stderr=StringIO())
    return said.getvalue()


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", StringIO())
    monkeypatch.delenv("PORTAL_PASSWORD", raising=False)


@pytest.fixture
def given_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_PASSWORD", PASSWORD)


def type_in(monkeypatch: pytest.MonkeyPatch, *, answers: Iterable[str] = (), passwords: Iterable[str] = ()) -> None:
    """Answer on a terminal with these lines and these passwords, and with Ctrl-D when they run out."""
    lines, hidden = iter(answers), iter(passwords)

    def say_next(source: Iterable[str]) -> str:
        for answer in source:
            return answer
        raise EOFError

    monkeypatch.setattr(create_account.Command, "on_terminal", lambda command: True)
    monkeypatch.setattr("builtins.input", lambda question: say_next(lines))
    monkeypatch.setattr(create_account, "getpass", lambda question: say_next(hidden))


def test_editors_may_see_and_change_every_kind_and_nothing_else() -> None:
    names = Group.objects.get(name=EDITORS).permissions.values_list("content_type__app_label", "codename")

    kinds = [str(kind._meta.model_name) for kind in ALL_KINDS]
    assert sorted(names) == sorted(("records", f"{right}_{kind}") for kind in kinds for right in ("change", "view"))


def test_a_migration_gives_the_group_its_rights_back() -> None:
    group = Group.objects.get(name=EDITORS)
    group.permissions.set(Permission.objects.filter(codename__in=["delete_treaty", "add_user"]))

    call_command("migrate", verbosity=0)

    assert group.permissions.count() == 2 * len(ALL_KINDS)
    assert not group.permissions.filter(codename__in=["delete_treaty", "add_user"]).exists()


@pytest.mark.usefixtures("given_password")
def test_an_editor_is_staff_in_the_group() -> None:
    assert create("--username", "ed") == "Created the editor “ed”, who can log in at /admin/.\n"

    user = User.objects.get(username="ed")
    assert (user.is_staff, user.is_superuser) == (True, False)
    assert [group.name for group in user.groups.all()] == [EDITORS]
    assert user.check_password(PASSWORD)


@pytest.mark.usefixtures("given_password")
def test_a_superuser_needs_no_group() -> None:
    create("--username", "root", "--role", "superuser")

    user = User.objects.get(username="root")
    assert (user.is_staff, user.is_superuser, user.groups.count()) == (True, True, 0)


def test_on_a_terminal_it_asks_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    type_in(monkeypatch, answers=["ed", "superuser"], passwords=[PASSWORD, PASSWORD])

    assert create().startswith("Created the superuser “ed”")
    assert User.objects.get(username="ed").check_password(PASSWORD)


def test_on_a_terminal_the_role_is_editor_unless_said(monkeypatch: pytest.MonkeyPatch) -> None:
    type_in(monkeypatch, answers=["ed", ""], passwords=[PASSWORD, PASSWORD])

    assert create().startswith("Created the editor “ed”")


def test_it_asks_again_for_a_weak_or_mistyped_password(monkeypatch: pytest.MonkeyPatch) -> None:
    passwords = ["ed", "12345678", PASSWORD, "mistyped", PASSWORD, PASSWORD]
    type_in(monkeypatch, passwords=passwords)

    create("--username", "ed", "--role", "editor")

    assert User.objects.get(username="ed").check_password(PASSWORD)


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ((), "Give the account's name with --username."),
        (("--username", "ed"), "Run it on a terminal, or give PORTAL_PASSWORD."),
        (("--username", ""), "The username “” cannot be used. This field cannot be blank."),
        (("--username", "e d"), "The username “e d” cannot be used. Enter a valid username."),
        (("--username", "ed", "--role", "king"), "invalid choice: 'king'"),
        (("--username", "ed", "--password", PASSWORD), "unrecognized arguments: --password"),
    ],
)
def test_what_is_missing_or_wrong_is_said(options: tuple[str, ...], reason: str) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("create_account", *options) if "--password" not in options else parse(*options)

    assert reason in str(refused.value)
    assert not User.objects.exists()


def parse(*options: str) -> None:
    """Read the options as the command line does."""
    command = create_account.Command()
    parser = command.create_parser("manage.py", "create_account")
    parser.called_from_command_line = False
    parser.parse_args(list(options))


@pytest.mark.parametrize("password", ["abc", "12345678", "password", "editor-one"])
def test_a_weak_password_is_refused_without_an_account(password: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_PASSWORD", password)

    with pytest.raises(CommandError, match=r"The password in PORTAL_PASSWORD cannot be used\. Th(e|is) password "):
        create("--username", "editor-one")
    assert not User.objects.exists()


@pytest.mark.usefixtures("given_password")
def test_a_name_that_is_taken_is_refused() -> None:
    create("--username", "ed")

    with pytest.raises(CommandError, match=r"The username “ed” cannot be used\. A user with that username already"):
        create("--username", "ed", "--role", "superuser")
    assert not User.objects.get(username="ed").is_superuser


def test_breaking_off_creates_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    type_in(monkeypatch, answers=["ed"])

    with pytest.raises(CommandError, match=r"No account was created\."):
        create()
    assert not User.objects.exists()


@pytest.mark.usefixtures("given_password")
def test_an_editor_without_the_group_is_not_half_made() -> None:
    Group.objects.all().delete()

    with pytest.raises(CommandError, match=r"The group Editors is missing\. Run migrate, which makes it\."):
        create("--username", "ed")
    assert not User.objects.exists()
