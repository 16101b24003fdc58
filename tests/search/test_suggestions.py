"""What the search box suggests while one types."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from records.models import Country, Topic
from records.search.suggestions import GROUPS, MOST_TOGETHER
from tests.factories import make_event
from tests.sampling import every_nth
from tests.search.queries import HOSTILE

pytestmark = pytest.mark.django_db

ADDRESS = "/search/suggest/"


def suggested(client: Client, typed: str) -> list[tuple[str, str, str]]:
    """Each suggestion: its group, what it is shown as, and where it leads."""
    groups = client.get(ADDRESS, {"q": typed}).json()["groups"]
    return [(group["label"], option["label"], option["address"]) for group in groups for option in group["options"]]


@pytest.mark.parametrize(
    ("typed", "group", "label", "address"),
    [
        ("indo", "Countries", "Indonesia", "/countries/indonesia/"),
        ("INDONESIA", "Countries", "Indonesia", "/countries/indonesia/"),
        ("índonésia", "Countries", "Indonesia", "/countries/indonesia/"),
        ("thai", "Countries", "Thailand", "/countries/thailand/"),
        ("korea", "Countries", "South Korea", "/countries/south-korea/"),
        # By a name that its own does not hold, it is said which.
        ("macau", "Countries", "Macao (Macau)", "/countries/macao/"),
        ("soviet", "Countries", "Russia (Soviet Union)", "/countries/russia/"),
        ("burma", "Countries", "Myanmar (Burma)", "/countries/myanmar/"),
        ("timor", "Countries", "East Timor", "/countries/east-timor/"),
        ("drug", "Topics", "Drugs", "/topics/drugs/"),
        ("koban", "Topics", "Police box and community police (koban)", "/topics/police-box/"),
        ("dispatch of ex", "Sections", "2 (1) B Dispatch of experts", "/sections/2-1-b/"),
        ("2 (1) B", "Sections", "2 (1) B Dispatch of experts", "/sections/2-1-b/"),
        ("FATF", "Sections", "3 (2) Financial Action Task Force (FATF)", "/sections/3-2/"),
        (
            "untoc",
            "Terms",
            "UNCTOC: United Nations Convention against Transnational Organized Crime (UNTOC)",
            "/glossary/unctoc/",
        ),
        ("jica", "Terms", "JICA: Japan International Cooperation Agency", "/glossary/jica/"),
        ("cybercrime conv", "Records", "Convention on Cybercrime", "/treaties/convention-on-cybercrime/"),
        ("convention on cyb", "Records", "Convention on Cybercrime", "/treaties/convention-on-cybercrime/"),
    ],
)
def test_the_first_suggestion_of_its_group_is_what_one_types(
    client: Client, typed: str, group: str, label: str, address: str
) -> None:
    assert next(found for found in suggested(client, typed) if found[0] == group) == (group, label, address)


def test_every_country_and_topic_is_suggested_first_by_its_name_half_typed(client: Client) -> None:
    for record in [*Country.objects.all(), *Topic.objects.all()]:
        name = str(record)
        found = [address for _, _, address in suggested(client, name[: max(4, len(name) // 2)])]
        assert record.get_absolute_url() in found[:6], name


def test_each_suggestion_says_what_kind_it_is_and_leads_to_its_page(client: Client) -> None:
    [group] = client.get(ADDRESS, {"q": "cybercrime conv"}).json()["groups"]
    assert group == {
        "label": "Records",
        "options": [
            {
                "label": "Convention on Cybercrime",
                "kind": "treaty",
                "address": "/treaties/convention-on-cybercrime/",
            },
            {
                "label": "Japan signed the Convention on Cybercrime",
                "kind": "event",
                "address": "/timeline/cybercrime-convention-signed-2001/",
            },
        ],
    }
    for typed in ("thai", "2", "treaty"):
        for _, _, address in suggested(client, typed):
            assert client.get(address).status_code == 200


def test_there_are_few_and_small(client: Client) -> None:
    for typed in "abcdefghijklmnopqrstuvwxyz123456789":
        found = suggested(client, typed)
        assert len(found) <= MOST_TOGETHER + 4
        assert [group for group in GROUPS.values() if group in {group for group, _, _ in found}] == list(
            dict.fromkeys(group for group, _, _ in found)
        )
        assert len(client.get(ADDRESS, {"q": typed}).content) < 3000


def test_a_new_name_is_suggested_at_once(client: Client) -> None:
    assert suggested(client, "zeppel") == []
    event = make_event(title="Zeppelins")
    assert suggested(client, "zeppel") == [("Records", "Zeppelins", event.get_absolute_url())]


@pytest.mark.parametrize("typed", ["", " ", "\0", "thai\0", "thai" * 1000, "…", "🗾", "-", "nowhere"])
def test_what_names_nothing_suggests_nothing(client: Client, typed: str) -> None:
    response = client.get(ADDRESS, {"q": typed})
    assert (response.status_code, response.json()) == (200, {"groups": []})


@pytest.mark.parametrize("number", every_nth(range(10), 5))
def test_nothing_typed_is_a_fault(client: Client, number: int) -> None:
    for text in HOSTILE[number::10]:
        assert client.get(ADDRESS, {"q": text}).status_code == 200, text
    for raw in ("q=%00", "q=%ff%fe", "q=%", "q=%ed%a0%80", "q", "&&&===", "q=a&q=b", "q[]=1", ""):
        assert client.generic("GET", ADDRESS, QUERY_STRING=raw).status_code == 200, raw


def test_it_is_only_read_and_sets_no_cookie(client: Client) -> None:
    assert client.post(ADDRESS, {"q": "thai"}).status_code == 405
    assert client.head(ADDRESS, {"q": "thai"}).status_code == 200
    response = client.get(ADDRESS, {"q": "thai"})
    assert response["Content-Type"] == "application/json"
    assert not response.cookies


def test_a_suggestion_costs_one_query_for_the_state_of_the_records(client: Client) -> None:
    suggested(client, "thai")
    with CaptureQueriesContext(connection) as captured:
        suggested(client, "drug")
    assert len(captured) == 1
    assert "records_revision" in captured[0]["sql"]
