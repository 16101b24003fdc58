"""Portals that are shared, for each takes seconds to make: one that was edited, and one restored from its backup."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.backup.portals import EDITS, OWN, Portal, portal

Edited = Callable[[str], tuple[Portal, Path]]


@pytest.fixture(scope="session")
def edited(tmp_path_factory: pytest.TempPathFactory, prepared_folder: Path, prepared_database: str) -> Iterator[Edited]:
    """The portal on such a database, with edits of every kind, and a backup of it; nobody changes it."""
    made: dict[str, tuple[Portal, Path]] = {}
    with ExitStack() as stack:

        def make(database: str) -> tuple[Portal, Path]:
            if database not in made:
                folder = shutil.copytree(prepared_folder, tmp_path_factory.mktemp(database) / "var")
                one = stack.enter_context(portal(Path(folder), database, like=prepared_database))
                one.ask(EDITS)
                made[database] = one, one.back_up()
            return made[database]

        yield make


@pytest.fixture(scope="session")
def restored(edited: Edited, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edited]:
    """Another portal, on which the backup of the edited one was restored; who changes it restores it again."""
    made: dict[str, tuple[Portal, Path]] = {}
    with ExitStack() as stack:

        def make(database: str) -> tuple[Portal, Path]:
            if database not in made:
                _, backup = edited(OWN)
                one = stack.enter_context(portal(tmp_path_factory.mktemp("restored"), database))
                assert "What was there" not in one.do("restore", str(backup))
                made[database] = one, backup
            return made[database]

        yield make


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Callable[[str], Portal]]:
    """A portal of one's own on such a database, without tables."""
    with ExitStack() as stack:
        yield lambda database: stack.enter_context(portal(tmp_path / "var", database))
