"""Commands in processes of their own, on the database of the fixture ``scratch``, and the production server."""

from __future__ import annotations

import subprocess
import sys

from django.conf import settings

from npa_portal.serving import APPLICATION


def start(environment: dict[str, str], *command: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "django", *command],
        cwd=settings.BASE_DIR,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    said, complained = process.communicate(timeout=120)
    return process.returncode, said, complained


def told_by_tool(*command: str) -> str:
    """All that one of the tools says, which is printed, for it holds its seed. Fails the test where the tool fails."""
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    print(done.stdout)
    assert done.returncode == 0, done.stdout[-20_000:]
    return done.stdout


def production_server(
    port: int, *, workers: int, application: str = APPLICATION, prepare: str = "lambda: None"
) -> list[str]:
    """The command line of the production server, which by itself prepares nothing and listens on this machine alone."""
    server = f"supervise(bound('127.0.0.1', {port}, {workers}), {workers}, '{application}', {prepare})"
    modules = "from npa_portal.listening import bound; from npa_portal.serving import supervise"
    return [sys.executable, "-c", f"{modules}; {server}"]
