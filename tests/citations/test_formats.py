"""How a citation is written, with names that try every format, read back by other people's parsers."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable
from html import unescape

import bibtexparser.entrypoint
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from records.citations.citation import OWN_WORDS, Citation
from records.citations.formats import bibtex, csl_json, ris, sentence
from records.wording import one_line
from tests.citations.reading import NAMES, read_bibtex, read_ris

NASTY = [
    "Trade & Industry",
    "100% of the cases",
    "He said “never” and \"ever\" and 'sometimes'",
    "1999–2003 — a dash, - a hyphen",
    "# 1 of $2_3",
    "{ alone",
    "} alone",
    "}{",
    "{both} {{twice}}",
    "~ ^ \\ and \\& \\textbf{x} \\",
    "\\{",
    "koban 交番, Köln, São Tomé, Œuvre, İstanbul, 🗾",
    "@article{x, title = {y}}",
    "author and author, and others",
    "TY  - BOOK",
    "ER  - ",
    "line one\nER  - \r\nTY  - JOUR",
    "tab\tand\u2028separator\x00\x07",
    "  spaces   at both ends  ",
    "a, b, c = d",
    "%",
    "<b>bold</b> &amp; <script>alert(1)</script>",
    "ends with a dot.",
    "' OR 1=1 --",
    "a---b ``quoted'' ?` !` <<x>> |y| ,,z",
]

printable = st.text(
    st.characters(min_codepoint=32, exclude_categories=["Cc", "Cs", "Co", "Cn"]), min_size=1, max_size=60
).filter(str.strip)


def citation(title: str, place: str = "Attached Table 4, row 26") -> Citation:
    return Citation(
        "npa-treaty-x", one_line(title), one_line(place), "https://example.org/x/", datetime.date(2026, 3, 1)
    )


# Round trips


@pytest.mark.parametrize("name", NASTY)
def test_a_nasty_name_comes_back_from_bibtex(name: str) -> None:
    entry = read_bibtex(bibtex(citation(name, name)))

    assert entry["title"] == one_line(name)
    assert entry["note"].startswith(one_line(name))
    assert entry["ID"] == "npa-treaty-x"


@pytest.mark.parametrize("name", NASTY)
def test_a_nasty_name_comes_back_from_ris(name: str) -> None:
    entry = read_ris(ris(citation(name, name)))

    assert entry["title"] == one_line(name)
    assert entry["notes"][0].startswith(one_line(name))
    assert entry["type_of_reference"] == "CHAP"


@pytest.mark.parametrize("name", NASTY)
def test_a_nasty_name_comes_back_from_csl_json(name: str) -> None:
    [item] = json.loads(csl_json(citation(name)))

    assert item["title"] == one_line(name)


@pytest.mark.parametrize("name", NASTY)
def test_a_nasty_name_is_never_markup_in_the_sentence(name: str) -> None:
    html = sentence(citation(name))

    assert one_line(name) in unescape(re.sub(r"</?cite>", "", html))
    assert re.findall(r"<[^>]*>", html) == ["<cite>", "</cite>"]


@given(printable)
def test_any_name_comes_back_from_bibtex(name: str) -> None:
    text = bibtex(citation(name))
    [entry] = bibtexparser.entrypoint.parse_string(text).entries

    assert text.count("{") == text.count("}")
    assert entry.key == "npa-treaty-x"
    assert unlatex(entry.fields_dict["title"].value) == one_line(name)


@given(printable)
def test_any_name_comes_back_from_ris(name: str) -> None:
    assert read_ris(ris(citation(name)))["title"] == one_line(name)


def unlatex(text: str) -> str:
    """What LaTeX sets, of what the citations use of it."""
    inner = text[1:-1]
    return re.sub(r"\\text(\w+)\{\}|\\(.)|\{\}", lambda found: NAMES.get(found[1], found[2] or ""), inner)


def test_the_editors_are_the_two_bodies_of_the_imprint_and_no_family_names() -> None:
    assert (
        "editor = {{Police Policy Research Center, National Police Academy of Japan} and "
        "{Alumni Association for National Police Academy}}"
    ) in bibtex(citation("x"))
    assert json.loads(csl_json(citation("x")))[0]["editor"] == [
        {"literal": "Police Policy Research Center, National Police Academy of Japan"},
        {"literal": "Alumni Association for National Police Academy"},
    ]
    # In RIS a comma would make the academy the center's given name.
    assert read_ris(ris(citation("x")))["secondary_authors"] == [
        "Police Policy Research Center (National Police Academy of Japan)",
        "Alumni Association for National Police Academy",
    ]


@pytest.mark.parametrize("write", [bibtex, ris, csl_json, sentence])
def test_nobody_is_named_as_the_author(write: Callable[[Citation], str]) -> None:
    written = write(citation("x"))
    assert "author" not in written
    assert "AU  -" not in written
    assert "National Police Agency" not in written


@pytest.mark.parametrize("write", [bibtex, ris, csl_json, sentence])
def test_a_title_of_this_edition_is_said_to_be_its_own(write: Callable[[Citation], str]) -> None:
    assert OWN_WORDS in write(replace(citation("x"), in_own_words=True))
    assert OWN_WORDS not in write(citation("x"))


def test_capital_letters_are_kept_by_a_second_pair_of_braces() -> None:
    assert "title = {{FBI in Japan}}" in bibtex(citation("FBI in Japan"))
