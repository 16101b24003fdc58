"""The glossary is complete: whatever looks like an abbreviation or a foreign word in any record stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import models

from records.kinds import ALL_KINDS
from records.models import Country, Term, Treaty
from records.rows import stored_records, values_of

pytestmark = pytest.mark.django_db

# Two capitals or more, with digits, full stops or the s of a plural; one capital and a digit; a letter with an accent.
SHORTENED = re.compile(r"\b(?:(?:[A-Z]\.){2,}|[A-Z]{2,}[A-Z0-9]*s?\b|[A-Z][0-9]+\b|\w*[À-ÖØ-öø-ž]\w*)")
NOT_IN_THE_GLOSSARY = {
    "CONTENTS": "the heading of the contents page, in capitals",
    "II": "a Roman numeral in the name of a course",
    "III": "a Roman numeral in the name of a course",
}


def texts(value: Any) -> Iterator[str]:
    """Every text in a row of a fixture."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)


def words_in_records() -> set[str]:
    """Every such word of every record but those of the glossary; a country's codes are none of the report's words."""
    found: set[str] = set()
    for kind in ALL_KINDS:
        coded = {field.name for field in kind._meta.fields if field.choices or isinstance(field, models.SlugField)}
        coded |= {"iso_code", "iso_numeric"} if kind is Country else set()
        for record in stored_records(kind) if kind is not Term else []:
            for name, value in values_of(record).items():
                found |= {word for text in texts(value) if name not in coded for word in SHORTENED.findall(text)}
    return found


def test_every_abbreviation_of_the_records_stands_in_the_glossary() -> None:
    forms = {form for term in Term.objects.all() for form in term.printed_forms}

    found = words_in_records()

    assert {"NPA", "U.S.", "G8", "UNTOC", "attaché"} <= found
    assert found - forms == NOT_IN_THE_GLOSSARY.keys()


def test_every_short_name_of_a_treaty_stands_in_the_glossary() -> None:
    short_names = set(Treaty.objects.exclude(short_name="").values_list("short_name", flat=True))

    assert len(short_names) == 5
    assert short_names <= set(Term.objects.filter(term_kind="short-name").values_list("term", flat=True))


def test_a_meaning_of_the_report_s_stands_in_its_words_as_printed() -> None:
    given = Term.objects.filter(given_by="report")

    assert given.count() == 23
    for term in given:
        assert any(term.meaning in cell for _, cell in term.as_printed), term


def test_the_words_as_printed_hold_the_term() -> None:
    for term in Term.objects.all():
        assert any(form in cell for form in term.printed_forms for _, cell in term.as_printed), term


def test_no_name_is_that_of_two_terms() -> None:
    names = [name.casefold() for term in Term.objects.all() for name in term.names]

    assert len(names) == len(set(names))
