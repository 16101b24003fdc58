"""What axe finds on a page: WCAG 2.2 AA and good practice."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL_RULES = {"type": "tag", "values": TAGS}
# What the dark can change.
COLOUR_RULES = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}


AXE = Axe()
FIND = "(options) => axe.run(options).then(({ violations }) => violations)"


def faults(page: Page, rules: dict[str, Any] = ALL_RULES) -> list[str]:
    """What axe finds: the rule, what it asks for, and where."""
    # It stays on the page, be that shown otherwise.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    # No rule of these looks at the style sheets' text, which axe would fetch, and what they import from a wrong folder.
    found = page.evaluate(FIND, {"runOnly": rules, "resultTypes": ["violations"], "preload": False})
    return [
        f"{rule['id']}: {rule['help']}: {node['html'][:200]} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]
