"""The interface's own address lists all that there is."""

from __future__ import annotations

import pytest
from django.test import Client

from records.kinds import ALL_KINDS, NAMES
from tests.api.asking import found

pytestmark = pytest.mark.django_db


def test_every_list_is_listed_with_its_count_and_its_page(client: Client) -> None:
    body = found(client, "/api/v1/")
    further = ["reconciliation", "changes", "timeline", "dossiers"]
    assert [one["name"] for one in body["lists"]] == [*NAMES.values(), *further]
    for one in body["lists"]:
        assert found(client, one["api_address"])["count"] == one["count"]
        assert client.get(one["address"]).status_code == 200
        assert one["title"]
        assert one["description"].endswith(".")
    counts = {one["name"]: one["count"] for one in body["lists"]}
    assert all(counts[NAMES[kind]] == kind.objects.count() for kind in ALL_KINDS)


def test_it_leads_to_the_description_and_to_the_page_that_explains_it(client: Client) -> None:
    body = found(client, "/api/v1/")
    for name in ("documentation", "schema"):
        assert client.get(body[name]).status_code == 200
