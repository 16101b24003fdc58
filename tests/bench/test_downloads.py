"""What the benchmark reads of a download."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

from bench.downloads import PIECE, read


class Lines(BaseHTTPRequestHandler):
    """Answers with lines, of which one is cut in the middle of its end by the size of a piece."""

    body = b"x" * (PIECE - 1) + b"\r\n" + b"y\r\n" * 3

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_a_line_whose_end_is_cut_in_two_is_counted_once() -> None:
    with HTTPServer(("127.0.0.1", 0), Lines) as server:
        answering = threading.Thread(target=server.handle_request)
        answering.start()
        assert read(f"http://127.0.0.1:{server.server_port}", "/") == (len(Lines.body), 4)
        answering.join()
