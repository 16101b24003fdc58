"""A term is explained where a page first has it, and nowhere else."""

from __future__ import annotations

import re
from html import escape

import pytest
from django.test import Client

from records.glossary.explaining import Explainer
from records.kinds import ALL_KINDS
from records.models import Event, Section
from tests.factories import make_term
from tests.pages import LISTS
from tests.sampling import some_or_all

pytestmark = pytest.mark.django_db

TERM = re.compile(r'<a class="term" href="([^"]+)"')


def terms_on(client: Client, address: str) -> list[str]:
    """The entries to which the page leads from terms in its texts, in order."""
    return TERM.findall(client.get(address).content.decode())


def test_an_abbreviation_says_what_it_means_and_leads_to_its_entry() -> None:
    assert Explainer().explain("By the FBI.") == (
        'By the <a class="term" href="/glossary/fbi/"><abbr title="Federal Bureau of Investigation">FBI</abbr></a>.'
    )


def test_a_foreign_word_says_its_language() -> None:
    assert Explainer().explain("the koban system") == (
        'the <a class="term" href="/glossary/koban/" title="police box"><i lang="ja-Latn">koban</i></a> system'
    )


def test_a_term_is_explained_once_a_page_in_whatever_form() -> None:
    explainer = Explainer()

    assert explainer.explain("UNTOC and UNCTOC").count("<a ") == 1
    assert explainer.explain("UNCTOC again") == "UNCTOC again"
    assert explainer.explain("and the FBI").count("<a ") == 1


def test_whatever_else_stands_in_a_text_or_in_a_term_is_escaped() -> None:
    make_term(term='A<b>"&', meaning='"><script>')

    said = Explainer().explain('<i>A<b>"& & FBI')

    assert said.startswith("&lt;i&gt;<a ")
    assert '<abbr title="&quot;&gt;&lt;script&gt;">A&lt;b&gt;&quot;&amp;</abbr></a> &amp; <a ' in said


def test_a_text_without_terms_stays_as_it_is() -> None:
    assert Explainer().explain("Nothing <here>") == escape("Nothing <here>")


@pytest.mark.parametrize(
    ("address", "terms"),
    [
        ("/experts/", ["/glossary/fy/"]),
        ("/sections/2-1-a/", ["/glossary/oda/", "/glossary/jica/", "/glossary/fy/", "/glossary/npa/"]),
        ("/meetings/", [
            *("/glossary/g8/", "/glossary/rome-lyon-group/", "/glossary/unctoc/", "/glossary/rome-group/"),
            *("/glossary/dna/", "/glossary/cbrn/"),
        ]),
        ("/visits/", ["/glossary/npa/"]),
        ("/glossary/fatf/", []),
        ("/treaties/convention-on-cybercrime/", []),
    ],
)  # fmt: skip
def test_a_page_explains_the_terms_of_its_texts(client: Client, address: str, terms: list[str]) -> None:
    assert terms_on(client, address) == terms


@some_or_all
def test_no_page_explains_a_term_twice_or_within_a_link(client: Client, part: slice) -> None:
    records = [kind.objects.all() for kind in ALL_KINDS if kind.url_name and kind in (Section, Event)]
    addresses = [*LISTS, *(record.get_absolute_url() for found in records for record in found)]
    explained = 0
    for address in addresses[part]:
        html = client.get(address).content.decode()
        terms = TERM.findall(html)
        assert len(terms) == len(set(terms)), address
        explained += len(terms)
        for link in re.findall(r"<a\b.*?</a>", html, re.DOTALL):
            assert link.count("<a ") == 1, link
    assert explained


def test_titles_descriptions_citations_and_rows_as_printed_stay_plain(client: Client) -> None:
    html = client.get("/visits/german-minister-of-interior-2002/").content.decode()

    assert terms_on(client, "/visits/german-minister-of-interior-2002/") == ["/glossary/npa/"]
    assert "courtesy calls to Minister and Commissioner-General of NPA)" in html
    assert "term" not in client.get("/visits/german-minister-of-interior-2002.bib").content.decode()
