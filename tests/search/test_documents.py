"""What can be found in a record: all of its text, as long as the database takes it."""

from __future__ import annotations

import pytest

from records.search import documents
from records.search.documents import document_of, words_of
from tests.factories import make_event
from tests.search.work import steps

pytestmark = pytest.mark.django_db


def test_the_work_for_a_document_grows_with_its_text_and_no_faster() -> None:
    def work(words: int) -> int:
        event = make_event(text="zeppelin " * words)
        return steps(lambda: words_of(document_of(event)))

    assert work(200) < 2.2 * work(100)


def test_a_text_is_found_as_far_as_the_database_takes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "LONGEST_TEXT", 19)
    document = document_of(make_event(text="Zeppelins, balloons and kites"))
    assert document.text == "Zeppelins, balloons"
    assert {"zeppelins", "balloons"} < words_of(document)
    assert "kites" not in words_of(document)
