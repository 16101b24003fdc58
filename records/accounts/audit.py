"""What is done in the admin is written down: log-ins, lock-outs, who may do what, and every edit."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from axes.signals import user_locked_out
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from npa_portal.addresses import in_admin
from records.accounts.lockout import address_of
from records.models import AuditLine
from records.models.audit import LONGEST

What = AuditLine.What
# Of an account, what decides who may do what with it.
WATCHED = ("username", "is_active", "is_staff", "is_superuser", "password")
DONE = {"post_add": "given", "post_remove": "taken", "post_clear": "all taken"}

_request: ContextVar[HttpRequest | None] = ContextVar("request of the admin", default=None)


class AuditMiddleware:
    """Lets what is written down know who does it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not in_admin(request):
            return self.get_response(request)
        token = _request.set(request)
        try:
            return self.get_response(request)
        finally:
            _request.reset(token)


def write(what: AuditLine.What, about: str = "", *, account: str | None = None) -> None:
    """Add a line; by default its account is that of the user whose request it is, empty for a command."""
    request = _request.get()
    if account is None:
        user = getattr(request, "user", None)
        account = user.get_username() if user else ""
    AuditLine.objects.create(
        account=account[:150], address=address_of(request) if request else "", what=what, about=about[:LONGEST]
    )


def logged_in(user: Any, **kwargs: Any) -> None:
    """Somebody came in."""
    write(What.LOGGED_IN, account=user.get_username())


def logged_out(user: Any, **kwargs: Any) -> None:
    """Somebody went, or his session was over."""
    if user is not None:
        write(What.LOGGED_OUT, account=user.get_username())


def locked_out(request: HttpRequest, username: str | None, **kwargs: Any) -> None:
    """One failure too many; what is tried while the lock-out lasts is no news."""
    if getattr(request, "axes_failures_since_start", None):
        write(What.LOCKED_OUT, account=username or "")


def edited(instance: LogEntry, created: bool, **kwargs: Any) -> None:
    """Django's own log tells of each form that was saved."""
    if created:
        kind = instance.content_type.model if instance.content_type else "?"
        about = f"{kind} {instance.object_id} “{instance.object_repr}”: {instance.get_change_message() or instance}"
        write(What.EDIT, about)


def note_account(instance: User, update_fields: Any = None, **kwargs: Any) -> None:
    """Before an account is saved: what it was."""
    if update_fields is None or set(update_fields) & set(WATCHED):
        before = User.objects.filter(pk=instance.pk).values(*WATCHED).first()
        instance.audited_before = before  # type: ignore[attr-defined]


def account_saved(instance: User, created: bool, **kwargs: Any) -> None:
    """An account that is new, or may do otherwise than before; of a password it is told that it changed."""
    if not hasattr(instance, "audited_before"):
        return
    before: dict[str, Any] = instance.__dict__.pop("audited_before") or {}
    changed = [
        name if name == "password" else f"{name}: {before.get(name)} → {getattr(instance, name)}"
        for name in WATCHED
        if before.get(name) != getattr(instance, name)
    ]
    if changed:
        write(What.ROLE, f"account “{instance}”{' (new)' if created else ''}: {', '.join(changed)}")


def account_deleted(instance: Any, **kwargs: Any) -> None:
    """An account or a group is gone."""
    write(What.ROLE, f"{type(instance).__name__.lower()} “{instance}”: deleted")


def rights_changed(instance: Any, action: str, model: Any, pk_set: Any, **kwargs: Any) -> None:
    """Somebody was put into a group or taken out, or given rights, or a group was."""
    if action in DONE:
        names = ", ".join(str(one) for one in model.objects.filter(pk__in=pk_set or ()))
        write(What.ROLE, f"{type(instance).__name__.lower()} “{instance}”: {DONE[action]} {names}".strip())


def connect() -> None:
    """Listen to all of it; the app does it once it is ready."""
    user_logged_in.connect(logged_in)
    user_logged_out.connect(logged_out)
    user_locked_out.connect(locked_out)
    post_save.connect(edited, sender=LogEntry)
    pre_save.connect(note_account, sender=User)
    post_save.connect(account_saved, sender=User)
    for kind in (User, Group):
        post_delete.connect(account_deleted, sender=kind)
    for through in (User.groups.through, User.user_permissions.through, Group.permissions.through):
        m2m_changed.connect(rights_changed, sender=through)
