"""Ways on where nothing is found: what may have been meant, and fewer words."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.test import Client

from tests.pages import context_of, words
from tests.search.asking import answered

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("extradision", "extradition"),
        ("extradision treaty", "extradition treaty"),
        ("Thialand", "thailand"),
        ("Singapur police", "singapore police"),
        ("terorism financng", "terrorism financing"),
        ("amfetamine", "amphetamine"),
    ],
)
def test_a_word_that_stands_nowhere_is_put_right(client: Client, typed: str, meant: str) -> None:
    context = answered(typed)
    assert context["match_count"] == 0
    assert context["meant"][0][0] == meant
    assert context_of(f"/search/{context['meant'][0][1]}")["match_count"] > 0
    assert f"Did you mean {meant}" in words(client, f"/search/?{urlencode({'q': typed})}")


def test_where_nothing_is_alike_nothing_is_proposed() -> None:
    context = context_of("/search/?q=qqqqxxxx")
    assert context["unknown"] == ["qqqqxxxx"]
    assert context["meant"] == context["fewer"] == []


@pytest.mark.parametrize(
    ("typed", "fewer"),
    [
        # An unknown word is left out; where each is known, one after the other, what finds most first.
        ("tsunami earthquake", ["earthquake"]),
        ("tsunamis visited germany", ["visited germany"]),
        ("earthquake germany", ["earthquake", "germany"]),
        ('"police box" germany', ['"police box"']),
        ("tsunami qqqqxxxx", []),
        ("tsunami -earthquake", []),
    ],
)
def test_where_nothing_holds_all_words_fewer_are_proposed(client: Client, typed: str, fewer: list[str]) -> None:
    context = answered(typed)
    assert context["match_count"] == 0
    assert [words for words, _, _ in context["fewer"]] == fewer
    for found, address, number in context["fewer"]:
        assert context_of(f"/search/{address}")["match_count"] == number > 0
        assert f"{found} {number}" in words(client, f"/search/?{urlencode({'q': typed})}")


def test_with_fewer_words_the_filters_stay() -> None:
    [(_, address, number)] = context_of("/search/?q=tsunami+seminar&kind=training-courses")["fewer"]
    assert address == "?q=seminar&kind=training-courses"
    assert context_of(f"/search/{address}")["match_count"] == number
