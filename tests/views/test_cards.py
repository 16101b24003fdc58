"""The pictures that are shown beside links: one for each page, one for each record."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from records.corrections.editing import rename, withdraw
from records.kinds import ALL_KINDS
from records.models import Country, Meeting, Topic, Treaty
from records.reconciliation import Report, Verdict, reconcile
from records.views.cards import PAGES, card_of, card_of_figure, card_of_record
from tests.pictures import png_of
from tests.sampling import every_nth

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", every_nth(PAGES, 5))
def test_every_page_has_its_picture(client: Client, name: str) -> None:
    response = client.get(f"/cards/{name}.png")
    assert png_of(response) == (1200, 630)
    assert not response.cookies
    assert client.get(f"/cards/{name}.png", headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_the_pictures_differ(client: Client) -> None:
    assert len({client.get(f"/cards/{name}.png").content for name in PAGES}) == len(PAGES)


@pytest.mark.parametrize("kind", [kind for kind in ALL_KINDS if kind.url_name], ids=lambda kind: kind.__name__)
def test_every_record_has_its_picture(client: Client, kind: Any) -> None:
    record = kind.objects.first()
    address = record.get_absolute_url()
    assert png_of(client.get(f"/cards{address.removesuffix('/')}.png")) == (1200, 630)
    card = card_of_record(record)
    assert card.kicker
    assert card.title
    assert card.lead


def test_a_list_shows_its_first_chart_and_a_country_where_it_lies() -> None:
    assert card_of(PAGES["treaties"]).lead.startswith("31 treaties")
    for name in ("treaties", "courses", "timeline", "countries", "home"):
        assert card_of(PAGES[name]).picture is not None
    assert card_of(PAGES["search"]).picture is None
    china = card_of_record(Country.objects.get(slug="china"))
    assert china.picture is not None
    assert "66 experts" in china.lead


def test_a_country_that_is_not_on_the_map_has_a_picture_of_words(client: Client) -> None:
    atlantis = Country.objects.create(slug="atlantis", name="Atlantis", iso_code="XX", iso_numeric="999")
    assert card_of_record(atlantis).picture is None
    assert png_of(client.get("/cards/countries/atlantis.png")) == (1200, 630)


def test_there_is_no_picture_of_what_is_not_there(client: Client) -> None:
    for path in ("nowhere", "treaties/no-such-treaty", "no-such-kind/x"):
        assert client.get(f"/cards/{path}.png").status_code == 404


def test_the_picture_follows_a_rename_and_a_withdrawal(client: Client) -> None:
    topic = Topic.objects.create(slug="one", name="One", description="One.")
    rename(topic, "another", reason="Why.")
    response = client.get("/cards/topics/one.png")
    assert (response.status_code, response["Location"]) == (301, "/cards/topics/another.png")
    withdraw(topic, reason="Why.")
    assert client.get("/cards/topics/another.png").status_code == 410


def test_a_date_is_told_once() -> None:
    meeting = card_of_record(Meeting.objects.get(slug="rome-lyon-1995-10-ottawa"))
    assert "October 12–17, 1995" in meeting.title
    assert meeting.lead.startswith("Attached Table 2, row 1")
    assert card_of_record(Treaty.objects.get(slug="convention-on-cybercrime")).lead.startswith("November 23, 2001. ")


def test_a_figure_shows_what_is_printed_and_what_comes_of_it(client: Client) -> None:
    figure = next(figure for figure in reconcile(Report()) if figure.finding.verdict == Verdict.DIFFERS)
    card = card_of_figure(figure)
    assert card.title == figure.what
    assert card.lead.startswith(f"Printed “{figure.printed}”; recomputed “{figure.finding.recomputed}”. Differs.")
    assert png_of(client.get(f"/cards/reconciliation/{figure.slug}.png")) == (1200, 630)
    assert client.get("/cards/reconciliation/no-such-figure.png").status_code == 404
