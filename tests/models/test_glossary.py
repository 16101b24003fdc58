"""A term stands by letter, and says whose words its meaning is told in."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from records.models import Term
from tests.factories import make_term

pytestmark = pytest.mark.django_db


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
