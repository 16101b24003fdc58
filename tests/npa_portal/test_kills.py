"""``kill -9`` in the middle of what writes, a few times; `python -m tools.faults` does so more often."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.databases import server_url
from tests.sampling import thorough
from tools.faults.__main__ import TRIALS, Setting, chance

pytestmark = [
    thorough,
    pytest.mark.long,
    pytest.mark.skipif(sys.platform != "linux", reason="reads processes from /proc"),
]

ROUNDS = 5
SEED = int(os.environ.get("SEED", "0")) or random.SystemRandom().randrange(1, 1 << 32)
KILLS = "worker-in-save", "parent-in-save", "load", "dump", "migration", "backup", "restore"


@pytest.fixture(scope="module")
def setting(prepared_folder: Path, prepared_database: str) -> Iterator[Setting]:
    """One prepared portal, which each trial finds as it was."""
    with ExitStack() as stack:
        yield Setting(stack, server_url() if prepared_database else "", prepared_folder)


@pytest.mark.parametrize("name", KILLS)
def test_what_is_killed_leaves_the_old_or_the_new(name: str, setting: Setting) -> None:
    print(f"SEED={SEED}")
    setting.chance = chance(SEED, name)
    assert TRIALS[name](setting, ROUNDS)["rounds"] == ROUNDS
