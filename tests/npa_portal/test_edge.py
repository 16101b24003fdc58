"""The name of a request on a fault: in its headers, on its page, and in the log."""

from __future__ import annotations

import logging

import pytest
from django.test import Client

from npa_portal.logs import AsText

pytestmark = pytest.mark.django_db


def test_a_fault_says_by_which_name_the_log_knows_it(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("records.views.site.AboutView.get_context_data", fail)
    with caplog.at_level(logging.ERROR, "django.request"):
        response = Client(raise_request_exception=False).get("/about/")
    name = response["X-Request-ID"]
    assert response.status_code == 500
    assert f"<code>{name}</code>" in response.content.decode()
    assert f"[{name}]" in AsText().format(caplog.records[-1])


def test_a_good_answer_is_the_same_for_all_and_has_no_name(client: Client) -> None:
    assert "X-Request-ID" not in client.get("/about/", headers={"x-request-id": "0123456789abcdef"})
    assert client.get("/nothing/", headers={"x-request-id": "0123456789abcdef"})["X-Request-ID"] == "0123456789abcdef"
    assert client.get("/nothing/", headers={"x-request-id": "bad name"})["X-Request-ID"] != "bad name"
