"""What the search finds, the same on both databases.

So each query is answered a second time here, by going through all documents in Python, and what the database finds is
held against that.
"""

from __future__ import annotations

import pytest

from records.models import SearchDocument
from records.search.completing import complete
from records.search.directory import directory
from records.search.finding import Narrowing
from records.search.query import read
from tests.factories import make_event
from tests.sampling import every_nth
from tests.search.asking import addresses, hits_of
from tests.search.queries import FIRST_HITS, HOSTILE, QUESTIONS

pytestmark = pytest.mark.django_db


def by_hand(text: str) -> set[int]:
    """The documents that match, found without the database's index."""
    query, _ = complete(read(text), directory())

    def holds(document: SearchDocument, phrase: tuple[str, ...]) -> bool:
        columns = (document.title_stems, document.names_stems, document.about_stems, document.text_stems)
        return any(f" {' '.join(phrase)} " in f" {column} " for column in columns)

    return {
        document.pk
        for document in SearchDocument.objects.all()
        if query.clauses
        and not any(holds(document, phrase) for phrase in query.excluded)
        and (
            any(set(dossier) <= set(document.marks.split()) for dossier in query.dossiers)
            or all(
                any(all(holds(document, phrase) for phrase in match) for match in clause.matches)
                for clause in query.clauses
            )
        )
    }


TEXTS = ["police", "drug -treaty", "japan -police -drug", "seminar po", "1999 asia", *FIRST_HITS, *QUESTIONS, *HOSTILE]


@pytest.mark.parametrize("number", every_nth(range(20), 10))
def test_the_database_finds_what_going_through_all_documents_finds(number: int) -> None:
    for text in TEXTS[number::20]:
        assert {hit.pk for hit in hits_of(text)} == by_hand(text), text


def test_all_words_must_be_found_and_none_that_is_left_out() -> None:
    both = set(addresses("drug")) & set(addresses("seminar"))
    assert set(addresses("seminar drug")) >= both
    assert set(addresses("drug -seminar")) == set(addresses("drug")) - set(addresses('"seminar"'))


def test_a_phrase_is_found_in_its_order_alone() -> None:
    event = make_event(title="The green ship sailed home")
    assert addresses('"green ship"') == [event.get_absolute_url()]
    assert addresses('"ship green"') == []
    assert addresses("ship green") == [event.get_absolute_url()]


def test_no_phrase_runs_from_one_part_of_a_record_into_the_next() -> None:
    make_event(title="Zebras", text="Crossings")
    assert addresses('"zebras crossings"') == []


def test_accents_capitals_plurals_and_apostrophes_make_no_difference() -> None:
    event = make_event(title="Ångström’s cafés")
    for text in ("angstrom cafe", "ÅNGSTRÖMS CAFÉS", "ångström's", "cafes"):
        assert addresses(text) == [event.get_absolute_url()], text


def test_what_is_printed_finds_what_is_filed_under_another_name() -> None:
    assert set(addresses("Thai")) == set(addresses("Thailand"))
    assert set(addresses("Macau")) == set(addresses("Macao"))
    assert set(addresses("Viet Nam")) == set(addresses("Vietnam"))
    assert "/treaties/consular-convention-between-japan-and-russian-federation/" in addresses("Soviet Union")
    assert set(addresses("UNTOC")) == set(addresses("UNCTOC"))


@pytest.mark.parametrize("number", every_nth(range(10), 10))
def test_every_record_is_found_by_its_name(number: int) -> None:
    for document in list(SearchDocument.objects.all())[number::10]:
        assert document.address in addresses(f'"{document.title}"'.replace("“", "").replace("”", "")), document


def test_several_countries_are_either_of_them() -> None:
    def of(*slugs: str) -> set[str]:
        marks = {"country": tuple(f"country:{slug}" for slug in slugs)}
        return set(addresses("police", Narrowing(marks)))

    assert of("china", "thailand") == of("china") | of("thailand")
    assert of("china") < set(addresses("police"))
