"""Permanent addresses: a renamed record answers 301 from its old address, a withdrawn one 410, a new one is itself."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import ProtectedError
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from records.corrections.editing import bring_back, rename, withdraw
from records.fixture_files.dumping import FORMER_ADDRESSES_FILE
from records.kinds import ALL_KINDS, RECORD_KINDS
from records.models import Change, Country, FormerAddress, PrintedFigure, Section, Topic, Treaty
from records.reconciliation import Report, reconcile
from tests.admin_pages import WHY, treaty, versions_of
from tests.factories import MAKERS, make_disaster_relief_mission, make_peacekeeping_mission, make_treaty
from tests.fixture_rows import remove_row
from tests.pages import words

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 11, 23, tzinfo=datetime.UTC)
OLD = "/treaties/convention-on-cybercrime/"

every_kind_with_a_page = pytest.mark.parametrize(
    "kind", [kind for kind in ALL_KINDS if kind is not PrintedFigure], ids=lambda kind: kind.__name__
)


def saved_as(slug: str) -> Treaty:
    record = treaty()
    record.slug = slug
    record.save()
    return record


def rename_url(record: Any) -> str:
    return reverse(f"admin:records_{record._meta.model_name}_rename", args=[record.pk])


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
    assert "Reason: Loaded from the fixtures." in words(client, removed.get_absolute_url())

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


# By whom


def test_a_superuser_renames_a_record_for_a_reason(superuser_client: Client, client: Client) -> None:
    address = rename_url(treaty())
    form = superuser_client.get(reverse("admin:records_treaty_change", args=[treaty().pk])).content.decode()
    assert f'href="{address}"' in form
    assert 'value="convention-on-cybercrime"' in superuser_client.get(address).content.decode()

    assert superuser_client.post(address, {"slug": "cybercrime", "reason": "Shorter."}).status_code == 302
    assert client.get(OLD)["Location"] == "/treaties/cybercrime/"
    change = Change.objects.get(field="address")
    assert (change.before, change.after, change.reason) == ("convention-on-cybercrime", "cybercrime", "Shorter.")


@pytest.mark.parametrize(
    ("slug", "reason", "refusal"),
    [
        ("cybercrime", "", "Say why; the change log shows it."),
        ("", WHY, "This field is required."),
        ("Not A Slug", WHY, "Enter a valid"),
        ("two--hyphens", WHY, "Use small letters and digits, joined by single hyphens."),
        ("convention-on-cybercrime", WHY, "This is its address already."),
        ("single-convention-on-narcotic-drugs", WHY, "Treaty with this Slug already exists."),
        ("x" * 121, WHY, "at most 120 characters"),
    ],
)
def test_a_new_address_that_cannot_be_is_refused(
    superuser_client: Client,
    slug: str,
    reason: str,
    refusal: str,
) -> None:
    response = superuser_client.post(rename_url(treaty()), {"slug": slug, "reason": reason})

    assert response.status_code == 200
    assert refusal in response.content.decode()
    assert not FormerAddress.objects.exists()
    assert len(versions_of(treaty())) == 1


def test_a_record_cannot_take_the_address_of_another_kind() -> None:
    relief, peace = make_disaster_relief_mission(slug="relief"), make_peacekeeping_mission(slug="peace")

    with pytest.raises(ValidationError, match="already that of one disaster relief mission"):
        rename(peace, relief.slug, reason=WHY)


def test_an_editor_renames_nothing(editor_client: Client) -> None:
    address = rename_url(treaty())

    assert editor_client.get(address).status_code == 403
    assert editor_client.post(address, {"slug": "cybercrime", "reason": WHY}).status_code == 403
    page = editor_client.get(reverse("admin:records_treaty_change", args=[treaty().pk])).content.decode()
    assert "Change the address" not in page


def test_a_printed_figure_is_not_renamed(superuser_client: Client) -> None:
    assert superuser_client.get(rename_url(PrintedFigure.objects.all()[0])).status_code == 403


def test_nobody_renames_without_logging_in(client: Client) -> None:
    assert User.objects.count() == 0
    assert client.get(rename_url(treaty())).status_code == 302


# In the fixtures


def dumped(directory: Path) -> Path:
    call_command("dump_records", "--directory", str(directory), verbosity=0)
    return directory


def loaded(directory: Path, *options: str) -> None:
    call_command("load_records", "--directory", str(directory), *options, verbosity=0)


def test_a_rename_travels_with_the_fixtures_and_the_record_stays_the_same(client: Client, tmp_path: Path) -> None:
    """Renamed and dumped in one portal, loaded in another that has the old name still."""
    treaty_pk, china_pk = treaty().pk, Country.objects.get(slug="china").pk
    with transaction.atomic():
        rename(treaty(), "cybercrime", reason=WHY)
        rename(Country.objects.get(slug="china"), "peoples-republic-of-china", reason=WHY)
        fixtures = dumped(tmp_path)
        transaction.set_rollback(True)
    assert client.get("/treaties/cybercrime/").status_code == 404

    loaded(fixtures)

    assert Treaty.objects.get(slug="cybercrime").pk == treaty_pk
    assert Country.objects.get(slug="peoples-republic-of-china").pk == china_pk
    assert client.get(OLD)["Location"] == "/treaties/cybercrime/"
    assert client.get("/countries/china/")["Location"] == "/countries/peoples-republic-of-china/"
    said = Change.objects.filter(record_pk=treaty_pk, kind="treaties").values_list("what", "field", "before", "after")
    assert list(said) == [("corrected", "address", "convention-on-cybercrime", "cybercrime")]
    assert not Change.objects.filter(what__in=["withdrawn", "added"]).exists()
    assert Change.objects.filter(what="corrected").count() == 2
    assert (
        dumped(tmp_path / "again").joinpath("treaties.json").read_bytes() == (fixtures / "treaties.json").read_bytes()
    )


@pytest.mark.usefixtures("empty_database")
def test_an_old_address_works_in_a_portal_that_never_had_it(
    client: Client, own_fixtures: Path, fixtures_dir: Path
) -> None:
    since = "2026-11-23T09:00:00+00:00"
    kept = {"url_name": "treaty", "slug": "budapest", "now": "convention-on-cybercrime", "name": "X", "since": since}
    gone = {"url_name": "mission", "slug": "gone", "now": "", "name": "A mission that was none", "since": since}
    rows = [{"model": "records.formeraddress", "fields": fields} for fields in (gone, kept)]
    (own_fixtures / FORMER_ADDRESSES_FILE).write_text(json.dumps(rows, indent=2) + "\n")

    loaded(own_fixtures)

    assert client.get("/treaties/budapest/")["Location"] == OLD
    assert client.get("/missions/gone/").status_code == 410
    assert "A mission that was none" in words(client, "/missions/gone/")
    dumped(own_fixtures)
    assert json.loads((own_fixtures / FORMER_ADDRESSES_FILE).read_text()) == rows


def test_loading_keeps_the_former_addresses_that_its_file_does_not_have(client: Client, fixtures_dir: Path) -> None:
    FormerAddress.objects.create(url_name="treaty", slug="old", now="convention-on-cybercrime", name="X", since=NOW)
    loaded(fixtures_dir)
    assert client.get("/treaties/old/")["Location"] == OLD


def test_fixtures_without_the_file_have_no_former_addresses(own_fixtures: Path) -> None:
    (own_fixtures / FORMER_ADDRESSES_FILE).unlink()
    loaded(own_fixtures)
    assert not FormerAddress.objects.exists()


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"url_name": "planet"}, "row 1: url_name: must be one of country, course, "),
        ({"now": "no-such-treaty"}, "row 1: now: no treaty has the slug “no-such-treaty”."),
        ({"since": "yesterday"}, "row 1: since: must be a time with its zone"),
        ({"since": "2026-13-45T00:00:00Z"}, "row 1: since: must be a time with its zone"),
        ({"since": "2026-11-23T09:00:00"}, "row 1: since: must be a time with its zone"),
        ({"slug": "x" * 121}, "row 1: slug: "),
        ({"slug": ""}, "row 1: slug: "),
        ({"name": 7}, "row 1: must have the fields url_name, slug, now, name, since, each a text"),
        ({"name": "a\0b"}, "row 1: holds a character that no text has"),
        ({"more": "x"}, "row 1: must have the fields"),
    ],
)
def test_a_bad_former_address_loads_nothing_and_is_named(own_fixtures: Path, fields: Any, reason: str) -> None:
    good = {
        "url_name": "treaty",
        "slug": "old",
        "now": "convention-on-cybercrime",
        "name": "X",
        "since": "2026-01-01T00:00Z",
    }
    rows = [{"model": "records.formeraddress", "fields": good | fields}]
    (own_fixtures / FORMER_ADDRESSES_FILE).write_text(json.dumps(rows))
    with pytest.raises(CommandError, match=re.escape(f"former_addresses.json, {reason}")):
        loaded(own_fixtures)
    assert not FormerAddress.objects.exists()


@pytest.mark.parametrize(
    ("text", "reason"), [("{}", "must hold a list of rows."), ("[", "is not JSON"), ("[7]", "row 1")]
)
def test_a_file_of_former_addresses_that_is_none_is_refused(own_fixtures: Path, text: str, reason: str) -> None:
    (own_fixtures / FORMER_ADDRESSES_FILE).write_text(text)
    with pytest.raises(CommandError, match=re.escape("former_addresses.json")) as refused:
        loaded(own_fixtures)
    assert reason in str(refused.value)


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
    assert client.get("/search/?country=china").context["match_count"] > 0
    assert client.get("/timeline/?country=atlantis").context["filterset"].form.errors


def test_a_rename_turns_no_verdict(client: Client) -> None:
    """Of every record that has a page, all at once."""

    def verdicts() -> dict[str, Any]:
        found = reconcile(Report())
        known = {figure.slug: (figure.finding, figure.printed, len(figure.rows)) for figure in found}
        # The anchors of rows hold the slugs of these.
        return {slug: said for slug, said in known.items() if not slug.startswith(of_rows)}

    of_rows = (
        *("experts-row-", "recommendations-40-", "round-", "three-protocols-"),
        *("countries-", "persons-", "regions-", "share-", "cases-"),
    )
    before = verdicts()
    kinds: tuple[Any, ...] = (*RECORD_KINDS, Topic)
    for kind in kinds:
        for record in kind.objects.all():
            record.slug = f"renamed-{record.slug}"[:120]
            record.save()
    after = verdicts()
    assert {slug: said for slug, said in after.items() if slug in before} == before
    injured = next(figure for figure in reconcile(Report()) if figure.slug == "peacekeeping-injured")
    assert injured.event.startswith("renamed-")
    assert f'href="/timeline/{injured.event}/"' in client.get("/reconciliation/").content.decode()


def test_any_number_of_unknown_countries_costs_one_query_for_what_was_renamed(client: Client) -> None:
    query = "&".join(f"country=unknown-{number}" for number in range(50))
    with CaptureQueriesContext(connection) as captured:
        assert len(client.get(f"/treaties/?{query}").context["filterset"].chips) == 50
    assert sum("formeraddress" in asked["sql"] for asked in captured) == 1
