"""The page cache before a Django that is made up: what is kept, for whom, and for how long."""

from __future__ import annotations

import asyncio
import gzip
from typing import Any

import brotli
import pytest

from npa_portal.page_cache import door
from npa_portal.page_cache.asking import TO_KEEP
from tests.npa_portal.page_cache.visiting import MadeUp, Patient, asked, cache_before, visit

BR, GZIP = {"accept_encoding": "br"}, {"accept_encoding": "gzip"}


def test_a_page_is_made_once_and_then_sent_as_it_is() -> None:
    django = MadeUp(headers={"X-Frame-Options": "DENY"})
    cache = cache_before(django)
    first, second = visit(cache, "/treaties/", **BR), visit(cache, "/treaties/", **BR)

    assert (first.cache, second.cache) == ("miss", "hit")
    assert (second.status, second.body, second.lasting) == (200, first.body, first.lasting)
    assert second.lasting["x-frame-options"] == "DENY"
    assert len(django.asked) == 1


def test_one_rendering_serves_every_coding_each_with_its_etag() -> None:
    django = MadeUp()
    cache = cache_before(django)
    plain, packed, zipped = (visit(cache, "/", **accepted) for accepted in ({}, BR, GZIP))

    assert [answer.cache for answer in (plain, packed, zipped)] == ["miss", "hit", "hit"]
    assert brotli.decompress(packed.body) == gzip.decompress(zipped.body) == plain.body == django.body
    assert len({answer.headers["etag"] for answer in (plain, packed, zipped)}) == 3
    for answer, coding in ((plain, None), (packed, "br"), (zipped, "gzip")):
        assert answer.headers.get("content-encoding") == coding
        assert answer.headers["vary"] == "Accept-Encoding"
        assert int(answer.headers["content-length"]) == len(answer.body)
    assert len(django.asked) == 1


def test_django_is_asked_for_all_of_it_whatever_the_visitor_has() -> None:
    django = MadeUp()
    visit(cache_before(django), "/", if_none_match='"x"', **BR)
    assert django.asked[0][TO_KEEP] is True


@pytest.mark.parametrize("made_before", [True, False])
def test_who_has_the_page_is_told_so(made_before: bool) -> None:
    django = MadeUp(
        headers={"Last-Modified": "Mon, 30 Nov 2026 10:00:00 GMT", "Link": "<x>", "X-Frame-Options": "DENY"}
    )
    tag = visit(cache_before(django), "/").headers["etag"]
    cache = cache_before(django)
    if made_before:
        visit(cache, "/")
    again = visit(cache, "/", if_none_match=tag)

    assert (again.status, again.body) == (304, b"")
    assert {"etag", "last-modified", "vary", "cache-control", "x-frame-options"} <= again.headers.keys()
    assert not {"content-type", "content-length", "content-encoding", "link"} & again.headers.keys()
    assert again.cache == ("hit" if made_before else "miss")


def test_head_says_what_get_says_and_makes_nothing() -> None:
    django = MadeUp()
    cache = cache_before(django)
    assert visit(cache, "/", "HEAD").cache == ""
    assert TO_KEEP not in django.asked[0]
    get, head = visit(cache, "/"), visit(cache, "/", "HEAD")
    assert (head.status, head.body, head.cache) == (200, b"", "hit")
    assert head.lasting == get.lasting
    assert visit(cache, "/", "HEAD", if_none_match=get.headers["etag"]).status == 304


