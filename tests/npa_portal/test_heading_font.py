"""The font of headings: light, with its licence, and with the letters that the report's headings need."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from records.kinds import ALL_KINDS
from tests.pages import FIXED, LISTS
from tests.web_fonts import letters_of

FOLDER = Path(settings.BASE_DIR) / "static" / "fonts"
FONT = FOLDER / "portal-serif-semibold.woff2"
TOKENS = (Path(settings.BASE_DIR) / "static" / "css" / "tokens.css").read_text()
HEADING = re.compile(r"<h([123])\b[^>]*>(.*?)</h\1>", re.DOTALL)


def declared() -> set[int]:
    """The letters for which the stylesheet says that the font is to be fetched."""
    [listed] = re.findall(r"unicode-range:([^;]+);", TOKENS)
    spans = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", listed)
    return {code for first, last in spans for code in range(int(first, 16), int(last or first, 16) + 1)}


def test_it_weighs_at_most_14_kilobytes_and_is_the_only_one() -> None:
    assert [file.name for file in sorted(FOLDER.glob("*.woff2"))] == [FONT.name]
    assert FONT.stat().st_size <= 14_000


def test_its_licence_stands_beside_it_and_its_name_is_not_the_reserved_one() -> None:
    licence = (FOLDER / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Reserved Font Name ‘Source’" in licence
    assert "Source" not in "".join(re.findall(r'font-family: "([^"]+)"', TOKENS))


def test_the_stylesheet_names_its_letters_as_they_are() -> None:
    assert declared() == letters_of(FONT)


@pytest.mark.django_db
def test_every_heading_of_the_records_and_the_pages_is_within_it(client: Client) -> None:
    texts = {str(record) for kind in ALL_KINDS for record in kind.objects.all()}
    for address in (*FIXED, *LISTS):
        html = client.get(address).content.decode()
        texts |= {unescape(re.sub("<[^>]*>", "", heading)) for _, heading in HEADING.findall(html)}
    letters = {ord(letter) for text in texts for letter in " ".join(text.split())}
    assert {chr(code) for code in letters - declared()} == set()


def test_what_is_without_it_is_of_its_measures_and_no_text_moves() -> None:
    faces = re.findall(r"@font-face \{(.*?)\}", TOKENS, re.DOTALL)
    assert len(faces) == 2
    assert "font-display: optional" in faces[0]
    for property_ in ("size-adjust", "ascent-override", "descent-override", "line-gap-override"):
        assert f"{property_}:" in faces[1]
    assert '--headings: "Portal Serif", "Portal Serif Fallback", var(--serif);' in TOKENS


@pytest.mark.django_db
def test_every_page_fetches_it_early(client: Client) -> None:
    preload = (
        '<link rel="preload" href="/static/fonts/portal-serif-semibold.woff2" as="font" type="font/woff2" crossorigin>'
    )
    for address in ("/", "/treaties/", "/nowhere/"):
        assert preload in client.get(address).content.decode()
