"""What a hit shows: the part of its text in which the words stand, with each of them marked."""

from __future__ import annotations

import pytest
from django.test import Client

from records.models import SearchDocument
from records.search.excerpts import marked, snippet
from records.search.query import read
from records.search.words import stems
from tests.factories import make_event
from tests.pages import context_of
from tests.sampling import thorough
from tests.search.asking import answered
from tests.search.queries import FIRST_HITS
from tests.search.work import steps

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


def test_a_snippet_shows_the_first_of_the_parts_in_which_most_words_stand() -> None:
    far = " ".join(["filler"] * 100)
    document = SearchDocument(title="Title", text=f"Green. {far} Green ship. {far} Old green ship. {far} Green")
    html = snippet(document, read("green ship").phrases)
    assert "filler <mark>Green ship</mark>. filler" in html
    assert html.count("<mark>") == 1


def test_no_snippet_is_longer_than_a_reader_reads() -> None:
    for text in ("needle " + "x" * 10_000, "needle" + "!" * 10_000, f"needle {'y' * 900} " * 100):
        html = snippet(SearchDocument(title="Title", text=text), read("needle").phrases)
        assert html.startswith("<mark>needle</mark>")
        assert html.endswith(" …")
        assert len(html) < 1100


@pytest.mark.parametrize("typed", ["police", "police box", '"police police box"', f'"{"police " * 40}box"'])
def test_the_work_for_a_snippet_grows_with_its_text_and_no_faster(typed: str) -> None:
    phrases = read(typed).phrases

    def work(words: int) -> int:
        document = SearchDocument(title="Title", text="police " * words)
        return steps(lambda: snippet(document, phrases))

    assert work(800) < 2.2 * work(400)


@pytest.mark.parametrize("length", [100_000, 2_000_000])
def test_a_long_text_of_one_word_has_a_snippet(length: int) -> None:
    document = SearchDocument(title="Title", text=("police " * length)[:length])
    html = snippet(document, read("police").phrases)
    assert html == f"<mark>{' '.join(['police'] * 34)}</mark> …"


def test_a_long_text_of_one_word_is_found() -> None:
    text = ("police " * 100_000)[:100_000]
    SearchDocument.objects.create(
        kind="events",
        record_id=0,
        position=0,
        title="Title",
        title_stems="titl",
        text=text,
        text_stems=stems(text),
        rules=0,
    )
    [group] = context_of("/search/?q=%22police+police%22")["groups"]
    assert [hit.snippet for hit in group.hits] == [f"<mark>{' '.join(['police'] * 34)}</mark> …"]


def test_a_phrase_is_marked_as_a_whole_and_its_words_elsewhere_are_not() -> None:
    phrases = read('"rights of the child"').phrases
    assert marked("A child has Rights of the Child", phrases) == "A child has <mark>Rights of the Child</mark>"
    assert marked("police  boxes", read("police box").phrases) == "<mark>police  boxes</mark>"


@thorough
def test_every_hit_of_every_tested_query_shows_why_it_was_found() -> None:
    for text in FIRST_HITS:
        for group in answered(text)["groups"]:
            for hit in group.hits:
                assert "<mark>" in f"{hit.title}{hit.snippet}{hit.place}{hit.date}", (text, hit.title)
