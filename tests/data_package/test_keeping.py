"""Keeping: made once for each state, read by several at once, made anew where a record is corrected meanwhile."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from records.data_package import keeping
from records.data_package.building import write_package
from records.data_package.keeping import current_package, package_in
from records.models import Treaty

pytestmark = pytest.mark.django_db


def correct() -> None:
    treaty = Treaty.objects.get(slug="convention-on-cybercrime")
    treaty.name += "!"
    treaty.save()


def test_it_is_made_once_for_a_state() -> None:
    package = current_package()
    with CaptureQueriesContext(connection) as captured:
        assert current_package() is package
    # What the state of the data is, before and after.
    assert len(captured) == 2


def test_its_size_and_hash_are_those_of_its_bytes(shipped: bytes) -> None:
    package = current_package()
    content = b"".join(package.pieces())
    assert content == shipped
    assert (package.size, package.sha256) == (len(content), hashlib.sha256(content).hexdigest())


def test_several_read_at_once() -> None:
    package = current_package()
    one, other = package.pieces(), package.pieces()
    pieces = [(next(one), next(other)) for _ in range(2)]
    assert all(first == second for first, second in pieces)
    assert pieces[0] != pieces[1]


def test_a_correction_makes_another() -> None:
    before = current_package()
    correct()
    after = current_package()
    assert after.sha256 != before.sha256
    assert after.state > before.state  # type: ignore[operator]


def test_a_correction_while_it_is_made_makes_it_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Any] = []

    def write_and_correct(file: Any, state: Any) -> Any:
        made.append(state)
        if len(made) == 1:
            correct()
        return write_package(file, state)

    package_in.cache_clear()
    monkeypatch.setattr(keeping, "write_package", write_and_correct)
    assert [current_package().state] == made[1:]
    assert made[0] != made[1]
    # And that one is kept.
    assert current_package().state == made[-1]
    assert len(made) == 2
