"""What a page of each kind may cost: bytes over the wire, and one look-up once it is kept.

Of the queries of a page that is made, `tests/views/test_queries.py` tells; of all that a first view loads,
`tests/browser/test_weight.py`. Timings decide nothing: `make bench` measures them.
"""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from npa_portal.page_cache.door import PageCache
from tests.npa_portal.page_cache.visiting import Answer, visit

pytestmark = pytest.mark.django_db

# Kilobytes in Brotli and in gzip, headers included, a little above what is measured.
BUDGET = {
    "/": (39, 40.7),
    "/treaties/": (11.2, 12.7),
    "/treaties/?year=2002": (7.9, 8.5),
    "/treaties/convention-on-cybercrime/": (5.2, 5.5),
    "/search/?q=drugs": (7.9, 8.4),
    "/statistics/": (13.5, 15.4),
    "/countries/thailand/": (8.2, 8.7),
    "/timeline/": (26, 35.5),
    "/reconciliation/": (17.4, 19.6),
    "/api/v1/treaties/": (5.1, 5.7),
}


def kilobytes(answer: Answer) -> float:
    """What it takes over the wire."""
    return (sum(len(name) + len(value) + 4 for name, value in answer.headers.items()) + len(answer.body)) / 1000


@pytest.mark.parametrize(("address", "most"), BUDGET.items())
def test_a_page_is_light_and_is_made_once(cache: PageCache, address: str, most: tuple[float, float]) -> None:
    made = [visit(cache, address, accept_encoding=coding) for coding in ("br", "gzip")]
    with CaptureQueriesContext(connection) as asked:
        kept = [visit(cache, address, accept_encoding=coding) for coding in ("br", "gzip")]
    weights = tuple(map(kilobytes, made))
    assert all(weight <= limit for weight, limit in zip(weights, most, strict=True)), weights
    assert [answer.cache for answer in kept] == ["hit", "hit"]
    assert [answer.body for answer in kept] == [answer.body for answer in made]
    # The revision, which the served portal asks for past Django.
    assert len(asked) == len(kept)
