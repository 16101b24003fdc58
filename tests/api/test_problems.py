"""Every error of the interface is a problem as RFC 9457 has it, whoever found it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from records.corrections.editing import rename, withdraw
from records.models import Treaty
from tests.api.asking import PROBLEM, every_list_with_each, found, problem
from tests.bad_values import BAD
from tests.sampling import every_nth

pytestmark = pytest.mark.django_db
CONVENTION = "/api/v1/treaties/convention-on-cybercrime/"


@every_list_with_each
def test_what_is_not_there_is_404(client: Client, address: str) -> None:
    assert "nothing-of-that-name" in problem(client, f"{address}nothing-of-that-name/", 404)["detail"]


@pytest.mark.parametrize("path", ["nothing/", "nothing", "treaties/a/b/", "treaties/a/b", "//", "schema/x/", "a.json"])
def test_what_is_no_address_is_404_and_leads_to_the_list_of_all(client: Client, path: str) -> None:
    assert problem(client, f"/api/v1/{path}?page=1", 404)["detail"].endswith("http://testserver/api/v1/")


@pytest.mark.parametrize("path", ["treaties", "treaties/convention-on-cybercrime", "schema"])
def test_an_address_that_lacks_its_last_slash_leads_to_the_one_that_has_it(client: Client, path: str) -> None:
    response = client.get(f"/api/v1/{path}?x=1")
    assert (response.status_code, response["Location"]) == (301, f"/api/v1/{path}/?x=1")


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options", "trace"])
@pytest.mark.parametrize("address", ["/api/v1/", "/api/v1/treaties/", CONVENTION, "/api/v1/schema/", "/api/v1/no/"])
def test_it_only_reads(method: str, address: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    problem(strict, address, 405, method)
    assert getattr(strict, method)(address)["Allow"] == "GET, HEAD"


@pytest.mark.parametrize("slug", every_nth(BAD, 4))
@pytest.mark.parametrize("name", ["countries", "treaties", "reconciliation", "changes"])
def test_no_slug_is_a_fault_of_ours(client: Client, name: str, slug: str) -> None:
    response = client.get(f"/api/v1/{name}/{quote(slug, errors='replace', safe='')}/")
    assert response.status_code == 404
    assert response["Content-Type"] == PROBLEM


def test_a_renamed_record_is_found_under_its_old_address(client: Client) -> None:
    treaty: Any = Treaty.objects.get(slug="convention-on-cybercrime")
    rename(treaty, "cybercrime", reason="Shorter.")
    response = client.get(CONVENTION)
    assert (response.status_code, response["Location"]) == (301, "http://testserver/api/v1/treaties/cybercrime/")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert found(client, response["Location"])["slug"] == "cybercrime"


def test_a_withdrawn_record_is_said_to_be_since_when_and_why(client: Client) -> None:
    treaty: Any = Treaty.objects.get(slug="convention-on-cybercrime")
    withdraw(treaty, reason="Printed twice.")
    body = problem(client, CONVENTION, 410)
    assert body["reason"] == "Printed twice."
    assert body["since"][:10] in body["detail"]
    assert "Convention on Cybercrime" in body["detail"]


def test_a_slug_of_another_kind_at_the_same_address_is_404(client: Client) -> None:
    problem(client, "/api/v1/peacekeeping-missions/iran-earthquake-1990/", 404)


def test_a_host_that_is_not_ours_is_a_problem_too(client: Client) -> None:
    response = client.get("/api/v1/treaties/", headers={"host": "elsewhere.example"})
    assert (response.status_code, response["Content-Type"]) == (400, PROBLEM)


def test_more_parameters_than_are_read_are_a_problem_too(client: Client) -> None:
    problem(client, "/api/v1/treaties/?" + "&".join(f"country={number}" for number in range(1100)), 400)


def test_a_fault_of_ours_is_a_problem_that_tells_nothing_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr("records.api.viewsets.TreatyViewSet.get_queryset", fail)
    body = problem(Client(raise_request_exception=False), "/api/v1/treaties/", 500)
    assert "secret" not in str(body)


def test_errors_elsewhere_stay_pages(client: Client) -> None:
    response = client.get("/treaties/nothing-of-that-name/")
    assert response["Content-Type"].startswith("text/html")
    assert "Access-Control-Allow-Origin" not in response.headers
