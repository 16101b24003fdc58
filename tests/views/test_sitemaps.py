"""The addresses that a search engine may visit."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from records.kinds import ALL_KINDS, RECORD_KINDS
from records.models import Change, Country, Section, Term, Topic, Treaty
from tests.factories import make_treaty
from tests.pages import LISTS

pytestmark = pytest.mark.django_db


def test_the_sitemap_holds_every_record_once(client: Client) -> None:
    addresses = re.findall(r"<loc>https?://[^/]+([^<]+)</loc>", client.get("/sitemap.xml").content.decode())
    referred = sum(kind.objects.count() for kind in (Section, Country, Topic, Term))
    records = sum(kind.objects.count() for kind in RECORD_KINDS)
    assert (
        len(addresses) == len(set(addresses)) == records + referred + len(LISTS) + 266 + 7
    )  # The figures; home, about, reconciliation, data, interface, changes, comparison.
    assert "/reconciliation/share-asia-2003/" in addresses


def changed(client: Client) -> dict[str, str]:
    """The day of the last change of each address."""
    text = client.get("/sitemap.xml").content.decode()
    return dict(re.findall(r"<loc>https?://[^/]+([^<]+)</loc><lastmod>([^<]+)</lastmod>", text))


def test_each_address_says_when_it_was_last_changed(client: Client) -> None:
    for kind in ALL_KINDS:
        kind.history.update(history_date="2026-01-01T12:00:00Z")
    Change.objects.update(when="2026-01-02T12:00:00Z")
    days = changed(client)
    assert len(days) == client.get("/sitemap.xml").content.decode().count("<loc>")
    assert days["/treaties/convention-on-cybercrime/"] == days["/countries/china/"] == "2026-01-01"
    assert days["/"] == days["/treaties/"] == "2026-01-02"
    treaty = Treaty.objects.get(slug="convention-on-cybercrime")
    treaty.short_name = "Another"
    treaty.save()
    now = changed(client)
    assert {address for address in days if days[address] != now[address]} >= {
        "/treaties/convention-on-cybercrime/",
        "/",
        "/treaties/",
    }
    assert now["/countries/china/"] == "2026-01-01"


def test_the_sitemap_costs_the_same_queries_however_many_records_there_are(client: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/sitemap.xml")
        return len(captured)

    few = queries()
    for _ in range(20):
        make_treaty()
    assert queries() == few


def test_of_very_many_records_the_sitemap_lists_files_that_hold_each_once(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = re.findall(r"<loc>([^<]+)</loc>", client.get("/sitemap.xml").content.decode())
    monkeypatch.setattr("records.views.sitemaps.MOST_IN_ONE", 100)
    monkeypatch.setattr("records.views.sitemaps.KEYS_A_FILE", 40)
    files = re.findall(r"<loc>https?://[^/]+([^<]+)</loc>", client.get("/sitemap.xml").content.decode())
    assert {"/sitemap-pages-1.xml", "/sitemap-treaties-1.xml", "/sitemap-events-3.xml"} <= set(files)
    parts = [re.findall(r"<loc>([^<]+)</loc>", client.get(file).content.decode()) for file in files]
    assert sorted(address for part in parts for address in part) == sorted(whole)
    assert max(map(len, parts[2:])) <= 40
    for nowhere in ("/sitemap-events-99.xml", "/sitemap-events-0.xml", "/sitemap-nothing-1.xml"):
        assert client.get(nowhere).status_code == 404
