"""What the log says: a line an event, as text or as JSON, in which nothing that a visitor sends begins another line."""

from __future__ import annotations

import json
import logging
import time
from typing import Any

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
        left_out = f" ({self.left_out} more before)" if self.left_out else ""
        record.msg, record.args = record.getMessage()[:LONGEST] + left_out, ()
        record.exc_info = record.exc_text = None
        self.since, self.left_out = now, 0
        return True


def on_one_line(text: str) -> str:
    """The text without what ends a line, or moves a terminal's cursor."""
    return text if text.isprintable() else "".join(one if one.isprintable() else repr(one)[1:-1] for one in text)


def request_of(record: logging.LogRecord) -> str:
    """The name of the request that the line is about; empty where it is about none."""
    return str(getattr(getattr(record, "request", None), "request_id", ""))


class AsText(logging.Formatter):
    """Time, level, logger, message; the request where there is one. A traceback follows below."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(said)s")

    def format(self, record: logging.LogRecord) -> str:
        request = request_of(record)
        record.said = on_one_line(record.getMessage()) + (f" [{request}]" if request else "")
        return super().format(record)


class AsJson(logging.Formatter):
    """The same as an object of JSON, the traceback in it."""

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, Any] = {
            "time": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if request := request_of(record):
            said["request"] = request
        if record.exc_info:
            said["traceback"] = self.formatException(record.exc_info)
        return json.dumps(said)
