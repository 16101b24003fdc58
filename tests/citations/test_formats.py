"""Citations: the ready sentence, BibTeX, RIS and CSL-JSON of every kind, read back by other people's parsers."""

from __future__ import annotations

import datetime
import json
import re
from html import unescape
from typing import Any

import bibtexparser.entrypoint
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from django.test import Client
from django.utils.html import strip_tags
from hypothesis import given
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from records.citations.formats import AUTHORS, REPORT, Citation, bibtex, csl_json, ris, sentence
from records.fixture_files.dumping import KINDS
from records.models import Country, PrintedFigure, Section, Treaty
from records.wording import one_line
from tests.pages import words

SLUG = "convention-on-cybercrime"
PAGE = f"/treaties/{SLUG}/"

CITED = [kind for kind in KINDS if kind is not PrintedFigure]
every_cited_kind = pytest.mark.parametrize("kind", CITED, ids=lambda kind: kind.__name__)
every_format = pytest.mark.parametrize(
    ("form", "content_type"),
    [
        ("bib", "application/x-bibtex"),
        ("ris", "application/x-research-info-systems"),
        ("json", "application/vnd.citationstyles.csl+json"),
    ],
)

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


NAMES = {
    "backslash": "\\", "braceleft": "{", "braceright": "}", "asciitilde": "~", "asciicircum": "^",
    "less": "<", "greater": ">", "bar": "|",
}  # fmt: skip


def decoder() -> LatexNodes2Text:
    """pylatexenc with the names of signs that it does not know, or takes for accents."""
    known = get_default_latex_context_db()
    signs = [MacroTextSpec(f"text{name}", sign) for name, sign in NAMES.items()]
    known.add_context_category("signs", macros=signs, prepend=True)
    return LatexNodes2Text(latex_context=known, keep_braced_groups=False)


def read_bibtex(text: str) -> dict[str, str]:
    """The fields of the one entry, as a program that knows LaTeX reads them."""
    library = bibtexparser.entrypoint.parse_string(text, append_middleware=[LatexDecodingMiddleware(decoder=decoder())])
    assert not library.failed_blocks
    [entry] = library.entries
    return {"ENTRYTYPE": entry.entry_type, "ID": entry.key} | {field.key: field.value for field in entry.fields}


def read_ris(text: str) -> dict[str, Any]:
    [entry] = rispy.loads(text)
    found: dict[str, Any] = entry
    return found


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


def test_the_authors_are_two_bodies_and_no_family_names() -> None:
    assert read_ris(ris(citation("x")))["authors"] == list(AUTHORS)
    assert [author["literal"] for author in json.loads(csl_json(citation("x")))[0]["author"]] == list(AUTHORS)
    assert "author = {{National Police Agency of Japan} and {Police Policy Research Center}}" in bibtex(citation("x"))


def test_capital_letters_are_kept_by_a_second_pair_of_braces() -> None:
    assert "title = {{FBI in Japan}}" in bibtex(citation("FBI in Japan"))


# Addresses


@pytest.mark.django_db
@every_cited_kind
def test_every_kind_is_cited_in_every_format(kind: Any, client: Client) -> None:
    for record in [*kind.objects.all()[:3], kind.objects.last()]:
        address = record.get_absolute_url().removesuffix("/")
        url = f"http://testserver{address}/"
        entry = read_bibtex(client.get(f"{address}.bib").content.decode())
        assert (entry["booktitle"], entry["url"]) == (REPORT, url)
        assert read_ris(client.get(f"{address}.ris").content.decode())["urls"] == [url]
        [item] = client.get(f"{address}.json").json()
        assert (item["container-title"], item["URL"]) == (REPORT, url)
        place = getattr(record, "locator", None) or getattr(record, "number", "")
        assert place in item.get("section", "")
        assert item["id"] == entry["ID"]
        assert re.fullmatch(r"[a-z0-9-]+", entry["ID"])


@pytest.mark.django_db
def test_no_two_records_have_the_same_key() -> None:
    keys = [f"{record.url_name}-{record.slug}" for kind in CITED for record in kind.objects.all()]

    assert len(keys) == len(set(keys))


@pytest.mark.django_db
@every_format
def test_a_format_has_its_content_type_and_a_file_name(client: Client, form: str, content_type: str) -> None:
    response = client.get(f"/treaties/{SLUG}.{form}")

    assert response["Content-Type"] == f"{content_type}; charset=utf-8"
    assert response["Content-Disposition"] == f'inline; filename="npa-treaty-{SLUG}.{form}"'


