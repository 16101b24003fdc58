"""What a question is about: the countries and topics that it names, however much is asked around them."""

from __future__ import annotations

import pytest

from records.search.directory import directory
from records.search.query import read
from records.search.questions import heard
from tests.pages import context_of
from tests.search.asking import addresses, answered
from tests.search.queries import FIRST_HITS, QUESTIONS

pytestmark = pytest.mark.django_db


def dossiers(text: str) -> list[str]:
    return [slug for _, slug in heard(read(text), directory()).dossiers]


def wanted(text: str) -> list[str]:
    """The words that a hit must hold."""
    return [clause.word for clause in heard(read(text), directory()).clauses]


def test_common_words_are_passed_over_and_others_are_not() -> None:
    assert wanted("what did japan do with indonesia") == ["indonesia"]
    assert wanted("How many experts did Japan send to China?") == ["experts", "china"]
    assert wanted("who was killed in Cambodia") == ["killed", "cambodia"]
    assert wanted("what did japan do") == ["japan"]
    # Without a question they are words like others.
    assert wanted("experts sent to China") == ["experts", "sent", "china"]
    assert wanted("help") == ["help"]


def test_japan_goes_without_saying_beside_nothing_but_names() -> None:
    assert wanted("Japan Indonesia") == wanted("indonesia and japan") == ["indonesia"]
    assert wanted("Japan") == ["japan"]
    assert wanted("treaty japan korea") == ["treaty", "japan", "korea"]
    assert wanted('"japan" indonesia') == ["", "indonesia"]


def test_a_question_is_about_all_that_it_names() -> None:
    assert dossiers("what did japan do with the then Soviet Union") == ["country:russia"]
    assert dossiers("which courses on money laundering had Costa Rica") == [
        "topic:money-laundering",
        "country:costa-rica",
    ]
    assert dossiers("how many treaties are there") == dossiers("indonesia") == []


@pytest.mark.parametrize("text", [text for text in QUESTIONS if "what" in text.lower()])
def test_the_dossier_stays_first_however_the_hits_are_narrowed(text: str) -> None:
    context = answered(text)
    assert context["groups"][0].hits[0].address == QUESTIONS[text]
    for _, number, address, _ in context["kinds"]:
        assert context_of(f"/search/{address}")["match_count"] == number, address


def test_a_question_finds_all_that_its_words_find_besides() -> None:
    assert addresses("how many experts did japan send to china")[1:] == [
        address for address in addresses("experts china") if address != "/countries/china/"
    ]


def test_what_is_no_question_is_read_as_it_was_typed() -> None:
    for text in FIRST_HITS:
        query = read(text)
        assert heard(query, directory()) == query, text
