"""What is kept while the database does not answer."""

from __future__ import annotations

from npa_portal.page_cache.asking import GONE
from tests.npa_portal.page_cache.visiting import MadeUp, cache_before, visit

BR, GZIP = {"accept_encoding": "br"}, {"accept_encoding": "gzip"}


def test_what_is_kept_is_sent_on_while_the_database_does_not_answer() -> None:
    django, revision = MadeUp(), ["one"]
    cache = cache_before(django, lookup=lambda: revision[0])
    first = visit(cache, "/", **BR)
    revision[0] = GONE
    held, zipped = visit(cache, "/", **BR), visit(cache, "/", **GZIP)
    assert (held.status, held.body, held.cache, zipped.cache) == (200, first.body, "stale", "stale")
    assert held.lasting == first.lasting
    assert visit(cache, "/", if_none_match=first.headers["etag"], **BR).status == 304
    assert len(django.asked) == 1

    # What is not kept Django is asked for, and nothing is kept of that.
    django.status = "503 Service Unavailable"
    assert [visit(cache, "/treaties/").status for _ in range(2)] == [503, 503]
    assert len(django.asked) == 3

    django.status, revision[0] = "200 OK", "one"
    assert visit(cache, "/", **BR).cache == "hit"
    revision[0] = django.revision = "two"
    assert visit(cache, "/", **BR).cache == "miss"


def test_where_nobody_knows_the_revision_django_is_asked() -> None:
    django = MadeUp()
    revision: list[str | None] = ["one"]
    cache = cache_before(django, lookup=lambda: revision[0])
    visit(cache, "/")
    revision[0] = None
    assert visit(cache, "/").cache == ""
    assert len(django.asked) == 2
