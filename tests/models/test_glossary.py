"""A term is found by any of its names, and says whose words its meaning is told in."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from records.models import Term
from tests.factories import make_term

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("words", "term"),
    [
        ("FATF", "FATF"),
        ("fatf", "FATF"),
        ("UNTOC", "UNCTOC"),
        ("palermo convention", "UNCTOC"),
        ("NPPs", "NPP"),
        ("us", "US"),
        ("U.S.", "US"),
        ("UK", "U.K."),
        ("  Tokyo   Convention ", "Tokyo Convention"),
        ("Koban", "koban"),
        ("mlat", "Mutual Legal Assistance Treaty"),
    ],
)
def test_a_term_is_called_by_any_of_its_names(words: str, term: str) -> None:
    found = Term.objects.called(words)

    assert found is not None
    assert found.term == term


@pytest.mark.parametrize("words", ["", "FAT", "FATF members", "United Nations", "Financial Action Task Force"])
def test_what_is_no_name_calls_no_term(words: str) -> None:
    assert Term.objects.called(words) is None


def test_terms_stand_by_letter_small_or_capital() -> None:
    terms = list(Term.objects.values_list("term", flat=True))

    assert terms == sorted(terms, key=str.casefold)
    assert terms.index("koban") < terms.index("Lyon Group")


def test_a_meaning_that_the_words_as_printed_do_not_hold_is_not_the_report_s() -> None:
    with pytest.raises(ValidationError, match="do not hold this meaning"):
        make_term(given_by=Term.Source.REPORT, meaning="Another one")


@pytest.mark.parametrize(("kind", "language"), [("abbreviation", "es"), ("foreign-word", "")])
def test_a_foreign_word_alone_has_a_language(kind: str, language: str) -> None:
    with pytest.raises(ValidationError, match="A foreign word has a language"):
        make_term(term_kind=kind, language=language)
    term = make_term()
    with pytest.raises(IntegrityError):
        Term.objects.filter(pk=term.pk).update(term_kind=kind, language=language)
