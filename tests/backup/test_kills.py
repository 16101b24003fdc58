"""``kill -9`` in the middle of a backup or a restore: what stands there is old or new, and whole."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from pathlib import Path

from records.backup.archive import Backup
from tests.backup.portals import OWN, Portal
from tests.sampling import thorough

Shared = Callable[[str], tuple[Portal, Path]]
# The recorded run has more: KILLS=50, and SEED= repeats one.
ROUNDS = int(os.environ.get("KILLS", "5"))
SEED = int(os.environ.get("SEED", "0")) or random.SystemRandom().randrange(1, 1 << 32)
# Whether all is whole, and which it is; then it is edited, so that a restore has something to replace.
CHECK_AND_EDIT = """
from django.core.management import call_command
from records.models import Topic
call_command("verify", verbosity=0)
topic = Topic.objects.get(slug="drugs")
print("new" if topic.name == "Drugs" else "old")
topic.name = "Edited"
topic.save()
"""

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


def test_a_restore_that_is_killed_leaves_old_or_new(restored: Shared) -> None:
    (portal, backup), chance = restored(OWN), random.Random(SEED)  # noqa: S311
    print(f"SEED={SEED}")
    usual = timed(portal, "restore", "--yes", str(backup))
    left = [portal.ask(CHECK_AND_EDIT)]
    for _ in range(ROUNDS):
        killed(portal, chance, usual, "restore", "--yes", str(backup))
        left.append(portal.ask(CHECK_AND_EDIT))
    print(left)
    portal.do("restore", "--yes", str(backup))
    assert portal.ask(CHECK_AND_EDIT) == "new"
    assert [path.name for path in portal.folder.glob(".portal.sqlite3*")] == []
    portal.do("restore", "--yes", str(backup))
