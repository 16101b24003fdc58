"""The rows on screen as files, saved by the links beneath their table."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage

pytestmark = pytest.mark.browser


def saved(page: Page, name: str, folder: Path) -> Path:
    """The file behind the link called ``name``, under the name that the portal gives it."""
    with page.expect_download() as started:
        page.get_by_role("link", name=name, exact=True).click()
    file = folder / started.value.suggested_filename
    started.value.save_as(file)
    return file


def test_a_filtered_list_is_saved_as_csv(page: Page, tmp_path: Path) -> None:
    page.goto("/treaties/?sort=-date")
    page.fill("input[name=year]", "2002")
    expect(page.locator(".matches__count")).to_contain_text(re.compile("^6 "))
    expect(page.locator(".files")).to_contain_text("(6 rows)")
    file = saved(page, "Treaties as CSV", tmp_path)
    assert re.fullmatch(r"treaties_year-2002_\d{4}-\d\d-\d\d\.csv", file.name)
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = [row["label"] for row in csv.DictReader(lines)]
    assert rows == page.locator(".record-table tbody th.name").all_inner_texts()


def test_a_filtered_list_is_saved_as_xlsx_without_javascript(new_page: NewPage, tmp_path: Path) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/treaties/?action=signed")
    file = saved(page, "Treaties as XLSX", tmp_path)
    assert re.fullmatch(r"treaties_action-signed_\d{4}-\d\d-\d\d\.xlsx", file.name)
    book = openpyxl.load_workbook(file)
    labels = [row[2] for row in book["Records"].iter_rows(min_row=2, values_only=True)]
    assert labels == page.locator(".record-table tbody th.name").all_inner_texts()
    assert len(labels) == 7
    assert "Action: Signed" in [cell.value for cell in book["Notes"]["C"]]
