"""What the portal is made of: pinned by hash, each package under a licence that fits, listed for machines as well."""

from __future__ import annotations

import re
import subprocess
import tomllib
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from tools import audit, bootstrap, sbom
from tools.packages import PAGE, ROOT, USED_FOR, LicenceError, is_compatible, licence_of, packages, page, pinned

FILES = [*USED_FOR, "bench/requirements.txt"]
# A pin, and the comment behind it that says for what it is there.
VIA = re.compile(r"^([a-z0-9.-]+)==.*\\\n(?: +--hash.*\n)+((?: +#.*\n)+)", re.MULTILINE)


@pytest.mark.parametrize("file", FILES)
def test_every_line_of_requirements_is_a_pin_with_its_hashes(file: str) -> None:
    text = (ROOT / file).read_text()
    names = re.findall(r"^(?! |#)(\S+?)==", text, re.MULTILINE)
    entries = re.findall(r"^(?! |#)\S.*\\\n(?: +--hash=sha256:[0-9a-f]{64}.*\n)+", text, re.MULTILINE)
    assert len(names) == len(entries) == len(re.findall(r"^(?! |#)\S", text, re.MULTILINE)) > 0


def test_installing_takes_nothing_without_its_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    run: list[Any] = []

    def ended(command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        run.append(command)
        return subprocess.CompletedProcess(command, 0, "")

    monkeypatch.setattr("subprocess.run", ended)
    bootstrap.install(Path("requirements.txt"))
    assert "--require-hashes" in run[0]


def test_one_version_of_a_package_serves_tests_and_tools_too() -> None:
    versions: dict[tuple[str, str], set[str]] = {}
    for file in USED_FOR:
        for package in pinned(file):
            versions.setdefault((package.name, package.where), set()).add(package.version)
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


def test_nothing_is_pinned_that_nobody_asks_for() -> None:
    """`make requirements` would take it out: each is one of pyproject.toml's, or via another one."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = [*project["dependencies"], *(pin for pins in project["optional-dependencies"].values() for pin in pins)]
    wanted = {re.split(r"[\[=]", pin)[0] for pin in asked}
    for file in USED_FOR:
        names = {package.name for package in pinned(file)}
        for name, reasons in VIA.findall((ROOT / file).read_text()):
            assert name in wanted or names & set(re.findall(r"[a-z0-9-]+", reasons)), name


# Licences


def test_the_page_lists_every_package_with_its_licence_of_now() -> None:
    assert PAGE.read_text() == page(), "run make licences"


def test_every_licence_that_is_installed_fits_what_the_package_is_used_for() -> None:
    looked_at = 0
    for package in packages():
        try:
            licence = licence_of(package.name)
        except PackageNotFoundError:
            continue
        assert is_compatible(licence, package.used_for), package
        looked_at += 1
    assert looked_at >= len(pinned("requirements.txt"))


@pytest.mark.parametrize(
    ("licence", "used_for", "fits"),
    [
        ("MIT", "the portal", True),
        ("LGPL-3.0-only", "the portal", True),
        ("GPL-3.0-or-later", "the portal", False),
        ("GPL-3.0-or-later", "tests", True),
        ("GPL-3.0-or-later OR MIT", "the portal", True),
        ("BSD-3-Clause AND AGPL-3.0-only", "the portal", False),
        ("SSPL-1.0", "tools", False),
    ],
)
def test_a_licence_fits_or_does_not(licence: str, used_for: str, fits: bool) -> None:
    assert is_compatible(licence, used_for) is fits


def test_a_licence_that_is_not_said_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.packages.READ", {})
    with pytest.raises(LicenceError, match="resvg-py does not say its licence"):
        licence_of("resvg-py")


# The bill of materials


def test_the_bill_is_valid_and_holds_what_is_pinned(tmp_path: Path) -> None:
    sbom.main(tmp_path / "bill.json")
    text = (tmp_path / "bill.json").read_text()
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    assert text == sbom.document()
    found = {part.name: part for part in sbom.bill().components}
    assert {name: part.version for name, part in found.items()} == {
        package.name: package.version for package in pinned("requirements.txt")
    }
    assert all(part.hashes and part.licenses for part in found.values())


def test_the_bill_says_what_needs_what() -> None:
    needs = {str(one.ref): {str(other.ref) for other in one.dependencies} for one in sbom.bill().dependencies}
    assert any(ref.startswith("django@") for ref in needs["npa-portal"])
    django = next(parts for ref, parts in needs.items() if ref.startswith("django@"))
    assert {ref.partition("@")[0] for ref in django} >= {"asgiref", "sqlparse"}


# Known faults

KNOWN = {"name": "one", "version": "1.0", "vulns": [{"id": "CVE-1", "fix_versions": ["1.1"]}]}
SOUND = {"name": "two", "version": "2.0", "vulns": []}
UNKNOWN = {"name": "three", "skip_reason": "Dependency not found on PyPI"}


def test_a_known_fault_is_told_and_fails() -> None:
    assert audit.told([KNOWN, SOUND]) == (1, "one 1.0: CVE-1, mended in 1.1")


def test_what_nobody_knows_is_not_told_to_be_sound() -> None:
    assert audit.told([UNKNOWN]) == (0, audit.LEFT_OUT)
    said = (0, "No fault is known in 1 packages.\nNobody could be asked about three.")
    assert audit.told([SOUND, UNKNOWN]) == said


@pytest.mark.parametrize(
    ("complaint", "expected"),
    [("ConnectionError: Max retries", (0, audit.LEFT_OUT)), ("no such file", (1, "no such file"))],
)
def test_without_an_answer_it_is_left_out_and_any_other_fault_is_told(
    complaint: str, expected: tuple[int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = subprocess.CompletedProcess([], 1, "", complaint)
    monkeypatch.setattr("subprocess.run", lambda *arguments, **options: ended)
    assert audit.audit(["requirements.txt"]) == expected
