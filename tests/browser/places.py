"""Where something stands in the window, in pixels."""

from __future__ import annotations

from playwright.sync_api import FloatRect, Locator


def box(of: Locator) -> FloatRect:
    """The box of what is shown. Fails where it is not."""
    found = of.bounding_box()
    assert found, f"{of} is not shown."
    return found


def top(of: Locator) -> float:
    return box(of)["y"]


def bottom(of: Locator) -> float:
    return box(of)["y"] + box(of)["height"]


def right(of: Locator) -> float:
    return box(of)["x"] + box(of)["width"]
