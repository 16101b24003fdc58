"""The page of the search: its box, its examples, its hits and their pages."""

from __future__ import annotations

from html import unescape
from urllib.parse import quote

import pytest
from django.test import Client

from records.kinds import NAMES
from records.models import SearchDocument
from tests.factories import make_training_course
from tests.pages import context_of, words
from tests.search.asking import answered, shown_titles

pytestmark = pytest.mark.django_db


def test_one_kind_is_paged_and_no_hit_is_lost(client: Client) -> None:
    for number in range(60):
        make_training_course(name=f"Zeppelin {number}")
    titles = [title for page in (1, 2, 3) for title in shown_titles(f"/search/?q=zeppelin&page={page}")]
    assert len(titles) == len(set(titles)) == 60
    assert "There is no such page; this is page 3 of 3." in words(client, "/search/?q=zeppelin&page=9999999999999999")
    assert "There is no such page; this is page 1 of 3." in words(client, "/search/?q=zeppelin&page=soon")


def test_of_several_kinds_the_first_few_are_shown_and_all_are_linked() -> None:
    group = next(group for group in context_of("/search/?q=drug")["groups"] if group.name == "events")
    assert len(group.hits) == 5 < group.count
    assert context_of(f"/search/{group.address}")["match_count"] == group.count


def test_without_a_query_the_page_helps_with_examples_that_find_something(client: Client) -> None:
    for address in ("/search/", "/search/?q=+"):
        assert "For example" in words(client, address)
    for text, _ in context_of("/search/")["examples"]:
        assert f'href="?q={quote(text, safe="")}"' in client.get("/search/").content.decode()
        assert answered(text)["match_count"] > 0, text


def test_the_box_stands_on_every_page_and_keeps_what_was_typed(client: Client) -> None:
    for address in ("/", "/treaties/", "/treaties/convention-on-cybercrime/", "/nowhere/"):
        html = client.get(address).content.decode()
        assert 'action="/search/"' in html
        assert '<label class="visually-hidden" for="site-search">' in html
    html = unescape(client.get("/search/", {"q": 'drug "treaty"'}).content.decode())
    assert 'id="site-search" name="q" value="drug "treaty""' in html


def test_every_kind_can_be_found_and_narrowed_to() -> None:
    for kind, name in NAMES.items():
        assert context_of(f"/search/?kind={name}")["match_count"] == kind.objects.count(), name


def test_every_hit_leads_to_a_page(client: Client) -> None:
    for name in NAMES.values():
        document = SearchDocument.objects.filter(kind=name).first()
        assert document is not None
        assert client.get(document.address).status_code == 200
