"""The accounts as which is asked, and their sessions; made again where a request took one away."""

from __future__ import annotations

import time

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import Group, User
from django.contrib.sessions.backends.db import SessionStore

from records.accounts.sessions import BEGAN, USED
from records.roles import EDITORS
from tools.hostile.requests import EDITOR, SUPERUSER

BACKEND = "django.contrib.auth.backends.ModelBackend"


def sessions() -> dict[str, str]:
    """The key of a session for each account."""
    return {who: session_of(who) for who in (EDITOR, SUPERUSER)}


def session_of(who: str) -> str:
    """A new session of the account, which is as it is to be again."""
    user, _ = User.objects.update_or_create(
        username=who, defaults={"is_staff": True, "is_active": True, "is_superuser": who == SUPERUSER}
    )
    user.groups.set(Group.objects.filter(name=EDITORS) if who == EDITOR else [])
    store = SessionStore()
    store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(user.pk), BACKEND
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store[BEGAN] = store[USED] = int(time.time())
    store.save()
    return str(store.session_key)


def renew(kept: dict[str, str]) -> None:
    """Another session for whoever lost his: whose account was changed or deleted, or who logged out."""
    for who, key in kept.items():
        user = User.objects.filter(username=who, is_staff=True, is_active=True, is_superuser=who == SUPERUSER).first()
        stored = SessionStore(key)
        if not user or stored.get(HASH_SESSION_KEY) != user.get_session_auth_hash():
            kept[who] = session_of(who)
