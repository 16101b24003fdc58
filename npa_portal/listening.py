"""Where the server listens."""

from __future__ import annotations

import errno
import os
import socket
import sys
import time
from typing import Any

# How many wait on a socket, and how many a worker takes of them.
BACKLOG = 1024
# The first that systemd hands over where it listens itself.
HANDED_OVER = 3
# In seconds: how long who was killed may still hold his port, for his workers are gone a moment after him.
LEAVING = 2


class ListeningError(Exception):
    """Nothing can listen there; says what to do."""


def handed_over() -> list[socket.socket]:
    """The socket on which systemd listens for us; none where it does not."""
    if os.environ.pop("LISTEN_PID", "") != str(os.getpid()) or os.environ.pop("LISTEN_FDS", "") != "1":
        return []
    listening = socket.socket(fileno=HANDED_OVER)
    send_at_once(listening)
    return [listening]


def bound(host: str, port: int, workers: int = 1) -> list[socket.socket]:
    """Sockets at that address, which do not listen yet. Raises ListeningError where nothing can.

    Linux shares out who comes among as many queues as there are. From one queue a single worker takes all that come at
    once, and the others stand idle.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        # First alone: with others that share the address, nobody would notice that it is in use.
        bind_alone(found[0]).close()
        linux = sys.platform == "linux"
        return [bind(found[0], shared=linux) for _ in range(workers if linux else 1)]
    except OSError as error:
        raise ListeningError(in_words(error, host, port)) from error


def bind_alone(found: tuple[Any, ...]) -> socket.socket:
    """A socket that shares the address with nobody, as soon as who leaves it is gone. Raises OSError."""
    last = time.monotonic() + LEAVING
    while True:
        try:
            return bind(found, shared=False)
        except OSError as error:
            if error.errno != errno.EADDRINUSE or time.monotonic() > last:
                raise
        time.sleep(0.02)


def bind(found: tuple[Any, ...], *, shared: bool) -> socket.socket:
    """A socket at an address that was found. Raises OSError."""
    family, kind, protocol, _, address = found
    listening = socket.socket(family, kind, protocol)
    try:
        # As servers do: a port that was left a moment ago is free.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if shared:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        send_at_once(listening)
        listening.bind(address)
    except OSError:
        listening.close()
        raise
    return listening


def send_at_once(listening: socket.socket) -> None:
    """Let who comes be sent each piece as soon as it is there; Linux gives to a connection what its queue has.

    Else the second piece of an answer waits until the first is acknowledged, which takes visitors 40 ms.
    """
    if listening.family != socket.AF_UNIX:
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def in_words(error: OSError, host: str, port: int) -> str:
    """Why nothing can listen there, and what to do."""
    match error.errno:
        case errno.EADDRINUSE:
            return f"Port {port} is in use. Stop what uses it, or choose another one, such as PORT=8123."
        case errno.EACCES:
            return f"Port {port} is not open to this user. Choose one above 1023, such as PORT=8123."
    return f"HOST={host} is no address of this machine ({error.strerror}). Try HOST=127.0.0.1."


def visited_at(host: str) -> str:
    """Where a browser on this machine finds what listens at ``host``."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
