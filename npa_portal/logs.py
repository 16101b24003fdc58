"""What the log says, and how much of it."""

from __future__ import annotations

import logging
import time

# In seconds, and in letters of a line.
EVERY, LONGEST = 60, 300


class Quiet(logging.Filter):
    """Lets one line a minute pass of what anybody can cause as often as he likes: short, and without a traceback.

    The next one says how many were left out.
    """

    def __init__(self) -> None:
        super().__init__()
        self.since = -float(EVERY)
        self.left_out = 0

    def filter(self, record: logging.LogRecord) -> bool:
        now = time.monotonic()
        if now - self.since < EVERY:
            self.left_out += 1
            return False
        said = record.getMessage()[:LONGEST].encode("unicode_escape").decode()
        record.msg, record.args = said + (f" ({self.left_out} more before)" if self.left_out else ""), ()
        record.exc_info = record.exc_text = None
        self.since, self.left_out = now, 0
        return True
