"""The type of headings: it comes, it moves nothing, and what stands in for it is as wide."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.sampling import thorough

pytestmark = [pytest.mark.browser, thorough]

LOADED = "document.fonts.ready.then(() => [...document.fonts].filter((face) => face.status === 'loaded').length)"
SHIFT = """new Promise((resolve) => {
    let sum = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => { sum += entry.value }))
        .observe({ type: "layout-shift", buffered: true });
    setTimeout(() => resolve(sum), 500);
})"""
WIDTH = """(family) => {
    const context = document.createElement("canvas").getContext("2d");
    context.font = `600 40px "${family}"`;
    return context.measureText(document.querySelector("h1").textContent).width;
}"""


def test_headings_are_set_in_it_and_nothing_moves(page: Page) -> None:
    page.goto("/")
    assert page.evaluate(LOADED) >= 1
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith('"Portal Serif"')
    assert page.evaluate("document.fonts.check('600 40px \"Portal Serif\"')")
    assert page.evaluate(SHIFT) == 0


def test_what_stands_in_for_it_is_as_wide(page: Page) -> None:
    page.goto("/")
    page.evaluate("Promise.all([...document.fonts].map((face) => face.load().catch(() => null)))")
    own, other = page.evaluate(WIDTH, "Portal Serif"), page.evaluate(WIDTH, "Portal Serif Fallback")
    assert own != other
    assert other == pytest.approx(own, rel=0.03)
