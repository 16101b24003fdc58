"""Hostile requests, other ones in each run: no address answers 5xx, whatever it is asked, and whoever asks."""

from __future__ import annotations

import subprocess
import sys

from django.conf import settings

from tests.sampling import thorough

# On each of the two databases.
REQUESTS = 2_500


@thorough
def test_none_of_thousands_of_hostile_requests_is_answered_5xx(prepared: dict[str, str]) -> None:
    where = ["--like", prepared["DATA_DIR"], "--url", prepared["DATABASE_URL"]]
    done = subprocess.run(
        [sys.executable, "-m", "tools.hostile", "--requests", str(REQUESTS), *where],
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    # The seed, and how they were answered.
    print(done.stdout)
    assert done.returncode == 0, done.stdout[-20_000:]
    assert "none answered 5xx" in done.stdout
