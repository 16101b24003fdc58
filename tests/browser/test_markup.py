"""The HTML of every kind of page, read by the Nu checker."""

from __future__ import annotations

from pathlib import Path

from tests.browser.pages import CORRECTED, PAGES, fetch
from tests.checker import CHECKED, errors_in
from tools.scratch_portal import ScratchPortal

pytestmark = [*CHECKED]


def test_the_nu_checker_finds_no_error(portal: ScratchPortal, tmp_path: Path) -> None:
    assert 'class="correction"' in fetch(portal.url, CORRECTED).text
    assert errors_in({address: fetch(portal.url, address).text for address in PAGES}, tmp_path) == ""
