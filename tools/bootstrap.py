"""Makes ``.venv`` and installs a requirements file into it: the first step of every make target.

Runs on the machine's own Python and its standard library alone: ``python3 tools/bootstrap.py requirements.txt``.
"""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"


class BootstrapError(Exception):
    """A step that failed, in words that say what to do."""


def main(requirements: Path) -> None:
    """Leave ``.venv`` with what ``requirements`` pins; takes a moment where it has that already."""
    stamp = VENV / f"installed-{requirements.stem}"
    with one_at_a_time(ROOT / ".venv.lock"):
        if not works(VENV_PYTHON):
            say(f"Making .venv with Python {sys.version.split()[0]}")
            shutil.rmtree(VENV, ignore_errors=True)
            venv.create(VENV, with_pip=True, symlinks=True)
        wanted = digest(requirements)
        if not stamp.exists() or stamp.read_text() != wanted:
            say(f"Installing {requirements.name} into .venv: under a minute, and only where the pins changed")
            install(requirements)
            stamp.write_text(wanted)


@contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Let a second start wait here for the first; the lock goes when its process goes, however it ends."""
    with path.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another make is preparing .venv; waiting for it")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def works(python: Path) -> bool:
    """Whether ``python`` runs here: not where .venv was copied, is half made, or lost the Python it was made with."""
    test = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    try:
        return subprocess.run([python, "-c", test], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def digest(requirements: Path) -> str:
    """What the installed packages depend on: the pins and the Python of .venv."""
    return hashlib.sha256(requirements.read_bytes() + (VENV / "pyvenv.cfg").read_bytes()).hexdigest()


def install(requirements: Path) -> None:
    """Install the pinned wheels, each checked against its hash. Raises BootstrapError with pip's own last words."""
    command = [str(VENV_PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    # The file names all that is needed, and Python compiles what it imports.
    quick = ["--no-deps", "--no-compile"]
    done = subprocess.run(
        [*command, *quick, "--require-hashes", "--requirement", str(requirements)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        reason = [line for line in done.stdout.splitlines() if line.startswith("ERROR")][-3:]
        raise BootstrapError(
            "\n".join([*reason, ""])
            + "The packages could not be installed. They come from Python's package index: check that this machine is"
            " online (and pip's proxy or index settings), then run the same command again."
        )


def say(line: str) -> None:
    """Tell the step that begins."""
    print(line, flush=True)


if __name__ == "__main__":
    try:
        main(ROOT / sys.argv[1])
    except KeyboardInterrupt:
        sys.exit(130)
    except BootstrapError as error:
        sys.exit(str(error))
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"{error}\n.venv could not be made in {ROOT}. Is the folder writable, and is there room on the disk?")
