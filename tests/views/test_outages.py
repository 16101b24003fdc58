"""What a visitor sees where the database does not answer: 503 in the portal's own house, and when to ask again."""

from __future__ import annotations

import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client

from npa_portal import outages
from npa_portal.outages import LateError

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def break_about(monkeypatch: pytest.MonkeyPatch, error: Exception, view: str = "records.views.site.AboutView") -> None:
    monkeypatch.setattr(outages, "_told", {})

    def fail(*args: object, **kwargs: object) -> None:
        raise error

    monkeypatch.setattr(f"{view}.get_context_data", fail)


@pytest.mark.parametrize("error", [OperationalError("gone"), InterfaceError("closed")])
def test_it_is_answered_in_the_portals_own_house_and_told_in_one_line(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    break_about(monkeypatch, error)
    for _ in range(3):
        response = client.get("/about/")
        assert response.status_code == 503
    assert response["Retry-After"] == "2"
    assert response["Cache-Control"] == "no-store"
    assert "Content-Security-Policy" in response
    text = response.content.decode()
    assert "The portal cannot answer this at the moment" in text
    assert "the database does not answer" in text
    assert "Main" in text
    assert [record.getMessage() for record in caplog.records] == [
        f"Answered 503: the database does not answer ({error})."
    ]


def test_what_takes_too_long_is_answered_with_what_to_do(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    break_about(monkeypatch, LateError())
    text = client.get("/about/").content.decode()
    assert "would have taken too long" in text
    assert "Please ask for less" in text


def test_a_fault_stays_a_fault(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    break_about(monkeypatch, RuntimeError())
    assert client.get("/about/").status_code == 500


def test_the_interface_says_it_as_a_problem(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise OperationalError

    monkeypatch.setattr("records.models.querysets.RecordQuerySet.listed", fail, raising=False)
    monkeypatch.setattr("django.db.models.query.QuerySet._fetch_all", fail)
    response = client.get("/api/v1/treaties/")
    assert response.status_code == 503
    assert response["Content-Type"].startswith("application/problem+json")
    assert response["Retry-After"] == "2"
    assert response.json()["detail"].startswith("The portal cannot answer this at the moment.")
