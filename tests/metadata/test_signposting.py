"""Links in the header of an answer, read as RFC 8288 has them."""

from __future__ import annotations

from django.http import HttpResponse

from records.metadata.signposting import Link, described, sign
from tests.metadata.reading import links_in


def test_links_come_after_those_that_the_answer_names_already() -> None:
    answer = HttpResponse(headers={"Link": '<https://portal.example/2>; rel="next"'})
    sign(answer, [Link("https://portal.example/a", "item", "text/csv"), Link("https://portal.example/b", "license")])
    assert links_in(answer["Link"]) == [
        ("https://portal.example/2", {"rel": "next"}),
        ("https://portal.example/a", {"rel": "item", "type": "text/csv"}),
        ("https://portal.example/b", {"rel": "license"}),
    ]


def test_where_there_is_nothing_to_say_there_is_no_header() -> None:
    answer = HttpResponse()
    sign(answer, [])
    assert not answer.has_header("Link")


def test_a_thing_says_how_to_cite_it_what_it_is_and_what_belongs_to_it() -> None:
    links = described(
        cite_as="https://portal.example/data/",
        type_of="Dataset",
        rights="https://portal.example/about/#rights",
        described_by=[("https://portal.example/datapackage.json", "application/json")],
        items=[("https://portal.example/data/npa-portal.zip", "application/zip")],
        collection="https://portal.example/",
    )
    assert [(link.rel, link.address.removeprefix("https://"), link.type) for link in links] == [
        ("cite-as", "portal.example/data/", ""),
        ("type", "schema.org/AboutPage", ""),
        ("type", "schema.org/Dataset", ""),
        ("license", "portal.example/about/#rights", ""),
        ("describedby", "portal.example/datapackage.json", "application/json"),
        ("collection", "portal.example/", "text/html"),
        ("item", "portal.example/data/npa-portal.zip", "application/zip"),
    ]
