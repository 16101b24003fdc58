"""Checks of the settings that Django's own do not make; ``manage.py check`` and every start run them."""

from __future__ import annotations

import ipaddress
import re
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Tags, register
from django.urls import get_resolver

HOST_NAME = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?", re.IGNORECASE)


@register(Tags.security)
def check_settings(**kwargs: Any) -> list[CheckMessage]:
    """Whether HOST, HTTPS, DEBUG and ALLOWED_HOSTS make sense, each alone and together; nothing unsafe starts."""
    return check_host(settings.HOST) or [
        *check_allowed_hosts(settings.ALLOWED_HOSTS),
        *check_any_host(settings.ALLOWED_HOSTS, debug=settings.DEBUG),
        *check_debug(settings.HOST, debug=settings.DEBUG),
        *check_plain_http(settings.HOST, safe=settings.HTTPS or settings.PLAIN_HTTP),
        *check_visitors(settings.HOST, settings.ALLOWED_HOSTS),
        *check_admin_path(settings.ADMIN_PATH),
    ]


def check_host(host: str) -> list[CheckMessage]:
    """HOST is an address to listen on, not a web address."""
    if is_ip(host) or HOST_NAME.fullmatch(host):
        return []
    return [
        checks.Error(
            f"HOST is “{host}”, which is no address to listen on.",
            hint="Give an IP address or a host name alone, such as 127.0.0.1 or 0.0.0.0; the port goes into PORT.",
            id="records.E001",
        )
    ]


def check_allowed_hosts(hosts: list[str]) -> list[CheckMessage]:
    """Every entry of ALLOWED_HOSTS is a bare host name, as Django compares it."""
    return [
        checks.Error(
            f"ALLOWED_HOSTS has “{host}”, which no request can match.",
            hint="Give host names alone, without https://, port or path: portal.example.org, or .example.org for all.",
            id="records.E002",
        )
        for host in hosts
        if not (host == "*" or is_ip(host.strip("[]")) or HOST_NAME.fullmatch(host.removeprefix(".")))
    ]


def check_any_host(hosts: list[str], *, debug: bool) -> list[CheckMessage]:
    """The portal knows its names: what it says of itself in citations, the sitemap and the feed is made of them."""
    if debug or "*" not in hosts:
        return []
    return [
        checks.Error(
            "ALLOWED_HOSTS=* lets a visitor name the portal as he likes, in citations, the sitemap and the feed.",
            hint="Name there what visitors call it, such as ALLOWED_HOSTS=portal.example.org, or .example.org for all.",
            id="records.E003",
        )
    ]


def check_debug(host: str, *, debug: bool) -> list[CheckMessage]:
    """DEBUG, which shows the inside of the portal, stays on this machine."""
    if not debug or is_loopback(host):
        return []
    return [
        checks.Error(
            f"DEBUG shows the inside of the portal to whoever reaches HOST={host}.",
            hint="Set DEBUG=off, or serve on 127.0.0.1.",
            id="records.E004",
        )
    ]


def check_plain_http(host: str, *, safe: bool) -> list[CheckMessage]:
    """Plain HTTP stays on this machine: an editor's password must not cross a network in the clear."""
    if safe or is_loopback(host):
        return []
    return [
        checks.Error(
            f"HOST={host} serves plain HTTP beyond this machine: passwords of editors can be read on the way.",
            hint="Put a server that speaks HTTPS in front and set HTTPS=on, or serve on 127.0.0.1. Where nobody else "
            "can listen, such as between two containers of one machine, set PLAIN_HTTP=on.",
            id="records.E005",
        )
    ]


def check_visitors(host: str, allowed: list[str]) -> list[CheckMessage]:
    """A portal that listens on every address answers to some name that visitors use."""
    if host not in {"0.0.0.0", "::"} or any(not is_loopback(name) and name.strip("[]") != host for name in allowed):  # noqa: S104
        return []
    return [
        checks.Warning(
            f"HOST={host} listens on every address, but ALLOWED_HOSTS lets only this machine in.",
            hint="Name there what visitors call the portal, such as ALLOWED_HOSTS=portal.example.org.",
            id="records.W002",
        )
    ]


def check_admin_path(path: str) -> list[CheckMessage]:
    """The admin hides nothing: what is public begins otherwise."""
    first = path.strip("/").partition("/")[0]
    # All that is public is included at the root.
    included: list[Any] = [part for part in get_resolver(settings.PUBLIC_URLCONF).url_patterns if not str(part.pattern)]
    public = {str(page.pattern).partition("/")[0] for part in included for page in part.url_patterns}
    if not first or first not in public | {settings.STATIC_URL.strip("/")}:
        return []
    return [
        checks.Error(
            f"ADMIN_URL puts the admin at {path}, where it would hide public pages beneath /{first}/.",
            hint="Let it begin with a word that no public address begins with, such as admin/ or desk/.",
            id="records.E006",
        )
    ]


def is_ip(host: str) -> bool:
    """Whether ``host`` is an IPv4 or IPv6 address."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach ``host``."""
    host = host.strip("[]")
    return ipaddress.ip_address(host).is_loopback if is_ip(host) else host == "localhost"
