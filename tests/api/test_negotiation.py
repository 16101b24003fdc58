"""The form of an answer follows from its address alone."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("wanted", ["text/html", "application/xml", "*/*", "application/json; indent=8", "odd", ""])
def test_what_a_client_would_like_changes_nothing(client: Client, wanted: str) -> None:
    address = "/api/v1/treaties/?page_size=1"
    response = client.get(address, headers={"accept": wanted})
    assert response["Content-Type"] == "application/json"
    assert response.content == client.get(address).content
    assert "Accept" not in response.get("Vary", "").replace("Accept-Encoding", "")