@pytest.mark.django_db
@every_format
def test_a_citation_is_only_read_and_sets_no_cookie(client: Client, form: str, content_type: str) -> None:
    address = f"/treaties/{SLUG}.{form}"
    head, got = client.head(address), client.get(address)

    assert (head.status_code, head["Content-Length"]) == (200, str(len(got.content)))
    assert client.post(address).status_code == 405
    assert not got.cookies


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    ["/treaties/no-such.bib", "/treaties/x.exe", f"/treaties/{SLUG}.bib/", f"/visits/{SLUG}.ris",
     f"/treaties/{'x' * 5000}.json", "/treaties/.bib", "/sections/experts-by-country-total.bib"],
)  # fmt: skip
def test_what_is_not_there_is_not_cited(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


# The page


@pytest.mark.django_db
def test_the_page_has_a_ready_sentence(client: Client) -> None:
    changed = Treaty.objects.get(slug=SLUG).last_changed()
    assert changed is not None

    assert (
        "National Police Agency of Japan, Police Policy Research Center. “Convention on Cybercrime.” In Progress of "
        "International Cooperation and Exchange to 2003 , Attached Table 4, row 26 (Main Law Enforcement and Security "
        "Treaties Signed/Ratified by Japan by 2003). Reference edition on the web, as of "
        f"{changed:%B} {changed.day}, {changed.year}. http://testserver{PAGE}"
    ) in words(client, PAGE)


@pytest.mark.django_db
def test_the_sentence_names_section_and_page_where_the_contents_page_gives_one(client: Client) -> None:
    assert "Section 2 (1) D (b) (Major cooperation activities to date, from page 4)" in words(
        client, "/projects/exportation-of-police-box-to-singapore/"
    )
    assert "Section 2 (1) D, page 4. Reference edition" in words(client, "/sections/2-1-d/")
    assert "“China.” In Progress of International Cooperation and Exchange to 2003 . Reference" in words(
        client, "/countries/china/"
    )


@pytest.mark.django_db
@every_cited_kind
def test_every_page_says_how_to_cite_it(kind: Any, client: Client) -> None:
    record: Any = kind.objects.last()
    html = client.get(record.get_absolute_url()).content.decode()

    assert "How to cite it" in html
    assert "http://testserver" + record.get_absolute_url() in strip_tags(html)
    for form in ("bib", "ris", "json"):
        assert html.count(f'href="{record.get_absolute_url().removesuffix("/")}.{form}"') == 2


@pytest.mark.django_db
def test_the_address_in_the_sentence_has_no_query(client: Client) -> None:
    assert "utm_source" not in client.get(f"{PAGE}?utm_source=x").content.decode()


@pytest.mark.django_db
def test_zotero_reads_the_head(client: Client) -> None:
    Treaty.objects.filter(slug=SLUG).update(name='A "quoted" <b>name</b> & more')
    html = client.get(PAGE).content.decode()
    head = html[: html.index("</head>")]
    found = [
        (name, unescape(content)) for name, content in re.findall(r'name="(citation_\w+)" content="([^"]*)"', head)
    ]

    assert found == [
        ("citation_title", 'A "quoted" <b>name</b> & more'),
        ("citation_author", "National Police Agency of Japan"),
        ("citation_author", "Police Policy Research Center"),
        ("citation_inbook_title", REPORT),
        ("citation_language", "en"),
        ("citation_public_url", f"http://testserver{PAGE}"),
    ]


@pytest.mark.django_db
def test_pages_without_a_record_are_not_cited(client: Client) -> None:
    for address in ("/", "/treaties/", "/about/", "/changes/"):
        html = client.get(address).content.decode()
        assert "citation_title" not in html
        assert "copy.js" not in html


@pytest.mark.django_db
def test_the_copy_button_is_hidden_without_its_script(client: Client) -> None:
    assert re.search(r'<button type="button" class="cite__copy" hidden>', client.get(PAGE).content.decode())


@pytest.mark.django_db
def test_a_record_without_a_history_is_cited_without_a_state(client: Client) -> None:
    Country.history.all().delete()
    Section.history.all().delete()

    assert "Reference edition on the web. http://testserver/countries/china/" in words(client, "/countries/china/")
    assert "version" not in client.get("/sections/4.json").json()[0]
