"""The machine's own Chromium, driven by playwright: for the tests in a real browser and the pictures of README.md."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

MACOS = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
NAMES = ("chromium", "chromium-browser", "google-chrome", MACOS)
ABSENT = "needs Chromium: apt install chromium, or name one with CHROMIUM=/path/to/it"
# It runs as root in continuous integration, without a graphics card, and has nobody to call.
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


def executable() -> str | None:
    """Where Chromium is: what CHROMIUM names and nothing else, or one under a usual name; None where there is none."""
    given = os.environ.get("CHROMIUM")
    found = [path for name in ([given] if given else NAMES) if (path := shutil.which(name))]
    return found[0] if found else None


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running Chromium without a window. Raises RuntimeError where the machine has none."""
    path = executable()
    if path is None:
        raise RuntimeError(ABSENT)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
