"""No address of the admin answers 500, whatever its path, its query or its form holds."""

from __future__ import annotations

import itertools
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from records.accounts.asked import cleaned, is_id, is_within_reach
from records.models import Treaty
from tests.admin_corpus import HOSTILE, PARAMETERS, filled, routes
from tests.admin_pages import add_url, change_url, form_data, treaty
from tests.sampling import thorough

pytestmark = pytest.mark.django_db

ROUTES = sorted(set(routes()))
WITH_PLACES = [route for route in ROUTES if "<" in route]
LISTS = ("/admin/records/treaty/", "/admin/records/assistanceyear/", "/admin/auth/user/")


@pytest.fixture(params=["editor", "superuser"])
def anybody(request: pytest.FixtureRequest) -> Iterator[Client]:
    """Who may come in; a fault is answered, as on a server, and not raised."""
    client: Client = request.getfixturevalue(f"{request.param}_client")
    client.raise_request_exception = False
    logging.disable(logging.CRITICAL)
    yield client
    logging.disable(logging.NOTSET)


def is_answered(response: Any) -> bool:
    return bool(response.status_code < 500)


@pytest.mark.parametrize("word", ["²", "9" * 25, "a\0b", "word"])
def test_a_history_of_what_cannot_be_is_not_found(word: str, editor_client: Client) -> None:
    route = "/admin/records/treaty/<path:object_id>/history/"
    assert route in ROUTES
    assert editor_client.get(filled(route, word)).status_code == 404


@pytest.mark.parametrize("part", range(4))
def test_no_path_is_a_fault(anybody: Client, part: int) -> None:
    """Each route with words of the corpus in turn, so that all routes meet all of them among their kinds."""
    words = itertools.cycle(HOSTILE[part:] + HOSTILE[:part])
    faults = [
        path
        for route in WITH_PLACES[part::4]
        for path in (filled(route, next(words)), filled(route, next(words)))
        if not is_answered(anybody.get(path))
    ]
    assert not faults


@thorough
def test_no_query_of_a_list_is_a_fault(anybody: Client) -> None:
    words = itertools.cycle(HOSTILE)
    asked = [(url, {name: next(words)}) for url in LISTS for _ in range(4) for name in PARAMETERS]
    assert not [(url, query) for url, query in asked if not is_answered(anybody.get(url, query))]


@thorough
def test_no_query_of_a_form_or_of_completing_is_a_fault(anybody: Client) -> None:
    source = {"app_label": "records", "model_name": "treaty", "field_name": "countries"}
    asked = [("/admin/autocomplete/", source | {name: word}) for name in (*source, "term", "page") for word in HOSTILE]
    asked += [(add_url(Treaty), {name: word}) for name in ("topics", "section", "position") for word in HOSTILE]
    asked += [(change_url(treaty()), {"_to_field": word}) for word in ("", *HOSTILE)]
    assert not [(url, query) for url, query in asked if not is_answered(anybody.get(url, query))]


@thorough
def test_no_form_is_a_fault(anybody: Client) -> None:
    url = change_url(treaty())
    form = form_data(anybody, url)
    names = (*form, "countries", "topics", "section", "_to_field", "_popup", "_continue")
    words = itertools.cycle(HOSTILE)
    asked = [{name: next(words)} for _ in range(3) for name in names]
    assert not [fields for fields in asked if not is_answered(anybody.post(url, form | fields))]


def test_no_action_on_a_list_is_a_fault(superuser_client: Client) -> None:
    superuser_client.raise_request_exception = False
    for word in HOSTILE:
        form = {"action": "delete_selected", "_selected_action": word, "index": word}
        assert is_answered(superuser_client.post("/admin/auth/user/", form)), word


def test_no_log_in_is_a_fault(client: Client) -> None:
    client.raise_request_exception = False
    for word in HOSTILE:
        form = {"username": word, "password": word, "next": word}
        assert is_answered(client.post("/admin/login/", form)), word


@pytest.mark.parametrize("word", ["1", "42", str(2**63 - 1)])
def test_a_number_of_a_row_is_an_id(word: str) -> None:
    assert is_id(word)


@pytest.mark.parametrize("word", HOSTILE)
def test_what_is_hostile_is_no_id(word: str) -> None:
    assert not is_id(word)


def test_what_is_clean_stays_as_it_is() -> None:
    asked = QueryDict("q=words&year=2002&q=²&section=7&table=")
    assert cleaned(asked, frozenset({"section"}), is_within_reach) == asked


def test_what_no_database_takes_is_left_out_and_all_else_stays() -> None:
    asked = QueryDict("", mutable=True)
    asked.setlist("topics", ["1", "9" * 25, "²"])
    for name, value in {"section": "word", "name": "What was\0 typed", "a\0b": "1", "year": "9" * 25}.items():
        asked[name] = value
    kept = {"topics": ["1"], "name": ["What was typed"]}
    assert dict(cleaned(asked, frozenset({"topics", "section"}), is_within_reach).lists()) == kept


def test_a_long_number_that_was_typed_is_kept() -> None:
    asked = QueryDict(f"name={'9' * 25}")
    assert cleaned(asked, frozenset({"topics"}), lambda text: True) == asked
