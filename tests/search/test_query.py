"""What is typed wrongly: no query is a fault, and what of it cannot be done is said."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.pages import words
from tests.sampling import every_nth
from tests.search.queries import HOSTILE

pytestmark = pytest.mark.django_db


def test_there_are_two_hundred_hostile_queries() -> None:
    assert len(set(HOSTILE)) >= 200


@pytest.mark.parametrize("number", every_nth(range(10), 5))
def test_no_query_is_a_fault(client: Client, number: int) -> None:
    for text in HOSTILE[number::10]:
        response = client.get("/search/", {"q": text}, follow=True)
        assert response.status_code == 200, text
        assert not response.cookies


def test_no_raw_bytes_are_a_fault(client: Client) -> None:
    for raw in ("q=%00", "q=%ff%fe", "q=%", "q=%ed%a0%80", "q", "&&&===", "q=a&q=b", "q[]=1"):
        assert client.get(f"/search/?{raw}", follow=True).status_code == 200, raw


def test_a_long_query_is_cut_and_that_is_said(client: Client) -> None:
    assert "Only the first 300 characters are searched for." in words(client, f"/search/?q={'drug+' * 2000}")
    assert "Only the first 30 words are searched for." in words(client, f"/search/?q={'ab+' * 31}")


def test_only_words_to_leave_out_find_nothing_and_that_is_said(client: Client) -> None:
    assert "There is no word to search for." in words(client, "/search/?q=-drug")
    assert "There is no word to search for." in words(client, "/search/?q=%F0%9F%97%BE")


def test_what_was_typed_is_never_markup(client: Client) -> None:
    for text in ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "<b>drug</b>"):
        html = client.get("/search/", {"q": text}).content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "<b>drug" not in html
