"""The head of a page: data that cannot get out of its block, and a description of bearable length."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from records.metadata.head import LONGEST_DESCRIPTION, Metadata, data_block

HOSTILE = '</script><script>alert("x")</script><!--<script>]]>&amp;\u2028'


def content(block: str) -> str:
    """What a browser takes for the content of the script."""
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_data(self, data: str) -> None:
            found.append(data)

    Reader().feed(block)
    return "".join(found)


@given(st.text())
def test_any_text_comes_back_as_it_was(text: str) -> None:
    block = data_block({"name": text})
    assert json.loads(content(block)) == {"name": text}
    assert len(re.findall("<", block)) == 2


def test_no_text_ends_the_block() -> None:
    block = data_block({"name": HOSTILE, HOSTILE: [HOSTILE]})
    assert block.count("<") == block.count(">") == 2
    assert json.loads(content(block)) == {"name": HOSTILE, HOSTILE: [HOSTILE]}


def described(description: str, narrowed: str = "") -> str:
    return Metadata("", "", "", narrowed=narrowed).narrowing(description)


def test_a_description_says_what_the_page_shows_of_its_list() -> None:
    assert described("Treaties.", "Filtered by Year: 2002.") == "Treaties. Filtered by Year: 2002."


def test_a_long_description_is_cut_at_a_word_and_keeps_what_it_is_narrowed_to() -> None:
    found = described("word " * 100, "Filtered by Year: 2002.")
    assert len(found) <= LONGEST_DESCRIPTION
    assert found.endswith("word… Filtered by Year: 2002.")
    assert len(described("word " * 100, "x" * 5000)) <= LONGEST_DESCRIPTION
