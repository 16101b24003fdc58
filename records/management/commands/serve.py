"""Prepares the portal, then becomes its server."""

from __future__ import annotations

import os
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from npa_portal.environment import in_url
from npa_portal.listening import ListeningError, bound, visited_at


class Command(BaseCommand):
    """``make dev``, with ``--reload``. What ``make run`` starts is `npa_portal.serving`, which needs no Django."""

    help = "Prepare the portal (see prepare), then serve it on HOST:PORT."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--reload", action="store_true", help="Django's own server, which restarts when a file changes."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["reload"]:
            become("manage.py", "serve")
        # Before the work, so that a port in use is told at once, and after it, for what took the port meanwhile.
        free_address(settings.HOST, settings.PORT)
        call_command("prepare", stdout=self.stdout, stderr=self.stderr)
        address = free_address(settings.HOST, settings.PORT)
        connections.close_all()
        self.stdout.write(f"Portal at http://{in_url(visited_at(settings.HOST))}:{settings.PORT}/ (Ctrl-C stops it)")
        self.stdout.flush()
        become("-m", "django", "runserver", f"{in_url(address)}:{settings.PORT}")


def become(*command: str) -> None:
    """Let another program of Python take the place of this one."""
    os.execv(sys.executable, [sys.executable, *command])  # noqa: S606


def free_address(host: str, port: int) -> str:
    """The IP address of ``host``. Raises CommandError, saying what to do, where nothing can listen there."""
    try:
        with bound(host, port)[0] as probe:
            return str(probe.getsockname()[0])
    except ListeningError as error:
        raise CommandError(str(error)) from error
