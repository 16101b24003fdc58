"""The HTML of every kind of page, read by the Nu checker."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.browser.pages import CORRECTED, PAGES, fetch
from tools.scratch_portal import ROOT, ScratchPortal

CHECKER = ROOT / "tools" / "checker" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
JAVA = shutil.which("java")


@pytest.mark.checker
# Told before the portal is started, which takes longest.
@pytest.mark.skipif(
    JAVA is None or not CHECKER.exists(),
    reason="needs the Nu checker: apt install default-jre-headless, then make checker",
)
def test_the_nu_checker_finds_no_error(portal: ScratchPortal, tmp_path: Path) -> None:
    assert JAVA
    assert 'class="correction"' in fetch(portal.url, CORRECTED).text
    files = []
    for number, address in enumerate(PAGES):
        # Named so that a message tells which page it is about.
        file = tmp_path / f"{number}{address.partition('?')[0].replace('/', '_')}.html"
        file.write_text(fetch(portal.url, address).text)
        files.append(str(file))
    done = subprocess.run(
        [JAVA, "-jar", CHECKER, "--errors-only", "--asciiquotes", *files], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert done.returncode == 0
