"""The glossary is read once for each state of the records."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from records.glossary.remembering import glossary
from records.models import Revision, Term
from records.models.state import in_state
from tests.factories import make_term

pytestmark = pytest.mark.django_db


def test_it_is_read_once_a_state(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    known = glossary()
    with django_assert_num_queries(1):
        assert glossary() is known
    with in_state(Revision.objects.state()), django_assert_num_queries(0):
        assert glossary() is known


def test_a_correction_is_known_at_once() -> None:
    glossary()
    term = Term.objects.get(slug="fatf")
    term.meaning = "Another meaning"
    term.given_by = Term.Source.EDITION
    term.save()

    assert glossary().by_form["FATF"].meaning == "Another meaning"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The NPA’s work", ["NPA"]),
        ("ODA-based courses", ["ODA"]),
        ("the Rome/Lyon Group, once the Lyon Group", ["Rome/Lyon Group", "Lyon Group"]),
        ("1997 (U.S.) and 1998 (U.K.)", ["U.S.", "U.K."]),
        ("NPAs, xNPA, NPA2, non-NPA and npa", []),
        ("two NPPs", ["NPPs"]),
    ],
)
def test_a_term_is_found_as_a_whole_word(text: str, found: list[str]) -> None:
    assert glossary().pattern.findall(text) == found


def test_a_form_is_no_pattern() -> None:
    make_term(term="C.R.+", variants=["(x"])

    assert glossary().pattern.findall("CxRx C.R.+ (x") == ["C.R.+", "(x"]


def test_without_terms_nothing_is_found(empty_database: None) -> None:
    assert glossary().pattern.findall("NPA and an empty") == []
