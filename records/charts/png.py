"""Pictures as PNG, drawn from SVG without a browser, with the fonts that the portal ships and none of the machine's."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from pathlib import Path

FAMILY = "Portal Serif"
FONTS = sorted(map(str, (Path(__file__).parent / "fonts").glob("*.otf")))
# Dots for each unit of a drawing, so that its smallest letters are read; a very tall one gets fewer, for what it costs.
SCALE, MOST_DOTS = 2.0, 6_000_000
VIEW_BOX = re.compile(r'viewBox="0 0 (\d+) (\d+)"')


@lru_cache(maxsize=16)
def as_png(svg: str, scale: float = SCALE) -> bytes:
    """One of our own SVG drawings as PNG, on white. It takes a tenth of a second, so the last few are kept."""
    # Only now, as whatever few requests need: a start does not wait for it, and most workers never take its memory.
    import resvg_py

    size = VIEW_BOX.search(svg)
    if size is None:
        raise ValueError("The drawing does not say how large it is.")
    dots = int(size[1]) * int(size[2])
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        background="#fff",
        zoom=min(scale, math.sqrt(MOST_DOTS / dots)),
        skip_system_fonts=True,
        font_files=FONTS,
        font_family=FAMILY,
        serif_family=FAMILY,
        sans_serif_family=FAMILY,
    )
