"""The interface in plain words, taken from its description."""

from __future__ import annotations

from typing import Any

import pytest

from records.api import explained
from records.api.root import LISTS
from records.api.viewsets import CountryViewSet, TreatyViewSet

pytestmark = pytest.mark.django_db
REFERENCE = {"$ref": "#/components/schemas/CountryReference"}


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "string"}, "text"),
        ({"type": "string", "format": "uri"}, "address"),
        ({"type": ["string", "null"], "format": "date"}, "day, or null"),
        ({"type": ["integer", "null"]}, "whole number, or null"),
        ({"type": "number", "format": "double"}, "number"),
        ({"type": "array", "items": {"type": "string"}}, "list of texts"),
        ({"type": "array", "items": {"type": "array", "items": {"type": "string"}}}, "list of lists of texts"),
        ({"type": "array", "items": REFERENCE}, "list of countries"),
        ({"allOf": [REFERENCE]}, "country"),
        ({"oneOf": [REFERENCE, {"type": "null"}]}, "country, or null"),
    ],
)
def test_a_type_is_said_in_words(schema: dict[str, Any], words: str) -> None:
    assert explained.type_of(schema) == words


def test_every_field_of_every_list_is_explained_once(description: dict[str, Any]) -> None:
    shared = explained.shared_fields()
    for viewset in LISTS:
        entry = explained.entry_of(viewset, "http://x")
        told = [line.name for line in entry.fields] + [line.name for table in entry.shared for line in shared[table]]
        assert sorted(told) == sorted(viewset.serializer_class().fields)


def test_what_several_kinds_share_stands_in_one_table(description: dict[str, Any]) -> None:
    assert explained.shared_by(TreatyViewSet) == ("names", "place", "date")
    assert explained.shared_by(CountryViewSet) == ("names",)
    lines = {line.name: line for table in explained.shared_fields().values() for line in table}
    assert lines["latest"].type == "day, or null"
    assert lines["section"].type == "section"
    assert lines["kind"].values == ()


def test_the_values_of_a_choice_stand_apart_from_its_description(description: dict[str, Any]) -> None:
    entry = explained.entry_of(TreatyViewSet, "http://x")
    [action] = [line for line in entry.fields if line.name == "action"]
    assert action.values == ("ratified", "signed")
    assert "*" not in action.description.replace("(printed *)", "")


def test_what_is_referred_to_is_explained(description: dict[str, Any]) -> None:
    assert explained.references().keys() == {"country", "topic", "section", "record"}
    assert [line.name for line in explained.references()["country"]][2:5] == ["alpha_2", "alpha_3", "numeric"]


def test_each_code_is_explained(description: dict[str, Any]) -> None:
    assert list(explained.answers()) == ["200", "301", "304", "400", "404", "405", "410"]
