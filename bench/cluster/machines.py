"""The instances of the portal, and nginx in front of them, as `deploy/nginx.conf` has it."""

from __future__ import annotations

import os
import signal
import ssl
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.cluster.databases import Database, Replica, primary_and_replica, until
from bench.filling import Filled
from bench.nginx import serving_nginx
from bench.plan import REPORT, ROOT
from bench.processes import BenchError, Server, serving
from tools.scratch_portal import free_port

HOST = "portal.example.org"
# As nginx asks the portal.
BEHIND = {"Host": HOST, "X-Forwarded-Proto": "https"}
KEY = "not a secret, for this portal is gone in a minute or two"

# What Debian's own nginx.conf says around a site; the second server tells that all has started.
AROUND = """
    tcp_nopush on;
    access_log off;
    client_body_temp_path {folder}; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder};
    uwsgi_temp_path {folder}; scgi_temp_path {folder};
    include {folder}/site.conf;
    server {{ listen 127.0.0.1:{ready}; return 204; }}
"""


class Instance:
    """An instance of the portal with a data folder of its own, which reads the replica; can be started again."""

    def __init__(self, folder: Path, name: str, primary: Database, replica: Replica, **settings: str) -> None:
        self.name, self.log, self.port = name, folder / f"{name}.log", free_port()
        self.filled = Filled("postgresql", REPORT, folder / name, primary.url)
        self.filled.folder.mkdir(exist_ok=True)
        self.environment = self.filled.environment | {
            "PORT": str(self.port),
            "DATABASE_REPLICA_URL": f"{replica.url}?application_name={name}",
            "SECRET_KEY": KEY,
            "ALLOWED_HOSTS": HOST,
            "HTTPS": "on",
            **settings,
        }
        self.url = f"http://127.0.0.1:{self.port}"
        self.stack = ExitStack()
        self.server: Server | None = None

    def start(self) -> None:
        """Return once it answers; what is to be prepared is prepared."""
        command = [sys.executable, "manage.py", "serve"]
        self.server = self.stack.enter_context(
            serving(self.name, command, self.url, self.environment, self.log, "/healthz/", BEHIND)
        )

    def stop(self) -> None:
        """End it as systemd does."""
        self.stack.close()
        self.server = None

    def kill(self) -> None:
        """End it as a crash does."""
        for pid in self.pids():
            os.kill(pid, signal.SIGKILL)
        self.stop()

    def reload(self) -> None:
        """Put new workers in the place of the old ones, as systemd does; return once the old ones are gone."""
        old = set(self.pids())
        if self.server:
            self.server.process.send_signal(signal.SIGHUP)
            until(lambda: len(old & set(self.pids())) == 1)

    def pids(self) -> list[int]:
        return self.server.pids() if self.server else []

    def __enter__(self) -> Instance:
        self.start()
        return self

    def __exit__(self, *raised: object) -> None:
        self.stop()


@dataclass(frozen=True)
class Stack:
    """What every trial is given: the databases, and two instances."""

    folder: Path
    primary: Database
    replica: Replica
    one: Instance
    two: Instance

    @property
    def instances(self) -> tuple[Instance, Instance]:
        return self.one, self.two


@contextmanager
def stack(folder: Path, *settings: str) -> Iterator[Stack]:
    """All of it, running; ``settings`` are PostgreSQL's."""
    with primary_and_replica(folder, *settings) as (primary, replica):
        one, two = (Instance(folder, name, primary, replica, WORKERS="1") for name in ("one", "two"))
        with one, two:
            replica.holds(primary)
            yield Stack(folder, primary, replica, one, two)


@contextmanager
def front(folder: Path, name: str, instances: Sequence[Instance]) -> Iterator[Server]:
    """nginx in front of one instance or two."""
    home, port, ready = folder / name, free_port(), free_port()
    home.mkdir()
    certificate(folder)
    (home / "site.conf").write_text(site(folder, home, port, [one.port for one in instances]))
    http = AROUND.format(folder=home, ready=ready)
    with serving_nginx(name, home, http, f"http://127.0.0.1:{ready}", workers="auto") as server:
        server.url = f"https://127.0.0.1:{port}"
        yield server


def site(folder: Path, home: Path, port: int, instances: Sequence[int]) -> str:
    """`deploy/nginx.conf` with the ports and folders of this run, and room for all that one visitor asks here."""
    changes = {
        "server 127.0.0.1:8000;": f"server 127.0.0.1:{instances[0]};",
        "/var/cache/nginx/npa-portal": f"{home}/cache",
        "/etc/letsencrypt/live/portal.example.org": str(folder),
        "rate=30r/s": "rate=1000000r/s",
        "listen 80;": f"listen 127.0.0.1:{free_port()};",
        "listen [::]:80;": "",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{port} ssl http2;",
        "listen [::]:443 ssl http2;": "",
    }
    if len(instances) > 1:
        changes["# server 127.0.0.1:8001;"] = f"server 127.0.0.1:{instances[1]};"
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    for before, after in changes.items():
        if before not in text:
            raise BenchError(f"deploy/nginx.conf has no “{before}” any more: say in bench/cluster what stands for it.")
        text = text.replace(before, after)
    return text


def certificate(folder: Path) -> None:
    """A certificate that nobody signed, made once, in place of a real one."""
    if (folder / "fullchain.pem").exists():
        return
    command = [
        *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={HOST}"),
        *("-addext", f"subjectAltName=DNS:{HOST},IP:127.0.0.1"),
        *("-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")),
    ]
    subprocess.run(command, check=True, capture_output=True)


def trusting(folder: Path) -> ssl.SSLContext:
    """What trusts that certificate."""
    return ssl.create_default_context(cafile=folder / "fullchain.pem")
