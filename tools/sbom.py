"""Writes what the portal runs with as a software bill of materials (CycloneDX 1.6, JSON).

``python -m tools.sbom [FILE]``: from requirements.txt, so that it is what an installation gets. The same pins give the
same bytes.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from importlib.metadata import requires
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.dependency import Dependency
from cyclonedx.model.license import LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from tools.packages import ROOT, Package, licence_of, pinned

FILE = Path("npa-portal.cdx.json")


def bill() -> Bom:
    """The portal, the packages of requirements.txt, and which of them needs which."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    pins = pinned("requirements.txt")
    parts = {package.name: component(package) for package in pins}
    portal = Component(
        name=project["name"],
        version=project["version"],
        type=ComponentType.APPLICATION,
        bom_ref=project["name"],
        licenses=[LicenseExpression(project["license"])],
    )
    bom = Bom(components=parts.values(), dependencies=dependencies(parts, portal, project["dependencies"]))
    bom.metadata.component = portal
    # By its content instead of the time and of chance.
    bom.serial_number = uuid5(NAMESPACE_URL, (ROOT / "requirements.txt").read_text())
    return bom


def component(package: Package) -> Component:
    """One package, with the hashes of all its files for all machines."""
    return Component(
        name=package.name,
        version=package.version,
        type=ComponentType.LIBRARY,
        bom_ref=f"{package.name}@{package.version}",
        purl=PackageURL("pypi", name=package.name, version=package.version),
        licenses=[LicenseExpression(spdx(licence_of(package.name)))],
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest) for digest in package.hashes],
        properties=[Property(name="npa-portal:environment-marker", value=package.where)] if package.where else [],
    )


def spdx(licence: str) -> str:
    """An expression of SPDX: a licence of BSD that does not say which is none of its list."""
    return "LicenseRef-BSD" if licence == "BSD" else licence


def dependencies(parts: dict[str, Component], portal: Component, pins: list[str]) -> list[Dependency]:
    """What the portal and each of its parts need, of what is pinned."""
    needed = {portal.bom_ref: pins} | {part.bom_ref: requires(name) or [] for name, part in parts.items()}
    return [
        Dependency(ref, [Dependency(parts[name].bom_ref) for name in sorted(names(lines) & parts.keys())])
        for ref, lines in needed.items()
    ]


def names(requirements: list[str]) -> set[str]:
    """The packages that these lines of metadata name, but those of an extra, in the form of the pins."""
    plain = [line for line in requirements if "extra ==" not in line]
    return {re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", line, maxsplit=1)[0]).lower() for line in plain}


def document() -> str:
    """The document, without the moment at which it was made."""
    made = json.loads(JsonV1Dot6(bill()).output_as_string())
    del made["metadata"]["timestamp"]
    return json.dumps(made, indent=2) + "\n"


def main(file: Path = FILE) -> None:
    """Write it."""
    file.write_text(document())
    print(f"Wrote {file}: {len(pinned('requirements.txt'))} packages, as CycloneDX 1.6.")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
