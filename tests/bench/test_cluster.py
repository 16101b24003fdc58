"""Two instances over a primary and a streaming replica of it, as `bench.cluster` starts them, in earnest."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.cluster.databases import until
from bench.cluster.editing import PAGE, SLUG, Form
from bench.cluster.machines import Stack, site, stack
from bench.cluster.text import NAME, text
from bench.cluster.trials import replica_lost
from bench.cluster.visitors import Reader
from bench.plan import FOLDER
from bench.postgresql import programs


@pytest.fixture
def running() -> Iterator[Stack]:
    if programs() is None:
        pytest.skip("needs PostgreSQL's initdb")
    # pytest's own folders are closed to PostgreSQL's user.
    with tempfile.TemporaryDirectory(prefix="npa-cluster-") as name:
        Path(name).chmod(0o755)
        with stack(Path(name)) as found:
            yield found


@pytest.fixture
def readers(running: Stack) -> Iterator[list[Reader]]:
    """A reader of each instance."""
    with Reader(running.one) as one, Reader(running.two) as two:
        yield [one, two]


def rename(running: Stack, name: str) -> None:
    running.primary.ask("UPDATE records_treaty SET name = %s WHERE slug = %s", name, SLUG)


@pytest.mark.thorough
@pytest.mark.long
def test_an_edit_is_seen_on_every_instance_and_a_lost_replica_by_nobody(running: Stack, readers: list[Reader]) -> None:
    assert not any(reader.says(PAGE, "Edited") for reader in readers)
    assert [reader.get(PAGE).headers["x-cache"] for reader in readers] == ["hit", "hit"]
    rename(running, "Edited")
    running.replica.holds(running.primary)
    assert all(reader.says(PAGE, "Edited") for reader in readers)

    running.replica.pause()
    rename(running, "Not there yet")
    assert not any(reader.says(PAGE, "Not there yet") for reader in readers)
    running.replica.resume()
    running.replica.holds(running.primary)
    assert all(reader.says(PAGE, "Not there yet") for reader in readers)

    found = replica_lost(running, "killed", before=0.5, after=0.5)
    assert found["failed"] == 0 < found["requests"]

    running.replica.pause()
    rename(running, "Of the primary")
    running.replica.stop()
    until(lambda: all(reader.says(PAGE, "Of the primary") for reader in readers))
    running.replica.start("recovery_min_apply_delay=3s")
    # It is back, but behind: nobody sees the edit undone.
    while running.replica.token() != running.primary.token():
        assert all(reader.says(PAGE, "Of the primary") for reader in readers)


def test_a_form_is_read_as_a_browser_sends_it() -> None:
    page = """
        <form><input name="name" value="A &amp; B"><input type="checkbox" name="on" value="1" checked>
        <input type="checkbox" name="off" value="1"><input type="submit" name="_save" value="Save">
        <textarea name="text">Two &lt; three</textarea>
        <select name="kind" multiple><option value="1" selected>One</option><option value="2">Two</option>
        <option value="3" selected>Three</option></select></form>
    """
    assert Form(page).fields == [
        *(("name", "A & B"), ("on", "1"), ("text", "Two < three"), ("kind", "1"), ("kind", "3"))
    ]


def test_what_is_changed_of_the_configuration_of_nginx_stands_in_it(tmp_path: Path) -> None:
    text = site(tmp_path, tmp_path / "front", 8443, [8101, 8102])
    assert "server 127.0.0.1:8101;" in text
    assert "\n    server 127.0.0.1:8102;" in text
    assert "8000" not in text
    assert "/var/cache" not in text


def test_what_is_told_is_what_was_measured_and_every_row_has_all_its_columns() -> None:
    told = text(json.loads((FOLDER / "cluster.json").read_text()))
    assert told == (FOLDER / NAME).read_text()
    for block in re.findall(r"(?:^\|.*\n)+", told, re.MULTILINE):
        assert len({line.count("|") for line in block.splitlines()}) == 1, block


def test_what_did_not_hold_is_marked() -> None:
    results = json.loads((FOLDER / "cluster.json").read_text())
    results["parts"]["edits"][0]["two_ms"] = 1001
    results["parts"]["replica"][0]["failed"] = 1
    assert text(results).count("**no**") >= 2
