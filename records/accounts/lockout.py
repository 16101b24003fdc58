"""Who fails to log in too often is locked out for a while; django-axes counts, by the account and by the address."""

from __future__ import annotations

import logging
from http import HTTPStatus
from ipaddress import ip_address
from typing import Any

from axes.signals import user_locked_out
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

log = logging.getLogger(__name__)
# No account has a longer name; what is longer is cut where it is counted and told.
LONGEST_NAME = 150


def address_of(request: HttpRequest) -> str:
    """The visitor's address: what the last of our own proxies was told, which alone a visitor cannot make up."""
    nearest = str(request.META.get("REMOTE_ADDR", ""))
    told = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")
    if not settings.PROXIES or len(told) < settings.PROXIES:
        return nearest
    try:
        return str(ip_address(told[-settings.PROXIES].strip()))
    except ValueError:
        return nearest


def name_of(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str | None:
    """The name that was typed, as long as any column of a database takes it."""
    name = (credentials or request.POST).get("username")
    return name and name[:LONGEST_NAME]


def locked_out(request: HttpRequest, response: Any, credentials: Any) -> HttpResponse:
    """The page that says so, and for how long."""
    context = {**admin.site.each_context(request), "title": "Locked out", "minutes": settings.LOCKOUT_MINUTES}
    page = render(request, "admin/locked_out.html", context, status=HTTPStatus.TOO_MANY_REQUESTS)
    page["Retry-After"] = str(settings.LOCKOUT_MINUTES * 60)
    return page


def connect() -> None:
    """Listen to log-ins; the app does it once it is ready."""
    user_login_failed.connect(tell_of_failure)
    user_locked_out.connect(tell_of_lockout)


def tell_of_failure(credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any) -> None:
    """A line in the server's log for each log-in that failed, but for those that nobody even looked at."""
    if request is not None and not getattr(request, "axes_locked_out", False):
        log.warning("Log-in failed: account %s, from %s.", quoted(credentials.get("username")), address_of(request))


def tell_of_lockout(request: HttpRequest, username: str | None, **kwargs: Any) -> None:
    """A line for the failure that was one too many; none for what is tried while the lock-out lasts."""
    if getattr(request, "axes_failures_since_start", None):
        minutes = settings.LOCKOUT_MINUTES
        log.warning("Locked out for %s minutes: account %s, from %s.", minutes, quoted(username), address_of(request))


def quoted(name: str | None) -> str:
    """What was typed as a name, on one line and not long."""
    return ascii((name or "")[:LONGEST_NAME])
