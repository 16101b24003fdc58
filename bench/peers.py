"""The servers that are measured: the portal, Datasette and nginx, with one worker each."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path

from bench.filling import Filled, say
from bench.nginx import serving_nginx
from bench.plan import FOLDER
from bench.processes import BenchError, Server, serving
from tools.scratch_portal import free_port

CACHE_OFF = {"CACHE_MB": "0"}

# Datasette as quick as it goes: the file never changes, so that it counts the rows of a table once; no facets are
# suggested; a page may be kept for an hour; and nothing is cut off that the portal shows.
DATASETTE_SETTINGS = {
    "suggest_facets": "off",
    "default_page_size": "50",
    "default_cache_ttl": "3600",
    "sql_time_limit_ms": "10000",
    "max_csv_mb": "0",
}

# Debian's http settings.
NGINX = """
    sendfile on;
    tcp_nopush on;
    types_hash_max_size 2048;
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    access_log off;
    gzip on;
    gzip_static on;
    server {{ listen 127.0.0.1:{port}; root {folder}/pages; }}
"""


def portal(filled: Filled, **settings: str) -> AbstractContextManager[Server]:
    """The portal as ``make run`` serves it; without its page cache by the settings `CACHE_OFF`."""
    port = free_port()
    name = "portal, cache off" if settings.get("CACHE_MB") == "0" else "portal"
    environment = filled.environment | {"PORT": str(port)} | settings
    log = filled.folder / f"portal-{port}.log"
    return serving(
        name, [sys.executable, "manage.py", "serve"], f"http://127.0.0.1:{port}", environment, log, "/healthz/"
    )


def datasette(folder: Path, filled: Filled) -> AbstractContextManager[Server]:
    """Datasette over the same rows, from a virtual environment of its own in ``folder``."""
    port = free_port()
    command = [
        *(datasette_program(folder), "serve", "--immutable", str(filled.edition)),
        *("--inspect-file", counted(folder, filled)),
        *("--host", "127.0.0.1", "--port", str(port)),
        *(word for name, value in DATASETTE_SETTINGS.items() for word in ("--setting", name, value)),
    ]
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": ""}
    return serving("datasette", command, f"http://127.0.0.1:{port}", environment, Path(os.devnull), "/-/versions.json")


def nginx(folder: Path, pages: Mapping[str, tuple[bytes, bytes]]) -> AbstractContextManager[Server]:
    """nginx with files at /<name>.html: each as it is, and compressed as the portal compressed it."""
    port = free_port()
    (folder / "pages").mkdir(parents=True, exist_ok=True)
    for name, (plain, compressed) in pages.items():
        (folder / "pages" / f"{name}.html").write_bytes(plain)
        (folder / "pages" / f"{name}.html.gz").write_bytes(compressed)
    http, path = NGINX.format(folder=folder, port=port), f"/{next(iter(pages))}.html"
    return serving_nginx("nginx", folder, http, f"http://127.0.0.1:{port}", path, workers=1)


def datasette_program(folder: Path) -> str:
    """Datasette's command, installed as bench/requirements.txt pins it."""
    home, pins = folder / "datasette", (FOLDER / "requirements.txt").read_text()
    stamp = home / "installed"
    if not stamp.exists() or stamp.read_text() != pins:
        say("Installing Datasette into a virtual environment of its own")
        venv.create(home, with_pip=True, clear=True, symlinks=True)
        install = [str(home / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
        done = subprocess.run(
            [*install, "--require-hashes", "--requirement", str(FOLDER / "requirements.txt")],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            raise BenchError(f"Datasette could not be installed:\n{done.stdout}")
        stamp.write_text(pins)
    return str(home / "bin" / "datasette")


def counted(folder: Path, filled: Filled) -> str:
    """The file in which Datasette keeps how many rows each table has, for a database that never changes."""
    path = filled.folder / "counts.json"
    if not path.exists() or path.stat().st_mtime < filled.edition.stat().st_mtime:
        command = [datasette_program(folder), "inspect", str(filled.edition), "--inspect-file", str(path)]
        subprocess.run(command, check=True)
    return str(path)
