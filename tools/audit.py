"""Asks whether a known fault is in what is pinned (pip-audit), and says so where the network does not let it.

``python -m tools.audit``: exit code 0 where none is known, or where nobody can be asked.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from tools.packages import ROOT, USED_FOR

COMMAND = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes", "--progress-spinner", "off"]
LEFT_OUT = "Left out: the list of known faults cannot be reached from here. Run make audit where it can."


def audit(files: list[str]) -> tuple[int, str]:
    """The exit code, 1 where a fault is known, and what was found."""
    arguments = [argument for file in files for argument in ("--requirement", str(ROOT / file))]
    done = subprocess.run([*COMMAND, "--format", "json", *arguments], capture_output=True, text=True, check=False)
    try:
        found = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        # It breaks off where it gets no answer at all; whatever else it broke off for it says itself.
        reached = "ConnectionError" not in done.stderr and "ServiceError" not in done.stderr
        return (1, done.stderr.strip()) if reached else (0, LEFT_OUT)
    return told(found)


def told(found: list[dict[str, Any]]) -> tuple[int, str]:
    """The same of the packages, of each what is known; a mirror of the index may know nothing of any of them."""
    unknown = [package["name"] for package in found if "skip_reason" in package]
    asked = len(found) - len(unknown)
    if not asked:
        return 0, LEFT_OUT
    faulty = [
        f"{package['name']} {package['version']}: {fault['id']}, mended in {', '.join(fault['fix_versions']) or 'none'}"
        for package in found
        for fault in package.get("vulns", ())
    ]
    lines = faulty or [f"No fault is known in {asked} packages."]
    if unknown:
        lines.append(f"Nobody could be asked about {', '.join(unknown)}.")
    return int(bool(faulty)), "\n".join(lines)


if __name__ == "__main__":
    code, said = audit(list(USED_FOR))
    print(said)
    sys.exit(code)
