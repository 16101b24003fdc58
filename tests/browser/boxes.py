"""Measures the labels of pictures in the browser: which are clipped, and which run into each other."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page

from records.charts.png import FONTS

# The widest of the usual sans-serifs, the commonest, and a serif; as far as the machine has them.
FAMILIES = ('"DejaVu Sans", Verdana', '"Liberation Sans", Arial', '"Liberation Serif", "Times New Roman"')
# A picture that is not shown has no box. Half a pixel is what rounding takes, another how far a T reaches out of its
# place; pictures do not hide what is beyond their edge.
MEASURE = """
(family) => {
  const sheet = document.getElementById("test-font") || document.head.appendChild(document.createElement("style"));
  sheet.id = "test-font";
  sheet.textContent = `svg, svg text { font-family: ${family} !important }`;
  const found = [];
  let count = 0;
  for (const picture of document.querySelectorAll("svg")) {
    const frame = picture.getBoundingClientRect();
    const texts = [...picture.querySelectorAll("text")].filter((text) => text.getClientRects().length);
    if (!frame.width) continue;
    const boxes = texts.map((text) => [text.textContent, text.getBoundingClientRect()]);
    count += boxes.length;
    boxes.forEach(([said, box], place) => {
      if (box.left < frame.left - 1 || box.right > frame.right + 1 ||
          box.top < frame.top - 1 || box.bottom > frame.bottom + 1) found.push(`${said} leaves its picture`);
      for (const [other, its] of boxes.slice(place + 1))
        if (box.left < its.right - 0.5 && its.left < box.right - 0.5 &&
            box.top < its.bottom - 0.5 && its.top < box.bottom - 0.5) found.push(`${said} meets ${other}`);
    });
  }
  return [count, found];
}
"""


def label_faults(page: Page, families: tuple[str, ...] = FAMILIES) -> dict[str, list[str]]:
    """By font, what is wrong with the labels of the pictures that the page shows."""
    found = {family: page.evaluate(MEASURE, family) for family in families}
    return {family: faults for family, (_, faults) in found.items() if faults}


def label_count(page: Page) -> int:
    """How many labels the page shows."""
    return int(page.evaluate(MEASURE, FAMILIES[0])[0])


def shipped_fonts() -> Iterator[str]:
    """The portal's own fonts, by which its PNG are drawn, as the style sheet of a page can name them."""
    for file in map(Path, FONTS):
        data = base64.b64encode(file.read_bytes()).decode()
        weight = 600 if "Semibold" in file.name else 400
        yield f"@font-face {{ font-family: Portal; font-weight: {weight}; src: url(data:font/otf;base64,{data}) }}"
