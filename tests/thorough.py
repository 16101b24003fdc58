"""Leaves out the ``thorough`` tests, and those by ``browser`` or ``checker``, and says how many: for ``make test``."""

from __future__ import annotations

import pytest

from tests.leaving_out import LeavingOut

SENTENCE = "{} tests, thorough or by browser or checker, were left out: make test-thorough runs them."


def takes_long(item: pytest.Item) -> bool:
    return any(item.get_closest_marker(name) for name in ("thorough", "browser", "checker"))


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(LeavingOut(takes_long, SENTENCE))
