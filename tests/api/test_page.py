"""The page that explains the interface, whose lines run as they stand."""

from __future__ import annotations

import csv
import gzip
import json
import re
from typing import Any
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.api.asking import NAMES, found, lines
from tests.metadata.reading import links_in, path_of
from tests.pages import words

pytestmark = pytest.mark.django_db


def test_every_list_is_there_with_its_count_and_its_address(client: Client) -> None:
    html = client.get("/api/", headers={"host": "localhost"}).content.decode()
    for one in found(client, "/api/v1/")["lists"]:
        assert f'<details class="interface-list" id="{one["name"]}">' in html
        assert f'<a href="http://localhost/api/v1/{one["name"]}/">' in html
        assert f'<span class="count">{one["count"]}</span>' in html
    assert "testserver" not in html


def test_filters_fields_and_units_are_those_of_the_description(client: Client, description: dict[str, Any]) -> None:
    text = words(client, "/api/")
    for item in description["paths"].values():
        for parameter in item["get"].get("parameters", []):
            if parameter["in"] == "query" and parameter["name"] not in {"page", "page_size", "format"}:
                assert parameter["description"] in text
    assert "Number of persons who benefited. Unit: persons." in text
    for promised in ("These never change:", "These may be added:", "These may change:"):
        assert promised in text


def test_it_is_light_and_costs_a_fixed_number_of_queries(client: Client, description: dict[str, Any]) -> None:
    # The navigation counts the lists once for each state of the records, and the first to ask for a figure all of them.
    client.get("/api/")
    with CaptureQueriesContext(connection) as captured:
        html = client.get("/api/").content
    # The count of each list, and when the records were last changed.
    assert len(captured) == 23
    assert len(gzip.compress(html)) < 30_000


def test_the_examples_are_records_as_they_are_had(client: Client) -> None:
    examples = [json.loads(code) for code in lines(client.get("/api/").content.decode(), "json")]
    assert len(examples) == len(NAMES)
    for name, example in zip(NAMES, examples, strict=True):
        of_its_kind = found(client, example["api_address"])
        # The timeline and the dossiers tell less of a record than its own kind does.
        less = name in ("timeline", "dossiers")
        assert of_its_kind["slug"] == example["slug"] if less else of_its_kind == example


def test_the_lines_in_r_ask_for_files_that_read_as_they_say(client: Client) -> None:
    """R is not here: its rules are those of ``read.csv``, which takes the BOM that it is told of."""
    code = lines(client.get("/api/").content.decode(), "r")
    assert len(code) == len(NAMES)
    for line in code:
        asked = re.fullmatch(r'read\.csv\("http://testserver(/api/v1/[^"]+)", fileEncoding = "UTF-8-BOM"\)', line)
        assert asked, line
        response: Any = client.get(unquote(asked[1]))
        text = response.getvalue().decode()
        assert text.startswith("\ufeff")
        rows = list(csv.DictReader(text.removeprefix("\ufeff").splitlines()))
        assert rows


def test_the_header_leads_to_the_description_for_programs(client: Client) -> None:
    description, rights = links_in(client.get("/api/")["Link"])
    assert description[1] == {"rel": "service-desc", "type": "application/vnd.oai.openapi+json"}
    assert client.get(path_of(description[0]))["Content-Type"].startswith(description[1]["type"])
    assert rights == ("http://testserver/about/#rights", {"rel": "license"})
