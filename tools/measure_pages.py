"""Measures fourteen pages with Lighthouse as a phone sees them: its four scores, and what was transferred."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tools import node
from tools.chromium import ABSENT, FLAGS, executable
from tools.scratch_portal import scratch_portal

FOLDER = node.TOOLS / "lighthouse"
PAGES = (
    *("/", "/treaties/", "/treaties/convention-on-cybercrime/", "/statistics/", "/countries/", "/countries/china/"),
    *("/sections/2/", "/timeline/", "/reconciliation/", "/topics/drugs/", "/changes/", "/glossary/"),
    # Kept from search engines on purpose, which costs them a part of their score.
    *("/search/?q=drug", "/countries/compare/?country=china&country=indonesia"),
)
HEADINGS = (
    *("Page", "Performance", "Accessibility", "Best practices", "SEO"),
    *("Transferred", "Scripts", "Largest paint", "Layout shift"),
)
GOOD = 0.9
SCORES = ("performance", "accessibility", "best-practices", "seo")


def main() -> None:
    """Print a line a page, in Markdown. Timings vary between runs, so that no test depends on them."""
    chrome = executable()
    if chrome is None:
        sys.exit(ABSENT)
    node.install(FOLDER)
    print(f"| {' | '.join(HEADINGS)} |\n|{' --- |' * len(HEADINGS)}")
    with scratch_portal() as portal, tempfile.TemporaryDirectory() as folder:
        for address in PAGES:
            report = measure(f"{portal.url}{address}", chrome, Path(folder) / "report.json")
            print(f"| {address} | {' | '.join(figures(report))} |", flush=True)
            for audit in missed(report):
                print(f"  {audit}", file=sys.stderr)


def measure(url: str, chrome: str, report: Path) -> dict[str, Any]:
    """Lighthouse's report on the page at ``url``, with its mobile settings: a slow phone on a slow network."""
    command = [
        str(node.NODE),
        str(FOLDER / "node_modules" / "lighthouse" / "cli" / "index.js"),
        url,
        f"--chrome-flags=--headless=new {' '.join(FLAGS)}",
        f"--only-categories={','.join(SCORES)}",
        "--output=json",
        f"--output-path={report}",
        "--no-enable-error-reporting",
        "--quiet",
    ]
    environment = os.environ | {"CHROME_PATH": chrome}
    # Once in a while Chromium gives no trace, and Lighthouse says to run it again.
    if subprocess.run(command, env=environment, cwd=report.parent, check=False).returncode:
        subprocess.run(command, env=environment, cwd=report.parent, check=True)
    return dict(json.loads(report.read_text()))


def figures(report: dict[str, Any]) -> list[str]:
    """The scores, bytes, and what matters most of the rest, as text."""
    requests = report["audits"]["network-requests"]["details"]["items"]
    total = sum(request["transferSize"] for request in requests)
    scripts = sum(request["transferSize"] for request in requests if request.get("resourceType") == "Script")
    return [
        *(f"{report['categories'][name]['score'] * 100:.0f}" for name in SCORES),
        f"{total / 1000:.1f} kB",
        f"{scripts / 1000:.1f} kB",
        f"{report['audits']['largest-contentful-paint']['numericValue'] / 1000:.1f} s",
        f"{report['audits']['cumulative-layout-shift']['numericValue']:.3f}",
    ]


def missed(report: dict[str, Any]) -> list[str]:
    """The audits that cost a page its full score."""
    return [
        f"{category['id']}: {report['audits'][part['id']]['title']}"
        for category in report["categories"].values()
        for part in category["auditRefs"]
        if part["weight"] and (score := report["audits"][part["id"]]["score"]) is not None and score < GOOD
    ]


if __name__ == "__main__":
    main()
