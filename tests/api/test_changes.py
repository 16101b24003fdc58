"""The public change log as data: what was done, to what, why; no key of a record, no name of an editor."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from records.corrections.editing import record_correction, rename, withdraw
from records.models import PrintedFigure, Treaty
from tests.api.asking import found, pages, problem

pytestmark = pytest.mark.django_db


def corrected(kind: Any, slug: str, editor: User, **fields: Any) -> Any:
    record = kind.objects.get(slug=slug)
    for name, value in fields.items():
        setattr(record, name, value)
    record._change_reason = "Misread."
    record.skip_history_when_saving = True
    record.save()
    del record.skip_history_when_saving
    record_correction(record, reason="Misread.", user=editor)
    return record


def newest(client: Client) -> Any:
    return found(client, "/api/v1/changes/?page_size=1")["results"][0]


def test_a_correction_is_told_with_both_values_and_its_reason(client: Client, editor: User) -> None:
    editor.username = "hanako-tanaka"
    editor.save()
    treaty = corrected(Treaty, "convention-on-cybercrime", editor, short_name="Budapest Convention")
    row = newest(client)
    assert (
        row.items()
        >= {
            "what": "corrected",
            "source": "editor",
            "kind": "treaties",
            "slug": "convention-on-cybercrime",
            "name": str(treaty),
            "field": "short name",
            "before": "",
            "after": "Budapest Convention",
            "reason": "Misread.",
        }.items()
    )
    assert client.get(row["record_address"]).status_code == 200
    assert found(client, row["record_api_address"])["short_name"] == "Budapest Convention"
    assert client.get(row["address"]).status_code == 200
    assert found(client, row["api_address"]) == row
    assert editor.username not in str(row)
    assert "record_pk" not in row


def test_what_was_renamed_or_withdrawn_is_led_on_from_its_old_address(client: Client, editor: User) -> None:
    treaty = corrected(Treaty, "convention-on-cybercrime", editor, short_name="Budapest Convention")
    address = newest(client)["record_api_address"]
    rename(treaty, "cybercrime", reason="Shorter.")
    assert client.get(address).status_code == 301
    withdraw(treaty, reason="Printed twice.")
    assert problem(client, newest(client)["record_api_address"], 410)["reason"] == "Printed twice."


def test_what_has_no_page_of_its_own_has_no_address(client: Client, editor: User) -> None:
    corrected(PrintedFigure, "experts-by-country-long-term", editor, value=45)
    row = newest(client)
    assert (row["kind"], row["slug"], row["record_api_address"]) == ("printed-figures", None, None)
    assert row["record_address"] == "http://testserver/sections/attached-table-1/"


def test_a_load_is_a_change_of_no_record(client: Client) -> None:
    [row] = found(client, "/api/v1/changes/?q=transcribed")["results"]
    assert (row["what"], row["kind"], row["slug"], row["record_address"]) == ("loaded", "", None, None)


def test_the_newest_come_first_and_page_by_page_each_comes_once(client: Client, editor: User) -> None:
    for number in range(7):
        corrected(Treaty, "convention-on-cybercrime", editor, short_name=f"Name {number}", date=f"200{number}")
    rows = [row for page in pages(client, "/api/v1/changes/?kind=treaties&page_size=3") for row in page]
    assert len({row["id"] for row in rows}) == len(rows) == 14
    assert [row["when"] for row in rows] == sorted((row["when"] for row in rows), reverse=True)


@pytest.mark.parametrize("number", ["0", "-1", "9" * 9, "9" * 19, "9" * 40, "one", "1.0", "%00", "1%0A"])
def test_what_is_no_number_of_a_change_is_404(client: Client, number: str) -> None:
    problem(client, f"/api/v1/changes/{number}/", 404)
