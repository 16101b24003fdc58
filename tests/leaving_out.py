"""A plugin that leaves out some of the tests, and says at the end how many."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest


@dataclass
class LeavingOut:
    """Leaves out what ``is_left_out``; ``sentence`` says of how many tests, and what becomes of them."""

    is_left_out: Callable[[pytest.Item], bool]
    sentence: str
    count: int = 0

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        left_out = [item for item in items if self.is_left_out(item)]
        items[:] = [item for item in items if not self.is_left_out(item)]
        config.hook.pytest_deselected(items=left_out)
        self.count = len(left_out)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        # Where several processes run the tests, the one that reports collects none itself.
        if hasattr(session.config, "workeroutput"):
            session.config.workeroutput[self.sentence] = self.count

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        self.count = getattr(node, "workeroutput", {}).get(self.sentence, 0)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.count:
            terminalreporter.write_line(self.sentence.format(self.count))
