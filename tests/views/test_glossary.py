"""The glossary: its terms by letter under their filters, and each with the records in which it stands."""

from __future__ import annotations

import pytest
from django.test import Client

from records.models import Term
from records.search import index
from tests.metadata.reading import page_of
from tests.pages import context_of, words

pytestmark = pytest.mark.django_db


def terms_shown(client: Client, query: str) -> list[str]:
    return [term.term for table in client.get(f"/glossary/{query}").context["tables"] for term in table.data]


def test_all_terms_stand_by_letter_on_one_page(client: Client) -> None:
    shown = terms_shown(client, "")

    assert len(shown) == Term.objects.count() == 35
    assert shown == sorted(shown, key=str.casefold)
    assert "APG Asia-Pacific Group on Money Laundering Abbreviation Section 3 (4), heading" in words(
        client, "/glossary/"
    )


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("?q=untoc", ["UNCTOC"]),
        ("?q=police+box", ["koban"]),
        ("?kind=foreign-word&q=an", ["attaché", "communiqué", "judo", "koban"]),
        ("?section=3-2", ["FATF", "G7", "GCC", "OECD"]),
        ("?section=attached-table-4&kind=short-name", ["Hague Convention", "Montreal Convention"]),
        ("?country=united-states", ["FBI", "US"]),
        ("?topic=drugs", ["ADEC", "ATS"]),
        ("?section=3-2&sort=-term", ["OECD", "GCC", "G7", "FATF"]),
        ("?section=3-2&sort=locator", ["FATF", "G7", "OECD", "GCC"]),
        ("?kind=nonsense", []),
    ],
)
def test_filters_leave_the_terms_that_are_asked_for(client: Client, query: str, terms: list[str]) -> None:
    assert terms_shown(client, query) == terms


def test_a_term_says_what_it_means_whose_words_these_are_and_where_it_first_stands(client: Client) -> None:
    text = words(client, "/glossary/unctoc/")

    assert "Meaning United Nations Convention against Transnational Organized Crime Given by The report" in text
    assert "Also printed as UNTOC Also called Palermo Convention" in text
    assert "In the report Attached Table 2, row 8" in text
    assert "Given by This edition" in words(client, "/glossary/g8/")
    assert "Foreign word, Japanese, in Latin letters" in words(client, "/glossary/koban/")


def test_a_term_leads_to_the_records_in_which_it_stands_in_any_form() -> None:
    standing = {found.title: found for found in context_of("/glossary/unctoc/")["standing"]}

    assert {title: found.count for title, found in standing.items()} == {"Treaties": 2, "Events": 2, "Meetings": 10}
    assert len(standing["Meetings"].documents) == 5
    assert context_of(standing["Meetings"].address)["match_count"] == 10


def test_every_term_leads_to_some_record() -> None:
    alone = [term.slug for term in Term.objects.all() if not context_of(term.get_absolute_url())["standing"]]

    assert alone == []


def test_a_term_as_it_stood_leads_nowhere(client: Client) -> None:
    term = Term.objects.get(slug="fatf")
    term.history.update(history_date="2026-03-01T12:00:00Z")
    term.synonyms = ["The Task Force"]
    term.save()

    page = client.get("/glossary/fatf/?as_of=2026-03-02")

    assert "standing" not in context_of("/glossary/fatf/?as_of=2026-03-02")
    assert "<dt>Also called" not in page.content.decode()
    assert "<dt>Also called" in client.get("/glossary/fatf/").content.decode()


def test_a_new_name_of_a_term_finds_its_records() -> None:
    assert context_of("/search/?q=gafi")["match_count"] == 0
    term = Term.objects.get(slug="fatf")
    term.synonyms = ["GAFI"]
    term.save()

    found = context_of("/search/?q=gafi")

    assert found["match_count"] == context_of("/search/?q=FATF")["match_count"] > 33
    assert found["groups"][-1].hits[0].address == "/glossary/fatf/"
    index.rebuild()
    assert context_of("/search/?q=gafi")["match_count"] == found["match_count"]


def test_the_glossary_is_a_set_of_defined_terms_to_machines(client: Client) -> None:
    glossary = page_of(client.get("/glossary/?q=untoc").content.decode()).thing("DefinedTermSet")
    term = page_of(client.get("/glossary/unctoc/").content.decode()).thing("DefinedTerm")

    assert [one["name"] for one in glossary["hasDefinedTerm"]] == ["UNCTOC"]
    assert glossary["hasDefinedTerm"][0]["@id"] == term["@id"] == "http://testserver/glossary/unctoc/#term"
    assert term["inDefinedTermSet"] == glossary["@id"]
    assert term["alternateName"] == ["UNTOC", "Palermo Convention"]
    assert term["description"] == "United Nations Convention against Transnational Organized Crime"
