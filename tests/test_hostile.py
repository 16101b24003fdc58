"""Hostile requests, other ones in each run: no address answers 5xx, whatever it is asked, and whoever asks."""

from __future__ import annotations

import pytest

from tests.processes import told_by_tool
from tests.sampling import thorough

# On each of the two databases.
REQUESTS = 2_500


@thorough
@pytest.mark.long
def test_none_of_thousands_of_hostile_requests_is_answered_5xx(prepared: dict[str, str]) -> None:
    where = ["--like", prepared["DATA_DIR"], "--url", prepared["DATABASE_URL"]]
    assert "none answered 5xx" in told_by_tool("tools.hostile", "--requests", str(REQUESTS), *where)
