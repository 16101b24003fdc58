"""The virtual environment that every make target needs, and the pins that it is made of."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tools import bootstrap

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with requirements, where making a .venv and installing only leave traces."""
    (tmp_path / "requirements.txt").write_text("one")
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "works", lambda python: (tmp_path / ".venv").exists())

    def create(folder: Path, **options: object) -> None:
        folder.mkdir()
        (folder / "pyvenv.cfg").touch()

    def install(requirements: Path) -> None:
        with (tmp_path / "installed").open("a") as log:
            log.write(f"{requirements.read_text()} ")

    monkeypatch.setattr("venv.create", create)
    monkeypatch.setattr(bootstrap, "install", install)
    return tmp_path


def test_packages_are_installed_again_only_where_the_pins_changed(checkout: Path) -> None:
    requirements = checkout / "requirements.txt"
    for _ in range(2):
        bootstrap.main(requirements)
    assert (checkout / "installed").read_text() == "one "
    requirements.write_text("two")
    bootstrap.main(requirements)
    assert (checkout / "installed").read_text() == "one two "


def test_a_failed_installation_is_tried_again(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(requirements: Path) -> None:
        raise bootstrap.BootstrapError

    with monkeypatch.context() as offline:
        offline.setattr(bootstrap, "install", fail)
        with pytest.raises(bootstrap.BootstrapError):
            bootstrap.main(checkout / "requirements.txt")
    bootstrap.main(checkout / "requirements.txt")
    assert (checkout / "installed").read_text() == "one "


def test_an_environment_without_its_python_does_not_work(tmp_path: Path) -> None:
    assert bootstrap.works(Path(sys.executable))
    (tmp_path / "python").symlink_to(tmp_path / "removed")
    assert not bootstrap.works(tmp_path / "python")


needs_make = pytest.mark.skipif(shutil.which("make") is None, reason="needs make")


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(["make", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@needs_make
def test_make_without_a_python_says_what_to_install() -> None:
    done = make("packages", "PYTHONS=no-such-python")
    assert done.returncode
    assert "Python 3.11 or newer with its venv module is needed" in done.stderr


@needs_make
def test_make_alone_lists_the_targets() -> None:
    listed = set(re.findall(r"^  ([a-z-]+) ", make().stdout, re.MULTILINE))
    assert listed >= {"run", "dev", "admin", "test", "lint", "format", "records-load", "records-dump", "requirements"}
    assert listed >= {"checker", "lighthouse", "pictures"}


def test_every_pin_is_compiled_with_its_hashes_and_no_address() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    compiled = {
        "requirements.txt": project["dependencies"],
        "requirements-dev.txt": [*project["dependencies"], *project["optional-dependencies"]["dev"]],
        "requirements-tools.txt": [*project["dependencies"], *project["optional-dependencies"]["tools"]],
    }
    for file, pins in compiled.items():
        text = (ROOT / file).read_text()
        for pin in pins:
            line = re.escape(re.sub(r"\[.*\]", "", pin)) + r" \\\n +--hash=sha256:"
            assert re.search(line, text), f"{pin} is not compiled: run make requirements"
        assert not re.search(r"://|(^|\s)--(extra-)?index|--find-links|file:", text)
