"""What the first view of a page takes over the wire: the page, its styles, scripts and pictures, headers included."""

from __future__ import annotations

import pytest

from tests.browser.pages import PAGES, Links, fetch
from tests.sampling import thorough
from tools.scratch_portal import ScratchPortal

pytestmark = thorough

LIMIT, MAP_LIMIT, SCRIPT_LIMIT = 60_000, 90_000, 6_000


@pytest.mark.parametrize("address", PAGES)
def test_the_first_view_is_light(portal: ScratchPortal, address: str) -> None:
    page = fetch(portal.url, address)
    links = Links.of(page.text)
    sizes = {file: fetch(portal.url, file).size for file in dict.fromkeys(links.files) if file.startswith("/")}
    total = page.size + sum(sizes.values())
    assert total <= (MAP_LIMIT if 'id="world-map"' in page.text else LIMIT), {address: page.size, **sizes}
    assert sum(sizes[script] for script in links.scripts) <= SCRIPT_LIMIT


def test_the_admin_is_not_compressed(portal: ScratchPortal) -> None:
    """Its pages hold a token whose letters one could guess from their compressed length (BREACH)."""
    page = fetch(portal.url, "/admin/login/")
    assert "csrfmiddlewaretoken" in page.text
    assert page.size > len(page.body)


def test_a_compressed_page_is_always_the_same_bytes(portal: ScratchPortal) -> None:
    assert len({fetch(portal.url, "/treaties/").size for _ in range(5)}) == 1
