"""The Nu checker, which reads HTML: `make checker` installs it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

PROGRAM = Path(settings.BASE_DIR) / "tools" / "checker" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
JAVA = shutil.which("java")
# Told before anything is started.
CHECKED = (
    pytest.mark.checker,
    pytest.mark.skipif(
        JAVA is None or not PROGRAM.exists(),
        reason="needs the Nu checker: apt install default-jre-headless, then make checker",
    ),
)


def errors_in(pages: dict[str, str], folder: Path) -> str:
    """What it finds in pages, each under a name that its messages tell; ``folder`` is for the files that it reads."""
    assert JAVA
    files = []
    for number, (name, text) in enumerate(pages.items()):
        file = folder / f"{number}{name.partition('?')[0].replace('/', '_')}.html"
        file.write_text(text)
        files.append(str(file))
    command: list[str | Path] = [JAVA, "-jar", PROGRAM, "--errors-only", "--asciiquotes", *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stderr or ("" if done.returncode == 0 else f"It ended with {done.returncode}.")
