"""The lines of the page that explains the interface run as they stand, on SQLite whatever the tests run on."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path

from tests.api.asking import NAMES, lines
from tests.sampling import thorough
from tools.scratch_portal import scratch_portal


@thorough
def test_the_lines_run_as_they_stand(prepared_folder: Path) -> None:
    with scratch_portal(prepared_folder, WORKERS="1") as portal:
        html = run("curl", "--silent", "--fail", f"{portal.url}/api/")
        shell, python = lines(html, "shell"), lines(html, "python")
        assert len(shell) == len(python) == len(NAMES)
        by_curl = [json.loads(run(*shlex.split(line), "--silent", "--fail"))["results"] for line in shell]
        # All in one process, for the start of one takes longer than what it does.
        printed = run(sys.executable, "-c", "\nprint('-' * 9)\n".join(python)).split("-" * 9 + "\n")
    for results, said in zip(by_curl, printed, strict=True):
        assert results
        names = [one.get("label") or one.get("what") or one["name"] for one in results]
        assert said.splitlines() == [line for name in names for line in name.splitlines()]


def run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
