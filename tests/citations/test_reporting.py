"""Beside the title: to the citation, the address to copy, and a report of an error to whom CONTACT names."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from pytest_django import Settings

from records.models import Treaty
from tests.corrections.days import last_changed

pytestmark = pytest.mark.django_db

TREATY = "/treaties/convention-on-cybercrime/"
PAGES = {
    TREATY: "Convention on Cybercrime",
    "/sections/2-1-b/": "Dispatch of experts",
    "/countries/china/": "China",
    "/topics/drugs/": "Drugs",
    "/treaties/?year=2002": "Treaties, ",
    "/timeline/?year=1999": "Timeline",
    "/reconciliation/": "Reconciliation",
    "/reconciliation/relief-personnel/": "Personnel dispatched for search and rescue",
    "/search/?q=drug": "Search",
}
every_page = pytest.mark.parametrize("address", PAGES)


def tools(client: Client, address: str) -> str:
    """What stands beside the title of the page."""
    [found] = re.findall(r'<p class="tools">(.*?)</p>', client.get(address).content.decode(), re.DOTALL)
    return str(found)


def report_on(client: Client, address: str) -> str:
    [found] = re.findall(r'<a href="([^"]*)" rel="nofollow">Report an error</a>', tools(client, address))
    return unescape(found)


@every_page
def test_a_report_by_mail_says_what_and_in_which_state(address: str, client: Client, settings: Settings) -> None:
    settings.CONTACT = "editor+npa@example.org"

    report = urlsplit(report_on(client, address))

    assert (report.scheme, report.path) == ("mailto", "editor%2Bnpa@example.org")
    assert "+" not in report.query
    said = parse_qs(report.query)
    assert said["subject"][0].startswith(f"Error in: {PAGES[address]}")
    where, state, empty, question, _ = said["body"][0].split("\r\n")
    assert where.partition("&")[0].startswith(f"http://testserver{address}".rstrip("/"))
    assert state.startswith("Reference edition on the web, as of ")
    assert (empty, question) == ("", "What is wrong, and where the report shows it:")


def test_a_report_on_the_web_goes_into_the_query(client: Client, settings: Settings) -> None:
    settings.CONTACT = "https://example.org/issues/new?label=data&kind=error"
    state = last_changed(Treaty.objects.get(slug="convention-on-cybercrime"))

    report = urlsplit(report_on(client, TREATY))

    said = parse_qs(report.query)
    assert report._replace(query="").geturl() == "https://example.org/issues/new"
    assert (said["label"], said["kind"]) == (["data"], ["error"])
    assert said["title"] == ["Error in: Convention on Cybercrime"]
    assert said["body"][0].startswith(f"http://testserver{TREATY}?as_of={state:%Y-%m-%d}\n")


@every_page
def test_without_a_contact_nothing_is_to_be_reported(address: str, client: Client, settings: Settings) -> None:
    settings.CONTACT = ""

    assert "Report an error" not in client.get(address).content.decode()


@every_page
def test_the_title_leads_to_the_citation(address: str, client: Client) -> None:
    page = client.get(address).content.decode()

    assert '<a href="#cite">Cite</a>' in tools(client, address)
    assert len(re.findall(r'id="cite"', page)) == 1
    assert page.index('href="#cite"') < page.index('id="cite"')


@every_page
def test_the_link_to_copy_is_the_one_address_of_the_page(address: str, client: Client) -> None:
    page = client.get(address).content.decode()
    [canonical] = re.findall(r'<link rel="canonical" href="([^"]*)">', page)

    assert f'class="tools__copy" value="{canonical}" hidden>Copy link</button>' in tools(client, address)


def test_of_a_state_of_the_past_its_own_address_is_copied(client: Client) -> None:
    state = last_changed(Treaty.objects.get(slug="convention-on-cybercrime"))

    address = f"{TREATY}?as_of={state:%Y-%m-%d}"

    assert f'value="http://testserver{address}" hidden>' in tools(client, address)


def test_where_nothing_is_found_there_is_nothing_to_cite_or_report(client: Client, settings: Settings) -> None:
    settings.CONTACT = "editor@example.org"
    for address in ("/treaties/?q=nowhere", "/treaties/?year=soon"):
        assert 'class="tools"' not in client.get(address).content.decode()
