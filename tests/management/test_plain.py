"""Commands that serve nothing take no time for what serves."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from django.conf import settings

# As manage.py does it, but in a process that says afterwards what it imported.
DUMP = """
import sys
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", "dump_records", "--directory", sys.argv[1]])
print("records.urls" in sys.modules)
"""


def test_a_dump_imports_no_pages(prepared: dict[str, str], tmp_path: Path) -> None:
    command = [sys.executable, "-c", DUMP, str(tmp_path / "dumped")]
    said = subprocess.run(command, cwd=settings.BASE_DIR, env=prepared, capture_output=True, text=True, check=True)
    assert said.stdout.splitlines()[-1] == "False"
