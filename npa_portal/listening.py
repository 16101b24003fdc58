"""Where the server listens."""

from __future__ import annotations

import errno
import os
import socket

# The first that systemd hands over where it listens itself.
HANDED_OVER = 3


class ListeningError(Exception):
    """Nothing can listen there; says what to do."""


def handed_over() -> socket.socket | None:
    """The socket on which systemd listens for us; None where it does not."""
    if os.environ.pop("LISTEN_PID", "") != str(os.getpid()) or os.environ.pop("LISTEN_FDS", "") != "1":
        return None
    return socket.socket(fileno=HANDED_OVER)


def bound(host: str, port: int) -> socket.socket:
    """A socket at that address, which does not listen yet. Raises ListeningError where nothing can."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _, address = found[0]
        listening = socket.socket(family, kind, protocol)
    except OSError as error:
        raise ListeningError(in_words(error, host, port)) from error
    try:
        # As servers do: a port that was left a moment ago is free.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
    except OSError as error:
        listening.close()
        raise ListeningError(in_words(error, host, port)) from error
    return listening


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
