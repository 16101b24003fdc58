"""What the interface answers, for its tests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.test import Client

from records.api import root
from tests.sampling import every_nth

PROBLEM = "application/problem+json"
NAMES = [viewset.public_name for viewset in root.LISTS]
LISTS = {f"/api/v1/{viewset.public_name}/": viewset for viewset in root.LISTS}
# Those under which each of what they list stands alone, too.
WITH_EACH = [address for address, viewset in LISTS.items() if viewset in root.VIEWSETS]

every_list = pytest.mark.parametrize("address", every_nth(LISTS, 4))
every_list_with_each = pytest.mark.parametrize("address", every_nth(WITH_EACH, 4))


def lines(html: str, language: str) -> list[str]:
    """The code of that language on the page, a list each, in the order of the lists."""
    return [unescape(code) for code in re.findall(rf'<code class="language-{language}">(.*?)</code>', html, re.DOTALL)]


def found(client: Client, address: str) -> Any:
    """The answer, which is no error."""
    response = client.get(address)
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "application/json"
    return response.json()


def pages(client: Client, address: str) -> Iterator[list[Any]]:
    """The results page by page, by the addresses of ``Link`` and nothing else."""
    while address:
        response = client.get(address)
        assert response.status_code == 200, response.content
        yield response.json()["results"]
        links = (part.split("; ", 1) for part in response["Link"].split(", "))
        address = next((link.strip("<>") for link, relation in links if relation == 'rel="next"'), "")


def problem(client: Client, address: str, status: int, method: str = "get") -> Any:
    """The problem that is answered, whose form holds."""
    response = getattr(client, method)(address)
    assert response.status_code == status, response.content
    assert response["Content-Type"] == PROBLEM
    assert response["Access-Control-Allow-Origin"] == "*"
    body = response.json()
    assert body["type"] == "about:blank"
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    return body


def faults(client: Client, address: str) -> dict[str, str]:
    """The parameters that are answered with 400, each with the reason."""
    return {error["parameter"]: error["detail"] for error in problem(client, address, 400)["errors"]}
