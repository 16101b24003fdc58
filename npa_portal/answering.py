"""granian, with one thing more: what needs no event loop is answered past it.

By itself granian makes a coroutine of each request, and wakes the event loop to run it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from granian import _futures

logger = logging.getLogger(__name__)

# Answers a request, given as ASGI has it, by calling what sends, now or in another thread; False where it is the event
# loop's, to which the last argument leaves it later.
AtOnce = Callable[[dict[str, Any], Callable[[dict[str, Any]], Any], Callable[[], None]], bool]


def answer_at_once(at_once: AtOnce) -> None:
    """Let the workers of this process ask ``at_once`` first. Called before one of them begins."""
    for name in ("_cbsched_schedule", "_cbsched_aioschedule"):
        setattr(_futures, name, asking_first(at_once, getattr(_futures, name)))


def asking_first(at_once: AtOnce, schedulers: Callable[..., Any]) -> Callable[..., Any]:
    """What makes granian's schedulers, as it stands in there for ``schedulers``."""

    def made(*arguments: Any) -> Callable[[Any], None]:
        schedule = schedulers(*arguments)

        def ask_first(request: Any) -> None:
            # As granian itself will say it.
            request.scope["root_path"] = ""
            try:
                if at_once(request.scope, request.proto.send, partial(schedule, request)):
                    return
            except Exception:
                # granian looks at no exception here, nor at what is returned.
                logger.exception("A request could not be answered at once.")
            schedule(request)

        return ask_first

    return made
