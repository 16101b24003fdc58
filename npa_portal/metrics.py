"""What Prometheus can ask: each worker counts for itself in files, and whichever is asked adds up all of them.

All workers listen at the address of the metrics, which is none of the portal's, and the machine gives each question to
one of them. So there is no process of its own, and no worker whose loss would end the counting.
"""

from __future__ import annotations

import functools
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from npa_portal.observing import Seen

# Where prometheus-client keeps its files; it reads this when it is imported.
FOLDER = "PROMETHEUS_MULTIPROC_DIR"
SECONDS = (0.0005, 0.001, 0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


def begin(data_dir: Path) -> None:
    """Let all processes that come count together, from nothing."""
    folder = data_dir / "metrics"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    os.environ[FOLDER] = str(folder)


class Quiet(WSGIRequestHandler):
    """Says nothing of each question."""

    def log_message(self, *arguments: Any) -> None:
        pass


class Server(WSGIServer):
    """One of several that listen at the same address."""

    allow_reuse_port = True


def counting() -> Callable[[Seen], None]:
    """What counts a request: by route, method, status and cache, of which there are not many whatever visitors send."""
    from prometheus_client import Counter, Histogram

    requests = Counter("npa_portal_requests", "Requests answered.", ["route", "method", "status", "cache"])
    seconds = Histogram("npa_portal_request_seconds", "Until the whole answer was sent.", ["cache"], buckets=SECONDS)

    # Looked up once each: there are some hundreds of them.
    requests_of, seconds_of = functools.cache(requests.labels), functools.cache(seconds.labels)

    def count(seen: Seen) -> None:
        requests_of(seen.route, known_method(seen.method), seen.status, seen.cache).inc()
        seconds_of(seen.cache).observe(seen.seconds)

    return count


def known_method(method: str) -> str:
    """The method; anything made up is one and the same."""
    return method if method in {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"} else "OTHER"


def expose(host: str, port: int) -> None:
    """Answer Prometheus there, in a thread of its own. Raises OSError where nothing can listen."""
    from prometheus_client import CollectorRegistry, make_wsgi_app
    from prometheus_client.multiprocess import MultiProcessCollector

    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    server = make_server(host, port, make_wsgi_app(registry), Server, Quiet)
    threading.Thread(target=server.serve_forever, name="metrics", daemon=True).start()
