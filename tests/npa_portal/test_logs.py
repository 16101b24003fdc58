"""The log: a line an event, in which nothing that a visitor sends begins another line."""

from __future__ import annotations

import json
import logging
import sys
from types import SimpleNamespace
from typing import Any

import pytest

from npa_portal import logs
from npa_portal.logs import AsJson, AsText, Quiet

NASTY = "one\ntwo\r\n2026-11-30 ERROR made up\x1b[2J\u2028three"


def record(message: str = NASTY, **more: Any) -> logging.LogRecord:
    return logging.makeLogRecord({"msg": message, "levelname": "WARNING", "name": "django", **more})


def failed() -> Any:
    try:
        raise RuntimeError(NASTY)
    except RuntimeError:
        return sys.exc_info()


@pytest.mark.parametrize("formatter", [AsText(), AsJson()])
def test_what_a_visitor_sends_begins_no_line(formatter: logging.Formatter) -> None:
    said = formatter.format(record())
    assert len(said.splitlines()) == 1
    assert "\x1b" not in said


def test_a_line_of_json_holds_all_of_it() -> None:
    asked = SimpleNamespace(request_id="0123456789abcdef")
    said = AsJson().format(record(request=asked, exc_info=failed()))
    assert len(said.splitlines()) == 1
    told = json.loads(said)
    assert {name: told[name] for name in ("level", "logger", "message", "request")} == {
        "level": "WARNING",
        "logger": "django",
        "message": NASTY,
        "request": "0123456789abcdef",
    }
    assert "RuntimeError: one\ntwo" in told["traceback"]


def test_a_line_of_text_names_the_request() -> None:
    asked = SimpleNamespace(request_id="0123456789abcdef")
    assert AsText().format(record("A fault.", request=asked)).endswith("WARNING django: A fault. [0123456789abcdef]")


def test_what_anybody_can_cause_is_a_line_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr("npa_portal.logs.time.monotonic", lambda: now)
    quiet = Quiet()
    first, *others = [record("x" * 5000, exc_info=failed()) for _ in range(4)]
    assert quiet.filter(first)
    assert first.exc_info is None
    assert len(first.getMessage()) == logs.LONGEST
    assert [quiet.filter(one) for one in others] == [False] * 3
    now += logs.EVERY
    later = record("once more")
    assert quiet.filter(later)
    assert later.getMessage() == "once more (3 more before)"
