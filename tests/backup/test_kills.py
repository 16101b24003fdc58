"""``kill -9`` in the middle of a backup or a restore: what stands there is old or new, and whole."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from records.backup.archive import Backup
from tests.backup.portals import AVAILABLE, OWN, Portal
from tests.sampling import thorough

Shared = Callable[[str], tuple[Portal, Path]]
# The recorded run has more: KILLS=50, and SEED= repeats one.
ROUNDS = int(os.environ.get("KILLS", "5"))
SEED = int(os.environ.get("SEED", "0")) or random.SystemRandom().randrange(1, 1 << 32)
EDIT = "from records.models import Topic; topic = Topic.objects.first(); topic.name = 'Edited'; topic.save()"
COUNT = "from records.models import Topic; print(Topic.objects.filter(name='Edited').count())"

pytestmark = thorough


def killed(portal: Portal, chance: random.Random, usual: float, *command: str) -> None:
    """Start a command, and kill it at some moment of what it usually takes; the first half is Python's start."""
    with portal.start(*command) as process:
        time.sleep(usual * chance.uniform(0.3, 1))
        process.kill()


def timed(portal: Portal, *command: str) -> float:
    begin = time.monotonic()
    portal.do(*command)
    return time.monotonic() - begin


def test_a_backup_that_is_killed_leaves_none_that_is_not_whole(restored: Shared) -> None:
    (portal, _), chance = restored(OWN), random.Random(SEED)  # noqa: S311
    print(f"SEED={SEED}")
    usual = timed(portal, "backup")
    for _ in range(ROUNDS):
        killed(portal, chance, usual, "backup")
        for made in portal.backups:
            Backup(made).check()
    portal.do("backup")
    assert not (portal.folder / "backups/.unfinished").exists()
    assert "are whole" in portal.do("verify")


@pytest.mark.parametrize("database", AVAILABLE)
def test_a_restore_that_is_killed_leaves_old_or_new(database: str, restored: Shared) -> None:
    (portal, backup), chance = restored(database), random.Random(SEED)  # noqa: S311
    print(f"SEED={SEED}")
    usual, left = timed(portal, "restore", "--yes", str(backup)), set()
    for _ in range(ROUNDS):
        portal.ask(EDIT)
        killed(portal, chance, usual, "restore", "--yes", str(backup))
        # Old, or new; `verify` compares history, search and sums with it.
        left.add(portal.ask(COUNT))
        assert "are whole" in portal.do("verify")
    assert left <= {"0", "1"}
    portal.do("restore", "--yes", str(backup))
    assert portal.ask(COUNT) == "0"
    assert [path.name for path in portal.folder.glob(".portal.sqlite3*")] == []
