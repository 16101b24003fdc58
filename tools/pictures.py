"""Takes the pictures of README.md from a portal with the real records."""

from __future__ import annotations

import sys
from typing import Any

from playwright.sync_api import Browser, Page

from tools.chromium import ABSENT, chromium, executable
from tools.scratch_portal import ROOT, scratch_portal

FOLDER = ROOT / ".readme"
# Drawn at three quarters, about as wide as a README is shown: that keeps a picture of the map under 150 kB.
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 860}, "device_scale_factor": 0.75}
DARK: dict[str, Any] = {**DESKTOP, "color_scheme": "dark"}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}}
# What is folded is opened first.
TO_THE_TOP = """(element) => {
    element.closest("details")?.setAttribute("open", "");
    scrollTo(0, element.getBoundingClientRect().y - 24);
}"""
# File, address, what is to stand at the top (the page's own top where empty), the browser's settings.
PICTURES: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    ("home", "/", "", DESKTOP),
    ("treaties", "/treaties/?year=2002", "", DESKTOP),
    ("record", "/treaties/convention-on-cybercrime/", "", DESKTOP),
    ("compare", "/countries/compare/?country=china&country=indonesia", "", DESKTOP),
    ("charts", "/statistics/", ".chart", DESKTOP),
    ("timeline", "/timeline/", ".chart", DESKTOP),
    ("reconciliation", "/reconciliation/", "", DESKTOP),
    ("dark", "/treaties/?year=2002", "", DARK),
    ("phone", "/treaties/?year=2002", "", PHONE),
)


def main() -> None:
    """Write a PNG for each picture into .readme/."""
    if executable() is None:
        sys.exit(ABSENT)
    FOLDER.mkdir(exist_ok=True)
    with scratch_portal() as portal, chromium() as browser:
        for name, address, top, settings in PICTURES:
            page = opened(browser, f"{portal.url}{address}", settings)
            if top:
                page.locator(top).first.evaluate(TO_THE_TOP)
            path = FOLDER / f"{name}.png"
            page.screenshot(path=path)
            print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1000} kB", flush=True)
            page.context.close()


def opened(browser: Browser, url: str, settings: dict[str, Any]) -> Page:
    """A page of its own context, once nothing more is fetched."""
    page = browser.new_page(**settings)
    page.goto(url, wait_until="networkidle")
    return page


if __name__ == "__main__":
    main()
