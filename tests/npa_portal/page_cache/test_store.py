"""What is kept has a bound, and pages of one kind do not push out those of another."""

from __future__ import annotations

import pytest

from npa_portal.page_cache import store as module
from npa_portal.page_cache.page import Page
from npa_portal.page_cache.store import Key, Store

HEADERS = [(b"content-type", b"image/png")]


def page(size: int = 1000) -> Page:
    return Page(200, HEADERS, b"x" * size, "br")


def key(path: str, query: str = "", host: str = "portal.example") -> Key:
    return Key(host.encode(), path.encode(), query.encode())


def store(most: int) -> Store:
    found = Store(most)
    found.see("one")
    return found


def test_all_that_is_kept_is_counted_and_stays_within_the_bound() -> None:
    kept = store(40_000)
    for number in range(100):
        kept.keep(key(f"/{number}/"), page(), "one")
        assert kept.size <= 40_000
    assert kept.size > 1000 * len(kept) > 0
    assert kept.get(key("/99/")) is not None
    assert kept.get(key("/0/")) is None


def test_who_is_asked_for_stays() -> None:
    kept = store(40_000)
    for number in range(100):
        kept.keep(key(f"/{number}/"), page(), "one")
        assert kept.get(key("/0/")) is not None


def test_made_up_searches_push_out_no_page() -> None:
    kept = store(40_000)
    for number in range(10):
        kept.keep(key(f"/{number}/"), page(), "one")
    for number in range(1000):
        kept.keep(key("/search/", f"q={number}"), page(), "one")
    assert all(kept.get(key(f"/{number}/")) for number in range(10))
    assert 1 < len(kept) - 10 < 10


def test_what_grows_is_counted_anew() -> None:
    kept = store(100_000)
    grown = Page(200, [(b"content-type", b"text/html")], b"A page. " * 1000, "br")
    kept.keep(key("/"), grown, "one")
    before = kept.size
    grown.in_coding("identity")
    kept.keep(key("/"), grown, "one")
    assert kept.size > before + 8000
    assert len(kept) == 1


@pytest.mark.parametrize("most", [0, 1000])
def test_what_has_no_room_is_not_kept(most: int) -> None:
    kept = store(most)
    kept.keep(key("/"), page(2000), "one")
    assert len(kept) == 0


def test_no_single_page_takes_much_of_it() -> None:
    kept = store(100_000_000)
    kept.keep(key("/"), page(module.LARGEST), "one")
    assert len(kept) == 0


def test_another_revision_empties_it_and_takes_no_page_of_the_former() -> None:
    kept = store(100_000)
    kept.keep(key("/"), page(), "one")
    kept.keep(key("/", "q=x"), page(), "one")
    kept.see("one")
    assert len(kept) == 2
    kept.see("two")
    kept.keep(key("/"), page(), "one")
    assert (len(kept), kept.size) == (0, 0)


def test_made_up_names_of_the_host_take_little_room_and_push_out_none_that_is_used() -> None:
    kept = store(10_000_000)
    for number in range(20):
        kept.keep(key(f"/{number}/"), page(), "one")
        kept.count(b"portal.example")
    for port in range(100):
        kept.keep(key("/", host=f"portal.example:{port}"), page(), "one")
        kept.count(f"portal.example:{port}".encode())
    assert all(kept.get(key(f"/{number}/")) for number in range(20))
    assert len(kept.hosts) == module.MOST_HOSTS
    assert len(kept) == 20 + module.MOST_HOSTS - 1
    assert kept.busiest_host == b"portal.example"
