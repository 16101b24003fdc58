"""Asking: Django in this process, as the front door calls it, and the served portal over a connection of its own."""

from __future__ import annotations

import socket
import traceback
from collections import Counter
from typing import Any

from tools.hostile.requests import STRANGER, TOKEN, Request

PATIENCE = 60
NONE = 0


class ServerError(AssertionError):
    """A request that was answered 5xx, or not at all where it should have been."""


class Asker:
    """Asks by the sessions of the editor and the superuser, and counts the answers by who asked and the status."""

    def __init__(self, sessions: dict[str, str]) -> None:
        self.sessions = sessions
        self.answers: Counter[tuple[str, int]] = Counter()

    def headers_of(self, request: Request) -> list[tuple[str, str]]:
        """Those of the request, and what a browser would send with it."""
        told = {name.lower() for name, _ in request.headers}
        found = [*request.headers] if "host" in told else [("Host", "127.0.0.1"), *request.headers]
        if request.who != STRANGER and "cookie" not in told:
            found.append(("Cookie", f"sessionid={self.sessions[request.who]}; csrftoken={TOKEN}"))
            # As a script of the admin's own would: so every method gets past the check for other sites.
            found.append(("X-CSRFToken", TOKEN))
        elif "cookie" not in told:
            found.append(("Cookie", f"csrftoken={TOKEN}"))
        return found

    def ask(self, request: Request) -> int:
        """The status; 0 where the connection was closed without one. Raises ServerError."""
        status, why = self.answered(request)
        self.answers[request.who, status] += 1
        if status >= 500:
            raise ServerError(f"{status} to {request}\n{why}")
        return status

    def answered(self, request: Request) -> tuple[int, str]:
        """The status, and what is known of its reason."""
        raise NotImplementedError


class InProcess(Asker):
    """Asks Django, past the server, with what the front door would hand on."""

    def __init__(self, sessions: dict[str, str]) -> None:
        super().__init__(sessions)
        from django.core.signals import got_request_exception

        from npa_portal.wsgi import application

        self.application: Any = application
        self.fault = ""
        got_request_exception.connect(self.note)

    def note(self, **kwargs: Any) -> None:
        """Keep the traceback of what a view raised."""
        self.fault = traceback.format_exc()

    def answered(self, request: Request) -> tuple[int, str]:
        from npa_portal.bodies import environ_of

        headers = [(name.lower().encode(), value.encode("latin-1")) for name, value in self.headers_of(request)]
        scope = {
            "method": request.method,
            "root_path": "",
            "raw_path": request.path.encode("latin-1"),
            "query_string": request.query.encode("latin-1"),
            "server": ("127.0.0.1", 8000),
            "client": ("127.0.0.1", 1),
            "http_version": "1.1",
            "scheme": "http",
            "headers": headers,
        }
        said: list[str] = []
        self.fault = ""
        response = self.application(environ_of(scope, request.body), lambda status, headers: said.append(status))
        try:
            for _ in response:
                pass
        finally:
            response.close()
        return int(said[0].split()[0]), self.fault


class OverHttp(Asker):
    """Asks the server; what is no request of HTTP goes as it is."""

    def __init__(self, sessions: dict[str, str], port: int) -> None:
        super().__init__(sessions)
        self.port = port

    def answered(self, request: Request) -> tuple[int, str]:
        target = f"{request.path}?{request.query}" if request.query else request.path
        headers = [*self.headers_of(request), ("Connection", "close"), ("Content-Length", str(len(request.body)))]
        lines = [f"{request.method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers), "", ""]
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as connection:
            try:
                connection.sendall("\r\n".join(lines).encode("latin-1") + request.body)
                said = b"".join(iter(lambda: connection.recv(65_536), b""))
            except (ConnectionResetError, BrokenPipeError):
                # Refused while it was still being sent.
                return NONE, ""
        # "100 Continue" is no answer yet.
        said = said.removeprefix(b"HTTP/1.1 100 Continue\r\n\r\n")
        return int(said.split(b" ", 2)[1]) if said.startswith(b"HTTP/1.1 ") else NONE, ""
