"""Two workers of the portal as it is served: whoever changes a record in whatever way, both show it at once."""

from __future__ import annotations

import sqlite3
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.sampling import thorough
from tools.scratch_portal import ScratchPortal, scratch_portal

pytestmark = [thorough]

ADDRESS = "/treaties/convention-on-cybercrime/"
FOUND = "Treaty.objects.filter(slug='convention-on-cybercrime')"
# A visitor comes to either worker.
VISITS = 12


@pytest.fixture(scope="module")
def portal(prepared_folder: Path) -> Iterator[ScratchPortal]:
    with scratch_portal(prepared_folder, WORKERS="2") as portal:
        yield portal


def visit(portal: ScratchPortal) -> tuple[str, str]:
    """Whether the page was kept, and its text, by a connection of its own."""
    with urllib.request.urlopen(portal.url + ADDRESS, timeout=20) as answer:
        return str(answer.headers["X-Cache"]), answer.read().decode()


def saved(portal: ScratchPortal, name: str) -> None:
    in_shell(portal, f"treaty = {FOUND}.get(); treaty.name = '{name}'; treaty.save()")


def updated(portal: ScratchPortal, name: str) -> None:
    in_shell(portal, f"{FOUND}.update(name='{name}')")


def by_hand(portal: ScratchPortal, name: str) -> None:
    with closing(sqlite3.connect(f"{portal.environment['DATA_DIR']}/portal.sqlite3", timeout=20)) as database:
        database.execute("UPDATE records_treaty SET name = ? WHERE slug = 'convention-on-cybercrime'", [name])
        database.commit()


def in_shell(portal: ScratchPortal, line: str) -> None:
    portal.manage("shell", "-v", "0", "-c", f"from records.models import Treaty; {line}")


@pytest.mark.parametrize("change", [saved, updated, by_hand], ids=lambda way: way.__name__)
def test_both_show_a_change_at_once(portal: ScratchPortal, change: Callable[[ScratchPortal, str], None]) -> None:
    name = f"A name that was {change.__name__}"
    before = [visit(portal) for _ in range(VISITS)]
    assert "hit" in [kept for kept, _ in before]
    assert name not in before[-1][1]
    change(portal, name)
    after = [visit(portal) for _ in range(VISITS)]
    assert all(name in text for _, text in after)
    # Each of them made it once.
    assert 1 <= [kept for kept, _ in after].count("miss") <= 2


def test_both_show_what_was_loaded(portal: ScratchPortal) -> None:
    updated(portal, "A name to be overwritten")
    assert all("A name to be overwritten" in visit(portal)[1] for _ in range(VISITS))
    portal.manage("load_records", "--replace", "-v", "0")
    assert all("A name to be overwritten" not in visit(portal)[1] for _ in range(VISITS))
