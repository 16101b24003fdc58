"""Checks of the settings that Django's own do not make; ``manage.py check`` and every start run them."""

from __future__ import annotations

import ipaddress
import re
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Tags, register

HOST_NAME = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?", re.IGNORECASE)


@register(Tags.security)
def check_settings(**kwargs: Any) -> list[CheckMessage]:
    """Whether HOST, HTTPS and ALLOWED_HOSTS make sense, each alone and together."""
    return check_host(settings.HOST) or [
        *check_allowed_hosts(settings.ALLOWED_HOSTS),
        *check_plain_http(settings.HOST, https=settings.HTTPS),
        *check_visitors(settings.HOST, settings.ALLOWED_HOSTS),
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


def check_plain_http(host: str, *, https: bool) -> list[CheckMessage]:
    """Plain HTTP stays on this machine: an editor's password must not cross a network in the clear."""
    if https or is_loopback(host):
        return []
    return [
        checks.Warning(
            f"HOST={host} serves plain HTTP beyond this machine: passwords of editors can be read on the way.",
            hint="Put a server that speaks HTTPS in front and set HTTPS=on, or serve on 127.0.0.1.",
            id="records.W001",
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
