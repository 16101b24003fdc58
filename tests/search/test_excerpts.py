"""What a hit shows: the part of its text in which the words stand, with each of them marked."""

from __future__ import annotations

import pytest
from django.test import Client

from records.models import SearchDocument
from records.search.excerpts import marked, snippet
from records.search.query import read
from tests.factories import make_event
from tests.search.queries import FIRST_HITS

pytestmark = pytest.mark.django_db


def test_what_was_found_is_marked_and_all_else_is_escaped(client: Client) -> None:
    make_event(title="<b>Zeppelins</b> & co", text="<script>alert('zeppelin')</script> & <mark>zeppelins</mark> flew.")
    html = client.get("/search/?q=zeppelin").content.decode()
    assert "&lt;b&gt;<mark>Zeppelins</mark>&lt;/b&gt; &amp; co" in html
    assert "&lt;script&gt;alert(&#x27;<mark>zeppelin</mark>&#x27;)&lt;/script&gt; &amp; &lt;mark&gt;" in html
    assert "<script>alert" not in html


def test_a_snippet_shows_the_part_in_which_the_words_stand() -> None:
    document = SearchDocument(title="Title", text=f"{'Before. ' * 200}Here <is> the needle. {'After. ' * 200}")
    html = snippet(document, read("needle").phrases)
    assert "Here &lt;is&gt; the <mark>needle</mark>." in html
    assert html.startswith("… ")
    assert html.endswith(" …")
    assert len(html) < 400


def test_a_phrase_is_marked_as_a_whole_and_its_words_elsewhere_are_not() -> None:
    phrases = read('"rights of the child"').phrases
    assert marked("A child has Rights of the Child", phrases) == "A child has <mark>Rights of the Child</mark>"
    assert marked("police  boxes", read("police box").phrases) == "<mark>police  boxes</mark>"


def test_every_hit_of_every_tested_query_shows_why_it_was_found(client: Client) -> None:
    for text in FIRST_HITS:
        for group in client.get("/search/", {"q": text}).context["groups"]:
            for hit in group.hits:
                assert "<mark>" in f"{hit.title}{hit.snippet}{hit.place}{hit.date}", (text, hit.title)
