"""One address for what a page shows, however it was asked for."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.test import Client

from records.corrections.editing import rename
from records.models import Topic
from tests.metadata.reading import page_of

pytestmark = pytest.mark.django_db


def canonical(client: Client, address: str) -> str:
    parts = urlsplit(page_of(client.get(address, follow=True).content.decode()).canonical)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        ("/treaties/", "/treaties/"),
        ("/treaties/?", "/treaties/"),
        ("/treaties/?utm_source=x&year=&q=+", "/treaties/"),
        ("/treaties/?year=+2002+", "/treaties/?year=2002"),
        ("/treaties/?topic=terrorism&year=2002&topic=drugs&topic=", "/treaties/?year=2002&topic=drugs&topic=terrorism"),
        ("/treaties/?topic=drugs&topic=drugs", "/treaties/?topic=drugs"),
        # Of several years the form reads the last.
        ("/treaties/?year=2001&year=2002", "/treaties/?year=2002"),
        ("/treaties/?sort=-date&q=crime", "/treaties/?q=crime&sort=-date"),
        ("/treaties/?sort=nothing", "/treaties/"),
        ("/treaties/?page=1", "/treaties/"),
        ("/treaties/?page=99", "/treaties/"),
        ("/treaties/?year=soon", "/treaties/?year=soon"),
        ("/treaties/convention-on-cybercrime/?x=1", "/treaties/convention-on-cybercrime/"),
        ("/countries/?show=experts&q=a", "/countries/?q=a&show=experts"),
        ("/countries/?show=wealth", "/countries/"),
        ("/timeline/?country=japan&kind=treaties", "/timeline/?kind=treaties&country=japan"),
        ("/search/?kind=treaties&q=drug", "/search/?q=drug&kind=treaties"),
        ("/reconciliation/?verdict=differs&x=1", "/reconciliation/?verdict=differs"),
        ("/about/?x=1", "/about/"),
        ("/?x=1", "/"),
    ],
)
def test_a_page_names_its_one_address(client: Client, asked: str, address: str) -> None:
    assert canonical(client, asked) == address
    assert canonical(client, address) == address


def test_a_renamed_topic_is_asked_for_by_its_slug_of_today(client: Client) -> None:
    rename(Topic.objects.get(slug="drugs"), "narcotics", reason="Why.")
    assert canonical(client, "/treaties/?topic=drugs") == "/treaties/?topic=narcotics"
    assert canonical(client, "/treaties/?topic=drugs&topic=narcotics") == "/treaties/?topic=narcotics"


def test_each_page_of_a_list_has_an_address_of_its_own(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("records.lists.record_table.RecordTable.per_page", 10)
    assert canonical(client, "/treaties/?page=2") == "/treaties/?page=2"
    assert canonical(client, "/treaties/?page=99") == "/treaties/?page=4"
    assert canonical(client, "/statistics/?assistance-by-region-page=2") == canonical(client, "/statistics/")
    description = page_of(client.get("/treaties/?page=2&sort=-date").content.decode()).meta["description"]
    assert description.endswith(
        "Treaties sorted by Date of ratification or signing, descending. Treaties, page 2 of 4."
    )


def test_the_pages_of_the_timeline_and_of_hits_have_addresses_of_their_own(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("records.views.timeline.TOGETHER", 100)
    assert canonical(client, "/timeline/?page=2") == "/timeline/?page=2"
    assert canonical(client, "/search/?kind=training-courses&q=seminar&page=2").startswith(
        "/search/?q=seminar&kind=training-courses"
    )
