"""nginx, started with a configuration of its own: what both benchmarks have in common."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager
from pathlib import Path

from bench.processes import Server, serving

CONFIGURATION = """
daemon off;
worker_processes {workers};
pid {folder}/nginx.pid;
error_log {folder}/error.log;
{user}
events {{ worker_connections 768; }}
http {{
{http}
}}
"""


def serving_nginx(
    name: str, folder: Path, http: str, url: str, path: str = "/", *, workers: int | str
) -> AbstractContextManager[Server]:
    """nginx with these lines in ``http``, its files in ``folder``, once it answers at ``path``."""
    # Only root has an account to give up, and need not give it up to read its own files.
    user = "user root;" if os.geteuid() == 0 else ""
    configuration = folder / "nginx.conf"
    configuration.write_text(CONFIGURATION.format(workers=workers, folder=folder, user=user, http=http))
    command = ["nginx", "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(configuration)]
    return serving(name, command, url, dict(os.environ), folder / "nginx.log", path)
