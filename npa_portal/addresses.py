"""Addresses by the names that urls.py gives them, and what they lead to: each worked out once for the process."""

from __future__ import annotations

import functools
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import ResolverMatch, get_script_prefix, resolve, reverse, set_urlconf

# Stands for any slug.
MARK = "a-slug"


class PublicAddressesMiddleware:
    """Makes public pages without the admin's addresses, which are four times as many, and are made for who asks there.

    Outside of a request all addresses hold.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not (urlconf := urlconf_of(request.path_info)):
            return self.get_response(request)
        request.urlconf = urlconf
        set_urlconf(urlconf)
        try:
            return self.get_response(request)
        finally:
            set_urlconf(None)


def urlconf_of(path: str) -> str | None:
    """Where the path is looked up; None is where all are. The admin's may lack its last slash."""
    if settings.ADMIN_PATH and f"{path}/".startswith(settings.ADMIN_PATH):
        return None
    return str(settings.PUBLIC_URLCONF)


def in_admin(request: HttpRequest) -> bool:
    """Whether the address is one of the admin's."""
    return bool(settings.ADMIN_PATH) and request.path_info.startswith(settings.ADMIN_PATH)


def address(name: str, slug: str = "", *more: str) -> str:
    """The public address of that name: of what has a ``slug``, and of a part of it, where there are any."""
    before, after = _parts(name, bool(slug), more, get_script_prefix())
    return f"{before}{slug}{after}"


def addresses(names: tuple[str, ...]) -> list[tuple[str, str]]:
    """The addresses of these names, each with its name."""
    return _addresses(names, get_script_prefix())


@functools.lru_cache(maxsize=64)
def _addresses(names: tuple[str, ...], prefix: str) -> list[tuple[str, str]]:
    return [(address(name), name) for name in names]


@functools.lru_cache(maxsize=1024)
def leads_to(path: str) -> ResolverMatch:
    """What answers at the path: Django tries a hundred patterns one by one. Raises Resolver404."""
    return resolve(path, urlconf_of(path))


@functools.lru_cache(maxsize=1024)
def _parts(name: str, has_slug: bool, more: tuple[str, ...], prefix: str) -> tuple[str, str]:
    """What stands before the slug in the address, and what after it; ``prefix`` is where the portal stands."""
    found = reverse(name, settings.PUBLIC_URLCONF, [MARK, *more] if has_slug else more)
    before, _, after = found.partition(MARK)
    return before, after
