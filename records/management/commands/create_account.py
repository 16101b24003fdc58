"""Creates the account of an editor or a superuser."""

from __future__ import annotations

import os
import sys
from getpass import getpass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser
from django.db import DatabaseError, transaction

from records.management.plain import PlainCommand
from records.roles import EDITORS

EDITOR, SUPERUSER = ROLES = ("editor", "superuser")
PASSWORD_VARIABLE = "PORTAL_PASSWORD"  # noqa: S105 # The name of the variable, not a password.


class Command(PlainCommand):
    """``create_account``: asks for what it is not told. The password is never an argument, for others could see it."""

    help = (
        "Creates an account for the admin: an editor, who may change records and nothing else, or a superuser. "
        f"Asks for the password, unless {PASSWORD_VARIABLE} holds it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--username", help="The name to log in with.")
        parser.add_argument("--role", choices=ROLES, help="What the account may do (default: editor).")

    def handle(self, *, username: str | None, role: str | None, **options: Any) -> None:
        try:
            user = self.new_user(username)
            role = role or self.asked_role()
            user.set_password(self.password(user))
            save(user, role)
        except (EOFError, KeyboardInterrupt) as error:
            raise CommandError("No account was created.") from error
        except DatabaseError as error:
            raise CommandError(f"No account was created. The database says: {str(error).strip()}") from error
        self.stdout.write(f"Created the {role} “{user.username}”, who can log in at {settings.ADMIN_PATH}.")

    def new_user(self, username: str | None) -> User:
        """An account under a name that is free and well formed. Raises CommandError where the one given is not."""
        if username is None:
            username = self.asked("Username: ", otherwise="Give the account's name with --username.")
        user = User(username=User.normalize_username(username.strip()), is_staff=True)
        try:
            user.full_clean(exclude=["password"])
        except ValidationError as error:
            raise CommandError(f"The username “{user.username}” cannot be used. {' '.join(error.messages)}") from error
        return user

    def asked_role(self) -> str:
        if not self.on_terminal():
            return EDITOR
        answer = input(f"Role, {EDITOR} or {SUPERUSER} [{EDITOR}]: ").strip().lower() or EDITOR
        if answer not in ROLES:
            raise CommandError(f"The role is {EDITOR} or {SUPERUSER}, not “{answer}”.")
        return answer

    def password(self, user: User) -> str:
        """A password that Django's validators accept. Raises CommandError where nobody can be asked for one."""
        if given := os.environ.get(PASSWORD_VARIABLE):
            if weakness := weaknesses(given, user):
                raise CommandError(f"The password in {PASSWORD_VARIABLE} cannot be used. {weakness}")
            return given
        while True:
            password = self.asked(
                "Password: ", otherwise=f"Run it on a terminal, or give {PASSWORD_VARIABLE}.", hidden=True
            )
            if weakness := weaknesses(password, user):
                self.stderr.write(weakness)
            elif password != getpass("Password (again): "):
                self.stderr.write("The two passwords differ.")
            else:
                return password

    def asked(self, question: str, *, otherwise: str, hidden: bool = False) -> str:
        if not self.on_terminal():
            raise CommandError(otherwise)
        return getpass(question) if hidden else input(question)

    def on_terminal(self) -> bool:
        return sys.stdin is not None and sys.stdin.isatty()


def weaknesses(password: str, user: User) -> str:
    """Why Django's validators refuse the password; empty where they accept it."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


@transaction.atomic
def save(user: User, role: str) -> None:
    """Save the account with the rights of its role. Raises CommandError where migrations have not made the group."""
    user.is_superuser = role == SUPERUSER
    user.save()
    if role == EDITOR:
        try:
            user.groups.add(Group.objects.get(name=EDITORS))
        except Group.DoesNotExist as error:
            raise CommandError(f"The group {EDITORS} is missing. Run migrate, which makes it.") from error
