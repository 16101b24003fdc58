"""How long a request may be, and what is said of one that is longer; nothing of it reaches Django."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import Any

import pytest

from npa_portal.lengths import ADDRESS, COOKIES, HEADERS, refusal
from tests.npa_portal.page_cache.visiting import MadeUp, cache_before, scope_of


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("/" + "x" * (ADDRESS - 1), [], None),
        ("/" + "x" * ADDRESS, [], 414),
        ("/search/?q=" + "x" * ADDRESS, [], 414),
        ("/", [("cookie", "x" * COOKIES)], None),
        ("/", [("cookie", "x" * COOKIES), ("cookie", "x")], 431),
        ("/", [("x", "x" * (HEADERS - 1))], None),
        ("/", [("x", "x" * HEADERS)], 431),
        ("/", [(f"x{number}", "x" * 1_000) for number in range(16)], 431),
    ],
)
def test_what_is_too_long_is_refused(address: str, headers: list[tuple[str, str]], status: int | None) -> None:
    assert refusal(scope_of(address, headers)) == status


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("path", ["/treaties/", "/admin/login/"])
def test_it_is_said_in_a_word_before_django_is_asked(path: str, method: str) -> None:
    django, sent = MadeUp(), list[dict[str, Any]]()

    async def receive() -> dict[str, Any]:
        raise AssertionError("No body is waited for.")

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    cache = cache_before(django)
    asyncio.run(cache(scope_of(f"{path}?q={'x' * ADDRESS}", [("host", "localhost")], method), receive, send))
    assert (sent[0]["status"], sent[1]["body"]) == (414, f"{HTTPStatus.REQUEST_URI_TOO_LONG.phrase}.\n".encode())
    assert (b"connection", b"close") in sent[0]["headers"]
    assert b"content-security-policy" in dict(sent[0]["headers"])
    assert django.asked == []
