"""The packages that the portal runs with and is built by: their pins, and the licence that each is under.

``python -m tools.packages`` writes docs/licences.md. What may be used where is decided here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "licences.md"
# A file of pins, and who needs it beside those before it.
USED_FOR = {"requirements.txt": "the portal", "requirements-dev.txt": "tests", "requirements-tools.txt": "tools"}
PIN = re.compile(r"^([a-z0-9.-]+)==(\S+)(?: ; (.*?))? \\\n((?: +--hash=.*\n)+)", re.MULTILINE)

# Under these whatever uses a package may be under BSD-3-Clause.
PERMISSIVE = {
    "0BSD", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CNRI-Python", "ISC", "MIT", "PSF-2.0",
    "Unlicense", "Zlib",
}  # fmt: skip
# What changes the package itself stays under its licence; the portal imports it as it is, in files of its own.
WEAK = {"LGPL-3.0-only", "MPL-2.0"}
# Programs that look at the portal, and what these import: none is part of it or handed on with it.
BESIDE = {"Artistic-1.0 OR GPL-2.0-or-later", "GPL-3.0-or-later"}
ALLOWED = {"the portal": PERMISSIVE | WEAK, "tests": PERMISSIVE | WEAK | BESIDE, "tools": PERMISSIVE | WEAK | BESIDE}

# What older packages say, as SPDX has it.
NAMED = {
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD 3-Clause OR Apache-2.0": "BSD-3-Clause OR Apache-2.0",
    # Which of its forms it does not say: each may be used here.
    "BSD License": "BSD",
    "ISC License": "ISC",
    "MIT License": "MIT",
    "PSFL": "PSF-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
# Whose metadata say none, or only half; read from the licence that the package brings.
READ = {
    "axe-playwright-python": "MIT",
    # For Windows alone.
    "colorama": "BSD-3-Clause",
    "resvg-py": "MIT",
    "text-unidecode": "Artistic-1.0 OR GPL-2.0-or-later",
}


class LicenceError(Exception):
    """A package whose licence nobody has looked at."""


@dataclass(frozen=True)
class Package:
    """One pin; ``where`` it is for some machines alone, as Python's markers have it."""

    name: str
    version: str
    used_for: str
    where: str = ""
    hashes: list[str] = field(default_factory=list, compare=False)


def pinned(file: str) -> list[Package]:
    """What a file of requirements pins, in its order."""
    text = (ROOT / file).read_text()
    return [
        Package(name, version, USED_FOR[file], where, re.findall(r"sha256:([0-9a-f]{64})", hashes))
        for name, version, where, hashes in PIN.findall(text)
    ]


def packages() -> list[Package]:
    """All packages, each once, for the first that needs it."""
    found: dict[str, Package] = {}
    for file in USED_FOR:
        for package in pinned(file):
            found.setdefault(package.name, package)
    return sorted(found.values(), key=lambda package: package.name)


def licence_of(name: str) -> str:
    """The licence, as SPDX has it, from what is installed. Raises LicenceError and PackageNotFoundError."""
    if name in READ:
        return READ[name]
    told: Any = metadata(name)
    short = told.get("License") or ""
    classified = [line.rpartition(" :: ")[2] for line in told.get_all("Classifier") or [] if "License ::" in line]
    for said in (told.get("License-Expression"), short, *classified):
        if said and len(said) < 60 and "\n" not in said:
            return NAMED.get(said, said)
    raise LicenceError(f"{name} does not say its licence: read the one that it brings, and write it into READ.")


def is_compatible(licence: str, used_for: str) -> bool:
    """Whether what is under it may be used there: all that it demands, and any that it offers to choose from."""
    allowed = ALLOWED[used_for]
    if licence in allowed:
        return True
    choices = [choice.split(" AND ") for choice in licence.strip("()").split(" OR ")]
    return any(all(part in allowed for part in parts) for parts in choices)


def page() -> str:
    """docs/licences.md: every package, its licence, and what it is used for. Raises LicenceError."""
    kept = dict(re.findall(r"^\| ([a-z0-9.-]+) \| (.+?) \|", PAGE.read_text(), re.MULTILINE)) if PAGE.exists() else {}
    rows = []
    for package in packages():
        try:
            licence = licence_of(package.name)
        except PackageNotFoundError:
            # Not on this machine: what was read where it is.
            if package.name not in kept:
                raise LicenceError(f"{package.name} is not installed: make packages-tools, then once more.") from None
            licence = kept[package.name]
        if not is_compatible(licence, package.used_for):
            raise LicenceError(f"{package.name} is under {licence}, which does not go with {package.used_for}.")
        rows.append(f"| {package.name} | {licence} | {package.used_for} |")
    return "\n".join([*HEAD, *rows, ""])


HEAD = (
    "# Licences",
    "",
    "The portal's own code is under BSD-3-Clause ([LICENSE](../LICENSE)). It hands on none of these packages: make",
    "installs them, as they are, from Python's package index. `make licences` writes this page from what is installed,",
    "and refuses a licence that does not fit; `make sbom` writes what the portal runs with as a CycloneDX document.",
    "",
    "| Package | Licence (SPDX) | Used for |",
    "| --- | --- | --- |",
)


if __name__ == "__main__":
    PAGE.write_text(page())
    print(f"Wrote {PAGE.relative_to(ROOT)}: {len(packages())} packages, each under a licence that fits.")
