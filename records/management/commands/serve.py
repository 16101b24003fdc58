"""Prepares the portal, then becomes its server."""

from __future__ import annotations

import errno
import os
import socket
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from npa_portal.environment import in_url


class Command(BaseCommand):
    """``make run`` and, with ``--reload``, ``make dev``."""

    help = "Prepare the portal (see prepare), then serve it on HOST:PORT."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--reload", action="store_true", help="Django's own server, which restarts when a file changes."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.DEBUG and not options["reload"]:
            raise CommandError("DEBUG shows visitors the inside of the portal. Serve without it, or use make dev.")
        # Before the work, so that a port in use is told at once, and after it, for what took the port meanwhile.
        free_address(settings.HOST, settings.PORT)
        call_command("prepare", stdout=self.stdout, stderr=self.stderr)
        address = free_address(settings.HOST, settings.PORT)
        connections.close_all()
        self.stdout.write(f"Portal at http://{in_url(visited_at(settings.HOST))}:{settings.PORT}/ (Ctrl-C stops it)")
        self.stdout.flush()
        command = reloading_server(address) if options["reload"] else production_server(address)
        os.execv(sys.executable, [sys.executable, "-m", *command])  # noqa: S606


def production_server(address: str) -> list[str]:
    """granian's command line: a worker calls Django in one thread, behind `npa_portal.bodies`."""
    return [
        "granian",
        "--interface=asginl",
        f"--host={address}",
        f"--port={settings.PORT}",
        f"--workers={settings.WORKERS}",
        "--respawn-failed-workers",
        "--no-ws",
        "--log-level=warning",
        "npa_portal.asgi:application",
    ]


def reloading_server(address: str) -> list[str]:
    """runserver's command line."""
    return ["django", "runserver", f"{in_url(address)}:{settings.PORT}"]


def visited_at(host: str) -> str:
    """Where a browser on this machine finds what listens at ``host``."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104


def free_address(host: str, port: int) -> str:
    """The IP address of ``host``. Raises CommandError, saying what to do, where nothing can listen there."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            # As servers do: a port that was left a moment ago is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
        return str(address[0])
    except OSError as error:
        match error.errno:
            case errno.EADDRINUSE:
                reason = f"Port {port} is in use. Stop what uses it, or choose another one, such as PORT=8123."
            case errno.EACCES:
                reason = f"Port {port} is not open to this user. Choose one above 1023, such as PORT=8123."
            case _:
                reason = f"HOST={host} is no address of this machine ({error.strerror}). Try HOST=127.0.0.1."
        raise CommandError(reason) from error
