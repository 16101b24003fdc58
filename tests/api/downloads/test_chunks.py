"""A file of very many records from the production server: little memory, others answered meanwhile, whole or broken."""

from __future__ import annotations

import http.client
import io
import subprocess
import sys
import threading
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings as portal_settings
from django.db import connection

from tests.processes import finish, production_server, start
from tools.scratch_portal import free_port

pytestmark = [
    pytest.mark.thorough,
    pytest.mark.long,
    pytest.mark.skipif(sys.platform != "linux", reason="reads memory from /proc"),
]

COUNT = 50_000
# As many as no connection holds before anybody reads them.
FEWER = 20_000
MADE = """
from records.models import Section, Treaty
section = Section.objects.get(slug="attached-table-4")
for first in range(0, COUNT, 10_000):
    Treaty.objects.bulk_create(
        Treaty(
            slug=f"made-{number}", section=section, locator="Attached Table 4", position=1000 + number,
            name=f"Made {number}", treaty_kind="bilateral", action="signed", date="2002-06-21",
            as_printed=[["Treaty", "Made " * 40]],
        )
        for number in range(first, first + 10_000)
    )
"""
WITHDRAWN = f'from records.models import Treaty; Treaty.objects.filter(slug="made-{FEWER - 1}").delete()'


@dataclass
class Server:
    """A portal of very many treaties, with one worker."""

    port: int
    process: subprocess.Popen[bytes]
    environment: dict[str, str]

    def open(self, address: str) -> http.client.HTTPResponse:
        answer: http.client.HTTPResponse = urllib.request.urlopen(f"http://127.0.0.1:{self.port}{address}", timeout=120)
        return answer

    def run(self, code: str) -> None:
        returncode, _, complained = finish(start(self.environment, "shell", "--no-imports", "--command", code))
        assert returncode == 0, complained

    @property
    def memory(self) -> float:
        """The memory that the worker holds, in MiB."""
        main = self.process.pid
        [worker] = Path(f"/proc/{main}/task/{main}/children").read_text().split()
        status = Path(f"/proc/{worker}/status").read_text()
        [kilobytes] = [line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")]
        return int(kilobytes) / 1024


@pytest.fixture
def count() -> int:
    """How many treaties are made up."""
    return COUNT


@pytest.fixture
def server(prepared: dict[str, str], count: int) -> Iterator[Server]:
    port = free_port()
    with subprocess.Popen(production_server(port, workers=1), env=prepared, cwd=portal_settings.BASE_DIR) as process:
        running = Server(port, process, prepared)
        try:
            running.run(f"COUNT = {count}{MADE}")
            yield running
        finally:
            process.terminate()


def read_while_others_ask(server: Server, form: str) -> tuple[bytes, float, int]:
    """The file of all treaties, the most memory held meanwhile, and how often others were answered."""
    files: list[bytes] = []
    address = f"/api/v1/treaties/?format={form}"
    reading = threading.Thread(target=lambda: files.append(server.open(address).read()))
    reading.start()
    peak, answered = server.memory, 0
    while reading.is_alive():
        with server.open("/healthz/") as answer:
            answered += answer.status == 200
        time.sleep(0.01)
        peak = max(peak, server.memory)
    return files[0], peak, answered


def test_a_file_of_very_many_records_takes_little_memory_and_holds_up_nobody(server: Server) -> None:
    # How a workbook is written does not depend on the database.
    forms = ("csv", "xlsx") if connection.vendor == "sqlite" else ("csv",)
    for form in forms:
        server.open(f"/api/v1/treaties/?format={form}&action=ratified").read()
    idle = server.memory
    for form in forms:
        file, peak, answered = read_while_others_ask(server, form)
        assert peak - idle < 30
        assert answered > 10  # Of a server that made the file at one go, one or two would be.
        if form == "csv":
            assert file.count(b"\r\n") == 1 + 31 + COUNT
        else:
            book = zipfile.ZipFile(io.BytesIO(file))
            assert book.testzip() is None
            assert book.read("xl/worksheets/sheet1.xml").count(b"<row ") == 1 + 31 + COUNT


@pytest.mark.parametrize("count", [FEWER])
def test_a_file_that_breaks_off_does_not_look_whole(server: Server) -> None:
    with server.open("/api/v1/treaties/?format=csv") as answer:
        answer.read(1)
        # Not read any further, the file is not made any further.
        server.run(WITHDRAWN)
        with pytest.raises(http.client.IncompleteRead):
            answer.read()
    with server.open("/api/v1/treaties/?format=csv") as answer:
        assert answer.read().count(b"\r\n") == 31 + FEWER
