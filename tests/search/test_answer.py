"""How many hits there are, and how many each filter would leave."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from records.search import finding
from tests.factories import make_event
from tests.pages import context_of, words
from tests.sampling import diagonal
from tests.search.asking import addresses

pytestmark = pytest.mark.django_db


def test_counts_by_kind_add_up_and_each_leads_to_so_many() -> None:
    context = context_of("/search/?q=drug")
    (_, everything, _, _), *kinds = context["kinds"]
    assert everything == context["match_count"] == sum(number for _, number, _, _ in kinds)
    for _, number, address, _ in kinds:
        narrowed = context_of(f"/search/{address}")
        assert narrowed["match_count"] == number
        assert narrowed["kinds"][0][1] == everything


@pytest.mark.parametrize(
    ("name", "query"),
    diagonal(
        ["country", "topic", "section", "kind"],
        ["q=crime&kind=meetings", "q=crime&topic=terrorism&year_min=2000", "q=police"],
    ),
)
def test_each_choice_leaves_as_many_as_it_says(name: str, query: str) -> None:
    choices = context_of(f"/search/?{query}")["filterset"].form.fields[name].choices
    chosen = f"&{name}=" in query
    for slug, label in choices:
        if slug and not chosen:
            number = int(re.search(r"\((\d+)\)$", label)[1])  # type: ignore[index]
            assert context_of(f"/search/?{query}&{name}={slug}")["match_count"] == number, slug


def test_more_than_can_be_counted_is_said_and_titles_still_come_first(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "MOST_HITS", 10)
    for _ in range(20):
        make_event(text="Zeppelins")
    event = make_event(title="Zeppelins")
    assert "More records match than are counted and shown here." in words(client, "/search/?q=zeppelin")
    assert addresses("zeppelin")[0] == event.get_absolute_url()
