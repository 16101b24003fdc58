"""How much work something is: counted, so that no clock and no busy machine decides."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def steps(call: Callable[[], object]) -> int:
    """How many instructions of the search's own code ``call`` takes, once it knows the words."""
    taken = 0

    def count(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal taken
        frame.f_trace_lines, frame.f_trace_opcodes = False, True
        taken += event == "opcode"
        return count

    def of_the_search(frame: FrameType, event: str, argument: Any) -> Any:
        return count(frame, event, argument) if frame.f_globals["__name__"].startswith("records.search.") else None

    call()
    before = sys.gettrace()
    sys.settrace(of_the_search)
    try:
        call()
    finally:
        sys.settrace(before)
    return taken
