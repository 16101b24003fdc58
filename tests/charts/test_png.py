"""Pictures as PNG: as large as asked, within bounds, in the portal's own letters and no others."""

from __future__ import annotations

import pytest

from records.charts.png import FONTS, MOST_DOTS, as_png
from tests.pictures import size_of


def drawing(content: str = "", size: str = "300 100", family: str = "sans-serif") -> str:
    text = f'<text x="10" y="60" font-size="40" font-family="{family}">{content}</text>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}">{text}</svg>'


def test_it_is_twice_as_large_as_the_drawing_or_as_asked() -> None:
    assert size_of(as_png(drawing())) == (600, 200)
    assert size_of(as_png(drawing(), 1)) == (300, 100)


def test_a_very_tall_drawing_gets_fewer_dots() -> None:
    width, height = size_of(as_png(drawing(size="900 9600")))
    assert 0.95 * MOST_DOTS < width * height <= 1.01 * MOST_DOTS


def test_what_is_no_drawing_is_refused() -> None:
    with pytest.raises(ValueError, match="how large"):
        as_png("<svg/>")


@pytest.mark.parametrize("letter", [*"aZ0é", "ō", "ř", "–", "−", "…", "’", "“", "×", "→"])
def test_the_shipped_fonts_have_every_letter(letter: str) -> None:
    assert as_png(drawing(letter)) != as_png(drawing())


@pytest.mark.parametrize("family", ["DejaVu Sans", "Liberation Serif", "Georgia, serif", "system-ui, sans-serif", "x"])
def test_no_letter_is_of_a_font_of_the_machine(family: str) -> None:
    assert as_png(drawing("Police", family=family)) == as_png(drawing("Police", family="Portal Serif"))


def test_both_weights_are_shipped() -> None:
    bold = drawing("Police").replace("<text", '<text font-weight="600"')
    assert len(FONTS) == 2
    assert as_png(bold) != as_png(drawing("Police"))
