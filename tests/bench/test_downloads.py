"""What the benchmark reads of a download."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

from bench.downloads import read


class Lines(BaseHTTPRequestHandler):
    """Answers with lines, one of which goes on below the first of its cells."""

    body = b"x" * 70_000 + b"\r\n" + b'"y\nz"\r\n' * 3

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_the_lines_of_a_file_are_counted_by_their_ends() -> None:
    with HTTPServer(("127.0.0.1", 0), Lines) as server:
        answering = threading.Thread(target=server.handle_request)
        answering.start()
        assert read(f"http://127.0.0.1:{server.server_port}", "/") == (len(Lines.body), 4)
        answering.join()
