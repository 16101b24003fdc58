"""A Python in which the portal is loaded already: each command is a fork of it, and begins at once.

So what is killed is killed in its work, and not while Python starts; and many rounds take minutes, not hours.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import subprocess
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from typing import IO

import django
from django.core import checks, management

from tools.scratch_portal import ROOT


class Command:
    """A command of manage.py in a process, and group, of its own."""

    def __init__(self, pid: int, told: IO[bytes], said: Path) -> None:
        self.pid, self.told, self.path = pid, told, said
        self.code: int | None = None

    def wait(self, seconds: float) -> int | None:
        """Its exit code, negative where it was killed; None where it takes longer."""
        if self.code is None and select.select([self.told], [], [], seconds)[0]:
            self.code = int(self.told.readline())
        return self.code

    def kill(self) -> None:
        """Kill it at once, with all that it started, and return once it is gone."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self.code = int(self.told.readline())

    def said(self) -> str:
        """All that it said."""
        return self.path.read_text(errors="replace")


class Warm:
    """The Python that stands ready with one environment; one command runs at a time."""

    def __init__(self, environment: dict[str, str], said: Path) -> None:
        self.said = said
        orders, self.orders = os.pipe()
        told, telling = os.pipe()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tools.faults.warm"], cwd=ROOT, env=environment, stdin=orders, stdout=telling
        )
        os.close(orders)
        os.close(telling)
        # Without a buffer: what is told and not read yet is waited for by `select`.
        self.told = os.fdopen(told, "rb", buffering=0)

    def start(self, command: tuple[str, ...], settings: dict[str, str]) -> Command:
        """Start a command, with these settings besides."""
        os.write(self.orders, json.dumps([command, settings, str(self.said)]).encode() + b"\n")
        return Command(int(self.told.readline()), self.told, self.said)

    def close(self) -> None:
        """End it."""
        os.close(self.orders)
        self.process.wait()
        self.told.close()


def serve_orders() -> None:
    """Load the portal; then fork for each order, tell the process, and its exit code once it is gone."""
    django.setup()
    # All that commands import is imported by it.
    checks.run_checks()
    for name, app in management.get_commands().items():
        if app == "records":
            management.load_command_class(app, name)
    gc.freeze()
    for line in sys.stdin:
        command, settings, said = json.loads(line)
        pid = os.fork()
        if not pid:
            obey(command, settings, said)
        with suppress(OSError):
            os.setpgid(pid, pid)
        print(pid, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)


def obey(command: list[str], settings: dict[str, str], said: str) -> None:
    """Be that command, and end with it."""
    os.setpgid(0, 0)
    into = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(into, 1)
    os.dup2(into, 2)
    os.environ.update(settings)
    code: object = 1
    try:
        management.execute_from_command_line(["manage.py", *command])
        code = 0
    except SystemExit as end:
        code = end.code or 0
    except BaseException:  # noqa: BLE001 # As Python itself does at the end of a program.
        traceback.print_exc()
    with suppress(OSError):
        sys.stdout.flush()
    os._exit(code if isinstance(code, int) else 1)


if __name__ == "__main__":
    serve_orders()
