"""Permanent addresses: a renamed record answers 301 from its old address, a withdrawn one 410, a new one is itself."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import ProtectedError
from django.test import Client
from django.test.utils import CaptureQueriesContext

from records.corrections.editing import bring_back, rename, withdraw
from records.kinds import ALL_KINDS, RECORD_KINDS
from records.models import Country, FormerAddress, PrintedFigure, Section, Term, Topic, Treaty
from records.reconciliation import Report, reconcile
from tests.admin_pages import WHY, treaty, versions_of
from tests.factories import MAKERS, make_disaster_relief_mission, make_peacekeeping_mission, make_treaty
from tests.fixture_rows import remove_row
from tests.kinds import every
from tests.pages import context_of, words
from tests.sampling import thorough

pytestmark = pytest.mark.django_db

OLD = "/treaties/convention-on-cybercrime/"
SINCE = datetime.datetime(2026, 11, 23, tzinfo=datetime.UTC)

every_kind_with_a_page = every(kind for kind in ALL_KINDS if kind.url_name)


def saved_as(slug: str) -> Treaty:
    record = treaty()
    record.slug = slug
    record.save()
    return record


# Renamed


@every_kind_with_a_page
def test_every_kind_is_found_under_its_old_address(kind: Any, client: Client) -> None:
    record = MAKERS[kind](slug="an-old-name")
    old = record.get_absolute_url()
    record.slug = "a-new-name"
    record.save()
    new = record.get_absolute_url()

    for page in ("/", ".bib", ".ris", ".json"):
        response = client.get(old.removesuffix("/") + page)
        assert response.status_code == 301
        assert response["Location"] == new.removesuffix("/") + page
        assert client.get(response["Location"]).status_code == 200


def test_an_old_address_keeps_its_query_and_is_only_read(client: Client) -> None:
    saved_as("cybercrime")

    assert client.get(f"{OLD}?a=1&b=%26")["Location"] == "/treaties/cybercrime/?a=1&b=%26"
    assert client.head(OLD).status_code == 301
    assert client.post(OLD).status_code == 405
    assert not client.get(OLD).cookies


def test_an_old_address_leads_straight_to_the_newest(client: Client) -> None:
    saved_as("cybercrime")
    record = Treaty.objects.get(slug="cybercrime")
    record.slug = "budapest"
    record.save()

    for old in (OLD, "/treaties/cybercrime/"):
        assert client.get(old)["Location"] == "/treaties/budapest/"


def test_a_record_that_takes_its_old_name_back_is_itself_again(client: Client) -> None:
    saved_as("cybercrime")
    record = Treaty.objects.get(slug="cybercrime")
    record.slug = "convention-on-cybercrime"
    record.save()

    assert client.get(OLD).status_code == 200
    assert client.get("/treaties/cybercrime/")["Location"] == OLD
    assert FormerAddress.objects.count() == 1


def test_another_record_under_an_old_name_is_itself(client: Client) -> None:
    saved_as("cybercrime")
    other = make_treaty(slug="convention-on-cybercrime", name="Another")
    assert "Another" in words(client, OLD)

    other.delete()
    assert client.get(OLD).status_code == 410


def test_a_kind_that_shares_its_address_is_found_too(client: Client) -> None:
    relief, peace = make_disaster_relief_mission(slug="relief"), make_peacekeeping_mission(slug="peace")
    for record, slug in ((relief, "relief-2"), (peace, "peace-2")):
        record.slug = slug
        record.save()

    assert client.get("/missions/relief/")["Location"] == "/missions/relief-2/"
    assert client.get("/missions/peace.bib")["Location"] == "/missions/peace-2.bib"
    assert client.get("/visits/relief/").status_code == 404


def test_the_old_name_finds_the_record_after_it_was_withdrawn_too(client: Client) -> None:
    saved_as("cybercrime").delete()

    response = client.get(OLD, follow=True)
    assert response.redirect_chain == [("/treaties/cybercrime/", 301)]
    assert response.status_code == 410


def test_saving_a_record_without_renaming_it_leaves_no_former_address() -> None:
    treaty().save()

    assert not FormerAddress.objects.exists()


# Withdrawn


@every_kind_with_a_page
def test_every_kind_says_that_it_was_withdrawn(kind: Any, client: Client) -> None:
    record = MAKERS[kind](slug="soon-gone")
    address, name = record.get_absolute_url(), str(record)
    withdraw(record, reason="It was listed twice.")

    for page in ("/", ".bib", ".ris", ".json"):
        response = client.get(address.removesuffix("/") + page)
        assert response.status_code == 410
        assert not response.cookies
    assert client.head(address).status_code == 410
    assert client.post(address).status_code == 405
    text = words(client, address)
    assert f"{name} was withdrawn" in text
    assert "Reason: It was listed twice." in text
    assert "Main" in client.get(address).content.decode()


def test_a_withdrawn_address_that_is_used_again_is_itself(client: Client) -> None:
    treaty().delete()
    assert client.get(OLD).status_code == 410

    make_treaty(slug="convention-on-cybercrime", name="Again")
    assert "Again" in words(client, OLD)


def test_a_record_that_is_brought_back_is_at_its_address_again(client: Client) -> None:
    record = treaty()
    first = versions_of(record)[0]
    withdraw(record, reason=WHY)
    bring_back(first, reason=WHY)

    assert client.get(OLD).status_code == 200


def test_bringing_back_a_version_keeps_the_new_address(client: Client) -> None:
    first = versions_of(treaty())[0]
    rename(treaty(), "cybercrime", reason="Shorter.")
    bring_back(first, reason=WHY)

    assert client.get(OLD)["Location"] == "/treaties/cybercrime/"


def test_what_was_not_withdrawn_in_the_end_is_there(client: Client) -> None:
    section = Section.objects.get(slug="attached-table-4")
    with pytest.raises(ProtectedError):
        withdraw(section, reason=WHY)

    assert client.get(section.get_absolute_url()).status_code == 200
    assert not FormerAddress.objects.exists()


def test_a_load_withdraws_and_brings_back(client: Client, own_fixtures: Path, fixtures_dir: Path) -> None:
    removed = Treaty.objects.get(slug=remove_row(own_fixtures, "treaties", 31))
    call_command("load_records", "--directory", str(own_fixtures), verbosity=0)
    assert client.get(removed.get_absolute_url()).status_code == 410
    assert f"{removed} was withdrawn" in words(client, removed.get_absolute_url())
    assert "Reason: Loaded from this edition’s files." in words(client, removed.get_absolute_url())

    call_command("load_records", "--directory", str(fixtures_dir), verbosity=0)
    assert client.get(removed.get_absolute_url()).status_code == 200
    call_command("load_records", "--directory", str(own_fixtures), verbosity=0)
    assert client.get(removed.get_absolute_url()).status_code == 410


def test_a_printed_figure_has_no_address_to_lose(client: Client) -> None:
    figure = PrintedFigure.objects.all()[0]
    address = f"/sections/{figure.slug}/"
    figure.delete()

    assert client.get(address).status_code == 404
    assert client.get(figure.section.get_absolute_url()).status_code == 200


# Never there


@pytest.mark.parametrize(
    "address",
    ["/treaties/never/", "/treaties/never.bib", "/sections/never/", "/topics/never/", "/nowhere/", "/changes/x/"],
)
def test_what_was_never_there_is_not_found(client: Client, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 404
    assert "There is no such page" in response.content.decode()


def test_a_record_that_is_there_costs_no_query_for_former_addresses(client: Client) -> None:
    with CaptureQueriesContext(connection) as captured:
        client.get(OLD)

    # The reconciliation asks for all that were renamed, nothing for this one.
    assert not any("formeraddress" in query["sql"] and "convention-on-cybercrime" in query["sql"] for query in captured)


# What knows a record by its slug


def test_a_filter_follows_a_rename(client: Client) -> None:
    before = client.get("/timeline/?country=china&topic=drugs&section=3-1").context["match_count"]
    count = client.get("/timeline/?country=china").context["match_count"]
    for kind, slug, now in ((Country, "china", "prc"), (Topic, "drugs", "narcotics"), (Section, "3-1", "three-one")):
        rename(kind.objects.get(slug=slug), now, reason=WHY)
    response = client.get("/timeline/?country=china")
    assert response.context["match_count"] == count > 0
    assert [chip.value for chip in response.context["filterset"].chips] == ["China"]
    assert client.get("/timeline/?country=china&topic=drugs&section=3-1").context["match_count"] == before
    assert context_of("/search/?country=china")["match_count"] > 0
    assert client.get("/timeline/?country=atlantis").context["filterset"].form.errors


def rename_at_once(kind: Any) -> None:
    """What saving each record of the kind under another slug leaves behind (see above), in three queries."""
    records = list(kind.objects.all())
    former = [FormerAddress(url_name=kind.url_name, slug=one.slug, name=str(one), since=SINCE) for one in records]
    for record, address in zip(records, former, strict=True):
        record.slug = address.now = f"renamed-{record.slug}"[:120]
    kind.objects.bulk_update(records, ["slug"])
    FormerAddress.objects.bulk_create(former)


@thorough
def test_a_rename_turns_no_verdict(client: Client) -> None:
    """Of every record that has a page, all at once."""

    def verdicts() -> dict[str, Any]:
        found = reconcile(Report())
        return {figure.slug: (figure.finding, figure.printed, len(figure.rows)) for figure in found}

    before = verdicts()
    kinds: tuple[Any, ...] = (*RECORD_KINDS, Topic, Term)
    for kind in kinds:
        rename_at_once(kind)
    assert verdicts() == before
    injured = next(figure for figure in reconcile(Report()) if figure.slug == "peacekeeping-injured")
    assert injured.event.startswith("renamed-")
    assert f'href="/timeline/{injured.event}/"' in client.get("/reconciliation/peacekeeping-injured/").content.decode()


def test_any_number_of_unknown_countries_costs_one_query_for_what_was_renamed(client: Client) -> None:
    query = "&".join(f"country=unknown-{number}" for number in range(50))
    with CaptureQueriesContext(connection) as captured:
        assert len(client.get(f"/treaties/?{query}").context["filterset"].chips) == 50
    # What is counted for the navigation looks at all former addresses, once for each state of the records.
    asked = [one["sql"] for one in captured if "formeraddress" in one["sql"] and "unknown-49" in one["sql"]]
    assert len(asked) == 1, asked
