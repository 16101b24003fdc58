"""The page cache before the portal itself: a page of every kind comes out of it as Django makes it, byte for byte."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from npa_portal.page_cache.door import PageCache
from records.kinds import NAMES
from records.models import Treaty
from tests.addresses import PLAIN, PUBLIC
from tests.npa_portal.page_cache.visiting import BROWSER, visit
from tests.sampling import every_nth, thorough

pytestmark = pytest.mark.django_db

# What is not kept, and why.
EXCEPTIONS = {
    "/healthz/": "a monitor wants to know how it is now",
    "/data/npa-portal.zip": "it comes in pieces, and is kept where it is made",
}
CYBERCRIME = "/treaties/convention-on-cybercrime/"


@pytest.mark.parametrize("address", every_nth(PUBLIC, 5))
def test_a_hit_is_the_miss_byte_for_byte_and_what_django_gives_by_itself(
    cache: PageCache, client: Client, address: str
) -> None:
    for accepted in ({"accept-encoding": "identity"}, BROWSER):
        miss, hit = (visit(cache, address, **accepted) for _ in range(2))
        alone = client.get(address, headers={**accepted, "host": "portal.example"})
        if address in EXCEPTIONS:
            assert (miss.cache, hit.cache) == ("", "")
        else:
            # The second coding is made of the first.
            assert miss.cache == ("hit" if accepted is BROWSER else "miss")
            assert hit.cache == "hit"
        assert (hit.status, hit.body, hit.lasting) == (miss.status, miss.body, miss.lasting)
        assert (alone.status_code, b"".join(alone)) == (hit.status, hit.body)
        assert {name.lower(): value for name, value in alone.headers.items()} == hit.lasting


@pytest.mark.parametrize("address", every_nth([one for one in PUBLIC if one not in EXCEPTIONS], 9))
def test_head_and_what_a_browser_has_already_are_answered_without_django(cache: PageCache, address: str) -> None:
    page = visit(cache, address, **BROWSER)
    head = visit(cache, address, "HEAD", **BROWSER)
    assert (head.status, head.body, head.lasting, head.cache) == (200, b"", page.lasting, "hit")
    for having in ({"if_none_match": page.headers["etag"]}, {"if_modified_since": page.headers["last-modified"]}):
        again = visit(cache, address, **BROWSER, **having)
        assert (again.status, again.body, again.cache) == (304, b"", "hit")


@pytest.mark.parametrize(
    "address",
    [
        *("/nowhere/", "/treaties/no-such-treaty/", "/api/v1/treaties/?nothing=1", "/admin/", "/admin/login/"),
        *("/treaties/?year=", "/treaties", "/api/v1/timeline/?format=csv", "/static/css/tokens.css"),
    ],
)
def test_what_is_no_page_for_all_is_never_kept(cache: PageCache, address: str) -> None:
    for _ in range(2):
        assert visit(cache, address, **BROWSER).cache == ""
    assert len(cache.store) == 0


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_a_short_file_is_kept_as_a_page_is(cache: PageCache, client: Client, form: str) -> None:
    address = f"/api/v1/treaties/?format={form}"
    miss, hit = (visit(cache, address, **BROWSER) for _ in range(2))
    assert (miss.cache, hit.cache) == ("miss", "hit")
    assert (hit.body, hit.lasting) == (miss.body, miss.lasting)
    assert "attachment" in hit.headers["content-disposition"]
    plain = visit(cache, address, **{"accept-encoding": "identity"})
    assert plain.body == client.get(address, headers={"host": "portal.example"}).content


def test_a_host_that_the_portal_does_not_have_gets_nothing_into_the_cache(cache: PageCache, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["portal.example"]
    assert visit(cache, "/about/", host="elsewhere.example").status == 400
    assert len(cache.store) == 0
    assert [visit(cache, "/about/").cache for _ in range(2)] == ["miss", "hit"]


@pytest.mark.parametrize("address", ["/", "/treaties/", CYBERCRIME, "/search/?q=drugs"])
def test_an_editor_sees_what_everybody_sees(cache: PageCache, editor_client: Client, address: str) -> None:
    """Whoever comes first: no public page says anything of him."""
    cookie = f"sessionid={editor_client.cookies['sessionid'].value}"
    assert Session.objects.count() == 1
    by_editor = visit(cache, address, cookie=cookie, **BROWSER)
    by_visitor = visit(cache, address, **BROWSER)
    assert (by_editor.cache, by_visitor.cache) == ("miss", "hit")
    cache.store.see("another revision")
    made_for_visitor = visit(cache, address, **BROWSER)
    assert (made_for_visitor.body, made_for_visitor.lasting) == (by_editor.body, by_editor.lasting)
    assert editor_client.get(address, headers={"host": "portal.example", **BROWSER}).content == by_editor.body


def test_rubbish_does_not_make_the_cache_grow(cache: PageCache) -> None:
    visit(cache, "/about/")
    visit(cache, "/treaties/?year=2002&sort=-date")
    pages, size = len(cache.store), cache.store.size
    for number in range(20):
        assert visit(cache, f"/about/?rubbish={number}").cache == "hit"
        assert visit(cache, f"/treaties/?r{number}=1&sort=-date&year=2002").cache == "hit"
    assert (len(cache.store), cache.store.size) == (pages, size)


def correct() -> None:
    treaty = Treaty.objects.get(slug="convention-on-cybercrime")
    treaty.name = "Another name"
    treaty.save()


def past_the_signals() -> None:
    Treaty.objects.filter(slug="convention-on-cybercrime").update(name="Another name")


@pytest.mark.parametrize("change", [correct, past_the_signals], ids=lambda way: way.__name__)
def test_what_is_changed_is_seen_at_once(cache: PageCache, change: Callable[[], None]) -> None:
    assert [visit(cache, CYBERCRIME).cache for _ in range(2)] == ["miss", "hit"]
    change()
    again = visit(cache, CYBERCRIME)
    assert again.cache == "miss"
    assert b"Another name" in again.body
    assert visit(cache, CYBERCRIME).cache == "hit"


@thorough
def test_the_pages_of_the_whole_report_have_room(cache: PageCache, settings: Any) -> None:
    """All that is about a record is about as large as what is about the one that is tried."""
    records: Counter[str] = Counter()
    for kind in NAMES:
        records[kind.url_name] += kind.objects.count()
    whole = 0
    for pattern, address in PLAIN.items():
        before = cache.store.size
        for coding in ("br", "gzip"):
            visit(cache, address, accept_encoding=coding)
        parts = pattern.pattern.converters
        count = records[str(pattern.name).rpartition("-")[0]] or 1 if "slug" in parts else 1
        whole += (cache.store.size - before) * count * (3 if "form" in parts else 1)
    # Addresses without a query have three quarters of the room.
    assert 40_000_000 < whole < settings.CACHE_MB * 750_000
