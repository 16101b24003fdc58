"""The pages about the portal itself, and what holds of every public page: it only reads, and sets no cookie."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from django.db import DatabaseError
from django.test import Client

from records.models import Section
from tests.pages import FIXED, LISTS, context_of, every_fixed_page, words

pytestmark = pytest.mark.django_db

SOME = ("/treaties/convention-on-cybercrime/", "/sections/4/", "/countries/china/", "/nowhere/")


def test_home_leads_to_every_section_and_every_list_with_its_count(client: Client) -> None:
    html = client.get("/").content.decode()
    for section in Section.objects.filter(parent=None):
        assert f'href="{section.get_absolute_url()}"' in html
    for address in LISTS:
        assert f'href="{address}"' in html
    assert sum(count for *_, count in client.get("/").context["counts"]) == 423


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options"])
@pytest.mark.parametrize("address", [*FIXED, *LISTS, *SOME])
def test_public_pages_only_read(method: str, address: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    response = getattr(strict, method)(address)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"


@pytest.mark.parametrize("address", [*FIXED, *LISTS, *SOME])
def test_no_public_page_sets_a_cookie_or_depends_on_one(client: Client, address: str) -> None:
    response = client.get(address)
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert client.head(address).status_code == response.status_code


@every_fixed_page
def test_the_fixed_pages_answer(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200


def test_healthz_answers_for_a_monitor(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/healthz/").json() == {"status": "ok"}

    def refuse(*args: object) -> None:
        raise DatabaseError

    monkeypatch.setattr("records.models.reference.SectionQuerySet.exists", refuse)
    response = client.get("/healthz/")
    assert (response.status_code, response.json()) == (503, {"status": "the database does not answer"})


def test_an_unknown_address_is_answered_in_the_portals_own_house(client: Client) -> None:
    response = client.get("/treaties/no-such-treaty/")
    assert response.status_code == 404
    assert "There is no such page" in response.content.decode()
    assert "Main" in response.content.decode()


def test_a_fault_is_answered_in_the_portals_own_house(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("records.views.site.AboutView.get_context_data", fail)
    response = Client(raise_request_exception=False).get("/about/")
    assert response.status_code == 500
    assert "Something went wrong here" in response.content.decode()


def test_the_about_page_says_whose_the_report_the_words_and_the_code_are(client: Client) -> None:
    text = words(client, "/about/")
    assert "The report belongs to its publishers." in text
    assert "the summaries of sections, the texts of events and the topics, is free to use under CC BY 4.0" in text
    assert "its code under BSD-3-Clause" in text


def test_the_search_is_described_to_browsers(client: Client) -> None:
    head = client.get("/").content.decode()
    assert '<link rel="search" href="/opensearch.xml" type="application/opensearchdescription+xml"' in head
    answer = client.get("/opensearch.xml")
    assert answer["Content-Type"] == "application/opensearchdescription+xml"
    names = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
    root = ET.fromstring(answer.content)
    # The longest that browsers take.
    assert len(root.findtext("o:ShortName", "", names)) <= 16
    assert len(root.findtext("o:LongName", "", names)) <= 48
    assert len(root.findtext("o:Description", "", names)) <= 1024
    (html,) = [url.attrib["template"] for url in root.findall("o:Url", names) if url.attrib["type"] == "text/html"]
    assert html == "http://testserver/search/?q={searchTerms}"
    address = html.removeprefix("http://testserver").replace("{searchTerms}", "drug")
    assert context_of(address)["match_count"]


def allowed(rules: str, address: str) -> bool:
    """Whether a robot may read the address: the longest rule that fits decides, as RFC 9309 has it."""
    longest = "Allow: "
    for line in rules.splitlines():
        verb, _, pattern = line.partition(": ")
        fits = verb in ("Allow", "Disallow") and re.match(re.escape(pattern).replace(r"\*", ".*"), address)
        if fits and len(pattern) > len(longest.partition(": ")[2]):
            longest = line
    return longest.startswith("Allow")


@pytest.mark.parametrize(
    ("address", "read"),
    [
        ("/", True),
        ("/treaties/", True),
        ("/treaties/?page=2", True),
        ("/treaties/?page=2&year=2002", False),
        ("/treaties/?year=2002", False),
        ("/treaties/?sort=-date", False),
        ("/treaties/convention-on-cybercrime/", True),
        ("/treaties/convention-on-cybercrime/?as_of=2026-11-24", False),
        ("/charts/treaties-over-time.png", True),
        ("/charts/treaties-over-time.png?year=2002", False),
        ("/cards/treaties.png", True),
        ("/search/", True),
        ("/search/?q=drug", False),
        ("/api/v1/treaties/", True),
        ("/api/v1/treaties/?format=csv", False),
        ("/admin/", False),
    ],
)
def test_robots_are_kept_from_the_many_ways_to_filter(client: Client, address: str, read: bool) -> None:
    assert allowed(client.get("/robots.txt").content.decode(), address) is read
