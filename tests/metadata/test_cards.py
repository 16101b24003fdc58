"""The picture that is shown beside a link: whatever the title, all of it stands on the card."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from django.utils.safestring import SafeString
from hypothesis import given, settings
from hypothesis import strategies as st

from records.charts.png import as_png
from records.metadata.cards import HEIGHT, MARGIN, WIDTH, Card, Picture, card_as_svg
from tests.pictures import size_of
from tests.sampling import thorough

PICTURE = Picture(SafeString('<path d="M0 0h880v400h-880z"/>'), 880, 400)
TITLES = ("Treaties", "Convention on Cybercrime", "An agreement on mutual legal assistance " * 12, "X" * 400, "")


@pytest.mark.parametrize("picture", [None, PICTURE])
@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("lead", ["", "A lead.", "A long lead that goes on. " * 40])
def test_every_line_stands_on_the_card(title: str, lead: str, picture: Picture | None) -> None:
    card = Card("Treaty", title, lead, picture)
    lines = [*card.title_lines, *card.lead_lines]
    assert [line.y for line in lines] == sorted({line.y for line in lines})
    for line in lines:
        assert line.y < (HEIGHT - MARGIN - 28 if picture is None else card.top)
        assert len(line.text) * line.size * 0.42 < WIDTH - 2 * MARGIN
    assert picture is None or card.room[1] > 150


def test_a_short_title_is_set_larger_than_a_long_one() -> None:
    short, long = Card("", "Treaties").title_lines, Card("", TITLES[2]).title_lines
    assert short[0].size > long[0].size
    assert long[-1].text.endswith("…")


def test_a_very_tall_picture_is_cut_off_and_another_is_whole() -> None:
    assert Card("", "Courses", "", Picture(SafeString(), 880, 1100)).fit == "xMidYMin slice"
    assert Card("", "Treaties", "", PICTURE).fit == "xMinYMin meet"


@thorough
@settings(max_examples=20, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_makes_a_drawing(title: str, lead: str) -> None:
    root = ET.fromstring(card_as_svg(Card(title, title, lead)))
    assert (int(root.attrib["width"]), int(root.attrib["height"])) == (WIDTH, HEIGHT)


def test_it_is_drawn_1200_by_630() -> None:
    assert size_of(as_png(card_as_svg(Card("Treaty", "Convention on Cybercrime", "A lead.", PICTURE)), 1)) == (
        1200,
        630,
    )
