"""How many queries each page costs, and that ten times the rows cost no more."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from records.kinds import RECORD_KINDS
from records.models import Country, Section, Term, Topic
from records.search import index
from records.search.directory import directory
from tests.factories import make_ten_times_the_rows
from tests.pages import LISTS
from tests.sampling import thorough

pytestmark = pytest.mark.django_db

# A list asks for its rows, before them for their keys where filters narrow it, and for their countries where they may
# have many; how many there are in all, what its filters offer and its unfiltered charts show is kept. A record's page
# asks for the record and for those beside it; some kinds share an address, and are asked one after the other. What is
# checked with it is kept.
QUERIES = {
    # Home asks for the outline; its numbers, and the verdicts on the printed figures, are kept while nothing changes.
    "/": 1,
    "/about/": 0,
    "/healthz/": 1,
    "/reconciliation/": 0,
    # A figure's page asks for the state of each kind of its rows, and for corrections of them where any may be.
    "/reconciliation/fbi-agents/": 1,
    "/reconciliation/fbi-agents.bib": 1,
    "/reconciliation/relief-personnel/": 2,
    "/reconciliation/experts-row-china/": 1,
    "/reconciliation/round-rome-lyon-1996-04-paris/": 1,
    "/reconciliation/share-asia-2003/": 1,
    "/reconciliation/share-asia-2003.bib": 1,
    "/reconciliation/persons-by-country-2001/": 2,
    "/reconciliation/treaties-terrorism/": 2,
    "/reconciliation/assistance-title/": 5,
    "/sections/": 0,
    "/sections/2-1-b/": 7,
    "/sections/2/": 13,
    "/sections/2/?print": 23,
    "/experts/": 2,
    "/experts/china/": 2,
    "/experts/traffic/": 3,
    "/courses/": 2,
    "/courses/traffic-police-administration-seminar/": 2,
    "/projects/": 2,
    "/projects/support-for-pakistani-police-reform/": 2,
    "/missions/": 2,
    "/missions/iran-earthquake-1990/": 2,
    "/missions/east-timor-1999/": 3,
    "/memberships/": 1,
    "/memberships/fatf-japan/": 2,
    "/meetings/": 1,
    "/meetings/rome-lyon-1995-10-ottawa/": 2,
    "/treaties/": 2,
    "/treaties/?year=2002&sort=-date": 3,
    "/treaties/convention-on-cybercrime/": 2,
    "/statistics/": 9,
    "/statistics/2003/": 2,
    "/statistics/asia-2003/": 3,
    "/statistics/south-korea-2003/": 4,
    "/visits/": 1,
    "/visits/german-minister-of-interior-2002/": 2,
    "/timeline/": 13,
    "/timeline/?country=china&section=5&year_min=1990": 11,
    "/timeline/colombo-plan-joined-1954/": 2,
    "/countries/": 2,
    "/countries/china/": 18,
    "/countries/compare/": 1,
    "/countries/compare/?country=china&country=united-states": 15,
    "/glossary/": 2,
    # A term asks for what a search for it finds, and what it shows of that.
    "/glossary/unctoc/": 4,
    "/changes/": 2,
    "/topics/": 2,
    "/topics/drugs/": 15,
    # The search asks for known words (2), the hits, and what it shows of them; for a list that it names, for
    # its count and its first rows (2).
    "/search/": 0,
    "/search/?q=drug": 4,
    "/search/?q=%22police+box%22": 3,
    "/search/?q=drug&kind=training-courses&topic=oda&section=2&year_min=1990": 5,
    "/search/?q=seminar&kind=training-courses&page=2": 5,
    "/search/?q=extradision": 9,
    "/search/?q=earthquake+germany": 9,
    "/search/?country=china": 3,
    "/search/?q=china": 4,
    "/search/?q=what+did+japan+do+with+indonesia": 4,
    "/search/?q=treaties+signed+2000+to+2003": 6,
    "/search/suggest/?q=thai": 0,
}

# In which state a list or a chart is cited is kept, and so is of which kinds any record was ever corrected: none, here.
# Every answer asks the change log when the records were last changed, for Last-Modified.
QUERIES = {address: queries + 1 for address, queries in QUERIES.items()}

# Of more than a thousand events, or dated records, no more are read than are shown: the keys of each part, or of each
# country compared, by a query of its own and then all rows of a kind, those of each kind after they were counted.
# Charts are drawn from what stands on the page, and read what is on several. Of several filters the tallies say, each
# by a query, which leaves fewest; what a kind was counted by is what it is read by.
OF_MANY = {
    "/sections/2/": 20,
    "/sections/2/?print": 30,
    "/countries/compare/?country=china&country=united-states": 17,
    "/timeline/": 20,
    # SQLite alone is told which filter leaves fewest.
    "/timeline/?country=china&section=5&year_min=1990": 19 if connection.vendor == "sqlite" else 16,
    "/topics/drugs/": 17,
    "/treaties/?year=2002&sort=-date": 5,
}


def queries(client: Client) -> dict[str, int]:
    """The queries of each page, once what is kept for a state of the data is kept."""
    for address in QUERIES:
        client.get(address)
    directory()
    found = {}
    for address in QUERIES:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        found[address] = len(captured)
    return found


def test_every_list_and_a_page_of_every_kind_is_counted() -> None:
    pages = {address.partition("?")[0] for address in QUERIES}
    assert set(LISTS) <= pages
    kinds: tuple[Any, ...] = (*RECORD_KINDS, Section, Country, Topic, Term)
    for kind in kinds:
        assert any(f"/{record.slug}/" in address for record in kind.objects.all() for address in pages), kind


def test_a_page_costs_a_fixed_number_of_queries(client: Client) -> None:
    assert queries(client) == QUERIES


@thorough
def test_ten_times_the_rows_cost_no_query_more(client: Client) -> None:
    make_ten_times_the_rows()
    index.rebuild()
    assert sum(kind.objects.count() for kind in RECORD_KINDS) == 4230
    assert queries(client) == QUERIES | OF_MANY