@pytest.mark.parametrize(
    "django",
    [
        MadeUp(status="404 Not Found"),
        MadeUp(status="301 Moved Permanently", headers={"Location": "/"}),
        MadeUp(status="500 Internal Server Error"),
        MadeUp(headers={"Set-Cookie": "a=1"}),
        MadeUp(headers={"Cache-Control": "no-store"}),
        MadeUp(headers={"Cache-Control": "max-age=0, private"}),
        MadeUp(headers={"Vary": "Accept-Encoding, Cookie"}),
        MadeUp(headers={"Vary": "*"}),
        MadeUp(streaming=True),
        MadeUp(body=b"x" * 800_000, headers={"Content-Type": "image/png"}),
    ],
    ids=["404", "301", "500", "cookie", "no-store", "private", "varies by cookie", "varies", "in pieces", "too large"],
)
def test_what_is_not_for_all_is_made_for_each(django: MadeUp) -> None:
    django.asked.clear()
    cache = cache_before(django)
    first, second = visit(cache, "/", **BR), visit(cache, "/", **BR)
    assert (first.status, first.body) == (second.status, second.body)
    assert "hit" not in (first.cache, second.cache)
    assert len(django.asked) == 2
    assert len(cache.store) == 0


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("/admin/", {}),
        ("/%61dmin/", {}),
        ("/static/x.css", {}),
        ("/healthz/", {}),
        ("/?x", {}),
        ("/" + "a" * 2000, {}),
        ("/", {"range": "bytes=0-1"}),
        ("/", {"if_match": '"x"'}),
        ("/", {"host": ""}),
    ],
)
def test_what_is_no_page_is_left_to_django(address: str, headers: dict[str, str]) -> None:
    django = MadeUp()
    cache = cache_before(django)
    for _ in range(2):
        assert visit(cache, address, **headers).cache == ""
    assert [TO_KEEP in environ for environ in django.asked] == [False, False]
    assert len(cache.store) == 0


def test_a_form_is_never_answered_by_a_page() -> None:
    django = MadeUp()
    cache = cache_before(django)
    visit(cache, "/")
    assert visit(cache, "/", "POST").cache == ""
    assert len(django.asked) == 2


def test_a_range_of_a_page_that_is_kept_is_left_to_django() -> None:
    cache = cache_before(MadeUp())
    visit(cache, "/")
    assert visit(cache, "/", range="bytes=0-1").cache == ""


def test_behind_https_a_page_is_for_those_alone_who_come_by_it() -> None:
    cache = cache_before(MadeUp(), secure=True)
    secure = {"x_forwarded_proto": "https"}
    assert [visit(cache, "/", **secure).cache, visit(cache, "/", **secure).cache] == ["miss", "hit"]
    assert visit(cache, "/").cache == visit(cache, "/", x_forwarded_proto="http").cache == ""


def test_spellings_of_one_address_share_a_page_and_cannot_fill_the_cache() -> None:
    django = MadeUp()
    cache = cache_before(django)
    spellings = [
        "/a/?b=1&c=2",
        "/a/?c=2&b=1",
        "/%61/?c=2&b=1",
        *(f"/a/?rubbish={number}&c=2&b=1" for number in range(50)),
    ]
    assert [visit(cache, spelling).cache for spelling in spellings] == ["miss", *["hit"] * 52]
    assert len(cache.store) == 1
    assert django.asked[0]["QUERY_STRING"] == "b=1&c=2"


def test_each_host_has_its_own_pages() -> None:
    django = MadeUp()
    cache = cache_before(django)
    assert visit(cache, "/").cache == visit(cache, "/", host="other.example").cache == "miss"
    assert len(django.asked) == 2


def test_headers_that_come_in_two_lines_are_read_together() -> None:
    cache = cache_before(MadeUp())
    scope: Any = {"headers": [(b"accept-encoding", b"gzip;q=0.1"), (b"accept-encoding", b"br"), (b"host", b"h")]}
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    whole = {"method": "GET", "raw_path": b"/", "query_string": b"", "type": "http", "root_path": "", "scheme": "http"}
    whole |= {"server": ("h", "1"), "client": ("h", "1"), "http_version": "1.1"}
    for _ in range(2):
        asyncio.run(cache(whole | scope, send, send))  # type: ignore[arg-type]
    assert [(b"content-encoding", b"br") in message["headers"] for message in sent[::2]] == [True, True]
    assert (b"x-cache", b"hit") in sent[2]["headers"]


