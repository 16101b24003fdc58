"""What waits for nothing is answered before granian makes a coroutine of it."""

from __future__ import annotations

import logging
import os
import subprocess
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from npa_portal.answering import asking_first
from npa_portal.environment import BASE_DIR
from tests.processes import production_server
from tests.sampling import thorough
from tools.scratch_portal import free_port

# It answers some of what is asked at once, and says in which way it was answered.
BOTH = """
import npa_portal.wsgi

def answer(send, way):
    headers = [(b"content-length", b"%d" % len(way))]
    return [send({"type": "http.response.start", "status": 200, "headers": headers}),
            send({"type": "http.response.body", "body": way})]

class Application:
    def at_once(self, scope, send, later):
        if scope["path"] == "/fails":
            raise ValueError
        return scope["path"] == "/at-once" and bool(answer(send, b"at once"))

    async def __call__(self, scope, receive, send):
        for sent in answer(send, b"in the loop"):
            await sent

application = Application()
"""


class Asked:
    """A request as granian hands it on."""

    def __init__(self) -> None:
        self.sent: list[Any] = []
        self.scope = {"type": "http"}
        self.proto = SimpleNamespace(send=self.sent.append)


def scheduled(at_once: Callable[..., bool]) -> tuple[list[Any], list[Any]]:
    """What was sent at once, and which requests were left to the event loop."""
    left: list[Any] = []
    request = Asked()
    asking_first(at_once, lambda *arguments: left.append)()(request)
    return request.sent, left


def test_what_is_answered_is_not_left_to_the_event_loop() -> None:
    assert scheduled(lambda scope, send, later: not send(scope)) == ([{"type": "http", "root_path": ""}], [])


def test_what_is_not_answered_is_left_to_it() -> None:
    sent, left = scheduled(lambda scope, send, later: False)
    assert (sent, len(left)) == ([], 1)


def test_so_is_what_turns_out_to_be_its_own() -> None:
    sent, left = scheduled(lambda scope, send, later: not later())
    assert (sent, len(left)) == ([], 1)


def test_so_is_what_failed_and_it_is_told(caplog: pytest.LogCaptureFixture) -> None:
    def failing(*arguments: Any) -> bool:
        raise ValueError

    with caplog.at_level(logging.ERROR):
        sent, left = scheduled(failing)
    assert (sent, len(left)) == ([], 1)
    assert "ValueError" in caplog.text


@thorough
def test_granian_asks_so(tmp_path: Path) -> None:
    (tmp_path / "both.py").write_text(BOTH)
    port = free_port()
    environment = os.environ | {"PYTHONPATH": f"{tmp_path}{os.pathsep}{BASE_DIR}", "DATABASE_URL": ""}
    environment |= {"DJANGO_SETTINGS_MODULE": "npa_portal.settings", "DATA_DIR": str(tmp_path / "var")}
    command = production_server(port, workers=1, application="both:application")
    with subprocess.Popen(command, env=environment, cwd=BASE_DIR) as process:
        try:
            answers = {path: body_of(f"http://127.0.0.1:{port}{path}") for path in ("/at-once", "/other", "/fails")}
        finally:
            process.terminate()
    assert answers == {"/at-once": b"at once", "/other": b"in the loop", "/fails": b"in the loop"}


def body_of(url: str) -> bytes:
    """What is answered there, as soon as somebody listens."""
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(url, timeout=20) as answer:
                return bytes(answer.read())
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.1)
