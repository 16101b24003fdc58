"""A portal to look at and throw away: the real fixtures and static files, served as ``make run`` serves them."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 120
# Empty is as good as unset: nothing of the developer's shell.
UNSET = dict.fromkeys(
    (
        "ADMIN_ENABLED",
        "ADMIN_URL",
        "ALLOWED_HOSTS",
        "CONTACT",
        "DATABASE_REPLICA_URL",
        "DATABASE_URL",
        "DEBUG",
        "HOST",
        "HSTS",
        "HTTPS",
        "LOG_ADDRESSES",
        "LOG_FORMAT",
        "LOG_REQUESTS",
        "METRICS",
        "PLAIN_HTTP",
        "PORT",
        "READ_ONLY",
        "SECRET_KEY",
        "WORKERS",
    ),
    "",
)


@dataclass
class ScratchPortal:
    """A portal that answers at ``url``, such as http://127.0.0.1:41234 (no slash at the end)."""

    url: str
    environment: dict[str, str]

    def manage(self, *command: str, **settings: str) -> None:
        """Run a command of manage.py on its database. Raises CalledProcessError where it fails."""
        environment = self.environment | settings
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True)


@contextmanager
def scratch_portal(like: Path | None = None, **settings: str) -> Iterator[ScratchPortal]:
    """Prepare and serve a portal with these settings in a folder of its own; both are gone at the end.

    It begins with what is in the folder ``like``, which `prepare_folder` made, but for the records where DATABASE_URL
    names another database: little is left to prepare.
    """
    with tempfile.TemporaryDirectory(prefix="npa-portal-scratch-", ignore_cleanup_errors=True) as folder:
        if like:
            own_records = "portal.sqlite3*" if settings.get("DATABASE_URL") else ""
            shutil.copytree(like, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(own_records))
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        portal = ScratchPortal(url, environment_in(folder) | {"PORT": str(port)} | settings)
        log = Path(folder) / "portal.log"
        with log.open("w") as said:
            server = subprocess.Popen(
                [sys.executable, "manage.py", "serve"],
                cwd=ROOT,
                env=portal.environment,
                stdout=said,
                stderr=subprocess.STDOUT,
            )
        try:
            wait_for(portal, server, log)
            yield portal
        finally:
            server.terminate()
            server.wait(PATIENCE)


def prepare_folder(folder: Path) -> None:
    """Prepare a portal in ``folder``, for others to begin with. Raises CalledProcessError where that fails."""
    command = [sys.executable, "manage.py", "prepare"]
    subprocess.run(command, cwd=ROOT, env=environment_in(str(folder)), stdout=subprocess.DEVNULL, check=True)


def environment_in(folder: str) -> dict[str, str]:
    """The environment of a portal whose data are in ``folder``."""
    return os.environ | UNSET | {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "npa_portal.settings"}


def wait_for(portal: ScratchPortal, server: subprocess.Popen[bytes], log: Path) -> None:
    """Return once the portal answers. Raises RuntimeError with what it said where it does not."""
    end = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"{portal.url}/healthz/", timeout=10):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"The scratch portal does not answer.\n{log.read_text()}")


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
