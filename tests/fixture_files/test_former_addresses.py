"""The former addresses as a fixture file: an old link works in every portal that loads it."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client

from records.corrections.editing import rename
from records.fixture_files.former_addresses import FORMER_ADDRESSES_FILE
from records.models import Change, Country, FormerAddress, Treaty
from tests.admin_pages import WHY, treaty
from tests.pages import words
from tests.sampling import every_nth

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 11, 23, tzinfo=datetime.UTC)
OLD = "/treaties/convention-on-cybercrime/"


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
    every_nth(
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
        5,
    ),
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
    ("text", "reason"), every_nth([("{}", "must hold a list of rows."), ("[", "is not JSON"), ("[7]", "row 1")], 3)
)
def test_a_file_of_former_addresses_that_is_none_is_refused(own_fixtures: Path, text: str, reason: str) -> None:
    (own_fixtures / FORMER_ADDRESSES_FILE).write_text(text)
    with pytest.raises(CommandError, match=re.escape("former_addresses.json")) as refused:
        loaded(own_fixtures)
    assert reason in str(refused.value)