def test_another_revision_makes_all_pages_anew() -> None:
    django = MadeUp()
    cache = cache_before(django)
    visit(cache, "/")
    visit(cache, "/about/")
    django.revision, django.body = "two", b"Corrected. " * 50
    again = visit(cache, "/")
    assert (again.cache, again.body) == ("miss", django.body)
    assert len(cache.store) == 1


def test_a_page_made_while_a_record_is_corrected_is_not_taken_for_what_it_says_now() -> None:
    """It may hold what was before and what came after; whoever comes later is not answered by it."""
    django = MadeUp()
    now = ["one"]
    cache = cache_before(django, lookup=lambda: now[0])
    django.meanwhile = lambda: now.__setitem__(0, "two")
    assert visit(cache, "/").cache == "miss"
    django.revision = "two"
    assert visit(cache, "/").cache == "miss"
    assert visit(cache, "/").cache == "hit"


def test_a_page_of_records_that_lag_behind_is_not_kept() -> None:
    """As where Django reads from a copy of the database that has not heard yet of the newest edit."""
    django = MadeUp(revision="one")
    cache = cache_before(django, lookup=lambda: "two")
    assert [visit(cache, "/").cache for _ in range(2)] == ["miss", "miss"]
    assert len(cache.store) == 0


def test_where_nobody_knows_the_revision_nothing_is_sent_as_if_it_were_fresh() -> None:
    django = MadeUp()
    now: list[str | None] = ["one"]
    cache = cache_before(django, lookup=lambda: now[0])
    assert [visit(cache, "/").cache for _ in range(2)] == ["miss", "hit"]
    now[0] = None
    assert visit(cache, "/").cache == ""
    assert len(django.asked) == 2
    # The same records come back.
    now[0] = "one"
    assert visit(cache, "/").cache == "hit"


def test_the_revision_may_take_its_time() -> None:
    """As that of PostgreSQL does; what is kept when it is asked for may be of another one when it is told."""
    django = MadeUp()
    now = ["one"]

    async def lookup() -> str:
        found = now[0]
        await asyncio.sleep(0)
        return found

    cache = cache_before(django, lookup=lookup)
    assert [visit(cache, "/").cache for _ in range(2)] == ["miss", "hit"]
    now[0] = django.revision = "two"
    assert [visit(cache, "/").cache for _ in range(2)] == ["miss", "hit"]


def test_those_who_ask_for_a_page_while_it_is_made_wait_for_it(patient: Patient) -> None:
    django, cache, let = patient

    async def together() -> list[str]:
        asking = [asyncio.create_task(asked(cache, path, **BR)) for path in [*["/"] * 5, "/about/"]]
        await asyncio.sleep(0.1)
        let.set()
        return [answer.cache for answer in await asyncio.gather(*asking)]

    assert asyncio.run(together()) == ["miss"] * 6
    assert sorted(environ["PATH_INFO"] for environ in django.asked) == ["/", "/about/"]
    assert cache.making == {}


def test_where_nothing_is_kept_each_visitor_gets_a_page_made_for_him() -> None:
    django = MadeUp()
    cache = cache_before(django, most=0)

    async def visits() -> list[str]:
        return [answer.cache for answer in await asyncio.gather(*(asked(cache, "/") for _ in range(3)))]

    assert asyncio.run(visits()) == ["miss", "miss", "miss"]
    assert len(django.asked) == 3


def test_what_is_not_for_all_is_made_for_each_of_those_who_wait() -> None:
    django = MadeUp(headers={"Set-Cookie": "a=1"})
    cache = cache_before(django)

    async def together() -> None:
        await asyncio.gather(*(asked(cache, "/") for _ in range(3)))

    asyncio.run(together())
    assert len(django.asked) == 3


def test_an_answer_says_how_long_it_took() -> None:
    cache = cache_before(MadeUp())
    assert visit(cache, "/").headers["server-timing"].startswith("total;dur=")
    assert ", django;dur=" not in visit(cache, "/").headers["server-timing"]
    assert ", django;dur=" in visit(cache, "/about/").headers["server-timing"]
    assert door.HITS[12][1] == (b"server-timing", b"total;dur=0.12")
