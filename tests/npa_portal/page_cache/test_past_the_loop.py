"""Pages past the event loop: what is kept is sent at once, what is not by the thread that makes it."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from npa_portal.page_cache.asking import GONE
from npa_portal.page_cache.door import PageCache
from tests.npa_portal.page_cache.visiting import HOST, MadeUp, Patient, cache_before, scope_of, visit

BR, GZIP = {"accept_encoding": "br"}, {"accept_encoding": "gzip"}


def at_once(cache: PageCache, address: str, method: str = "GET", **headers: str) -> list[dict[str, Any]]:
    """What is sent without the event loop."""
    sent: list[dict[str, Any]] = []
    later: list[None] = []
    given = {"host": HOST.decode()} | {name.replace("_", "-"): value for name, value in headers.items()}
    scope = scope_of(address, given.items(), method)
    assert cache.at_once(scope, sent.append, lambda: later.append(None)) == bool(sent or later)
    return sent


def test_what_is_kept_is_answered_at_once_as_it_is_in_the_event_loop() -> None:
    cache = cache_before(MadeUp())
    visit(cache, "/", **BR)
    kept = visit(cache, "/", **BR)
    start, body = at_once(cache, "/", **BR)
    told = {name.decode(): value.decode() for name, value in start["headers"]}
    assert (start["status"], body["body"]) == (kept.status, kept.body)
    assert told | {"server-timing": ""} == kept.headers | {"server-timing": ""}
    assert [message.get("body") for message in at_once(cache, "/", "HEAD", **BR)] == [None, b""]
    assert at_once(cache, "/", **BR, if_none_match=kept.headers["etag"])[0]["status"] == 304


@pytest.mark.parametrize(
    ("method", "headers"),
    [("POST", BR), ("GET", GZIP), ("GET", BR | {"host": ""}), ("GET", BR | {"range": "bytes=0-1"})],
)
def test_what_is_no_page_or_in_another_coding_is_left_to_the_event_loop(method: str, headers: dict[str, str]) -> None:
    cache = cache_before(MadeUp())
    visit(cache, "/", **BR)
    assert at_once(cache, "/", method, **headers) == []
    assert len(at_once(cache, "/", **BR)) == 2


def test_a_page_that_is_not_kept_is_made_and_sent_as_it_is_in_the_event_loop() -> None:
    django = MadeUp()
    expected = visit(cache_before(django), "/", **BR)
    cache = cache_before(django)
    start, body = at_once(cache, "/", **BR)
    told = {name.decode(): value.decode() for name, value in start["headers"]}
    assert (start["status"], body["body"]) == (expected.status, expected.body)
    assert told.pop("server-timing").startswith("total;dur=")
    assert told == expected.lasting | {"x-cache": "miss"}
    assert visit(cache, "/", **BR).cache == "hit"


def test_without_a_revision_nothing_is_answered_at_once() -> None:
    now: list[str | None] = ["one"]
    cache = cache_before(MadeUp(), lookup=lambda: now[0])
    visit(cache, "/")
    for other in (None, GONE):
        now[0] = other
        assert at_once(cache, "/") == []
    now[0] = "one"
    assert len(at_once(cache, "/")) == 2


def test_an_answer_in_pieces_is_sent_by_the_event_loop_and_made_once() -> None:
    django = MadeUp(streaming=True)
    cache = cache_before(django)
    scope = scope_of("/", [("host", HOST.decode())])
    sent: list[dict[str, Any]] = []
    later: list[None] = []
    assert cache.at_once(scope, sent.append, lambda: later.append(None))
    assert (sent, later) == ([], [None])

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def receive() -> dict[str, Any]:
        await asyncio.Event().wait()
        raise AssertionError

    asyncio.run(cache(scope, receive, send))
    assert b"".join(message.get("body", b"") for message in sent) == django.body
    assert len(django.asked) == 1


def test_what_fails_is_left_to_the_event_loop() -> None:
    def fails(*arguments: Any) -> Any:
        raise ValueError

    cache = cache_before(fails, lookup=lambda: "one")
    assert at_once(cache, "/") == []


def test_a_revision_that_has_to_be_waited_for_is_left_to_the_event_loop() -> None:
    async def lookup() -> str:
        return "one"

    cache = cache_before(MadeUp(), lookup=lookup)
    assert [visit(cache, "/").cache for _ in range(2)] == ["miss", "hit"]
    assert at_once(cache, "/") == []


def test_those_who_ask_for_a_page_while_it_is_made_wait_for_it(patient: Patient) -> None:
    django, cache, let = patient
    sent: list[dict[str, Any]] = []
    later = ["not"]
    for _ in range(3):
        assert cache.at_once(scope_of("/", [("host", HOST.decode())]), sent.append, later.clear)
    assert sent == []
    let.set()
    cache.door.thread.shutdown()
    assert [message.get("body", b"") for message in sent] == [b"", django.body] * 3
    assert later
    assert len(django.asked) == 1
    assert cache.making == {}
