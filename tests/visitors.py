"""Who comes to the admin: an editor and a superuser, each logged in."""

from __future__ import annotations

from django.contrib.auth.models import Group, User
from django.test import Client

from records.roles import EDITORS


def make_editor() -> User:
    user = User.objects.create_user("editor", is_staff=True)
    user.groups.add(Group.objects.get(name=EDITORS))
    return user


def make_superuser() -> User:
    return User.objects.create_superuser("root")


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
