"""The description of the interface is valid, complete, and the same for everyone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.validation import validate_schema

from records.api.root import VIEWSETS
from records.api.schema import document
from records.api.serializers import component_of
from tests.api.asking import LISTS, every_list, found

pytestmark = pytest.mark.django_db
CODES_OF_A_LIST = {"200", "304", "400", "405"}
# Beside the records, what has no former addresses: a figure, whose slug never changes, and a change.
WITHOUT_FORMER_ADDRESSES = {"/api/v1/reconciliation/{slug}/", "/api/v1/changes/{id}/"}


def operations(description: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in description["paths"].items():
        assert item.keys() == {"get"}
        yield path, item["get"]


def test_it_is_valid_and_made_without_a_warning(forgotten_description: None) -> None:
    described = document()
    validate_schema(described)
    assert described["openapi"].startswith("3.1.")
    assert (GENERATOR_STATS._warn_cache, GENERATOR_STATS._error_cache) == ({}, {})
    for component in described["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(component)


def test_it_is_made_once_and_the_same_wherever_it_is_read(client: Client, description: dict[str, Any]) -> None:
    with CaptureQueriesContext(connection) as captured:
        here = client.get("/api/v1/schema/", headers={"host": "localhost"})
    assert here["Content-Type"] == "application/vnd.oai.openapi+json"
    # When the records were last changed, for Last-Modified.
    assert len(captured) == 1
    assert here.json() == json.loads(json.dumps(description))
    assert here.content == client.get("/api/v1/schema/").content


def test_every_list_and_each_of_its_records_is_described(description: dict[str, Any]) -> None:
    keys = {f"/api/v1/{viewset.public_name}/{{{viewset.lookup_field}}}/" for viewset in VIEWSETS}
    assert description["paths"].keys() == {"/api/v1/", "/api/v1/schema/", *LISTS, *keys}
    names = [operation["operationId"] for _, operation in operations(description)]
    assert len(set(names)) == len(names) == 46
    assert {"list_expert_dispatches", "get_expert_dispatch", "list_reconciliation", "get_figure"} <= set(names)
    for _, operation in operations(description):
        assert operation["summary"]
        assert operation["description"]
        assert len(operation["tags"]) == 1


def test_every_code_that_is_answered_is_described(description: dict[str, Any]) -> None:
    for path, operation in operations(description):
        expected = CODES_OF_A_LIST | ({"404"} if "{" in path else set())
        if "{" in path and path not in WITHOUT_FORMER_ADDRESSES:
            expected |= {"301", "410"}
        assert operation["responses"].keys() == expected, path
        for code, answer in operation["responses"].items():
            assert answer["description"]
            if code >= "400":
                assert answer["content"].keys() == {"application/problem+json"}
        if "301" in expected:
            assert operation["responses"]["301"]["headers"]["Location"]["required"]


def test_every_parameter_is_described_and_says_what_it_may_be(client: Client, description: dict[str, Any]) -> None:
    for path, operation in operations(description):
        for parameter in operation.get("parameters", []):
            assert parameter["description"], (path, parameter["name"])
            schema = parameter["schema"]
            if parameter["name"] in {"country", "topic", "section", "sort"}:
                assert (parameter["style"], parameter["explode"], schema["type"]) == ("form", True, "array")
            elif schema["type"] == "integer":
                assert schema["minimum"] == 1
    parameters = {one["name"]: one for one in description["paths"]["/api/v1/treaties/"]["get"]["parameters"]}
    assert parameters["kind"]["schema"]["enum"] == ["bilateral", "multilateral"]
    assert parameters["sort"]["schema"]["items"]["enum"][:4] == ["name", "-name", "kind", "-kind"]
    assert parameters["year"]["description"] == (
        "Year. A year is that of the date in the table, of ratification or of signing."
    )
    assert parameters["format"]["schema"]["enum"] == ["csv", "xlsx", "json"]


@every_list
def test_the_parameters_described_are_those_that_are_read(
    client: Client, description: dict[str, Any], address: str
) -> None:
    described = [one["name"] for one in description["paths"][address]["get"]["parameters"]]
    refused = client.get(f"{address}?nothing").json()["errors"][0]["detail"]
    assert refused == f"There is no such parameter; there are: {', '.join(described)}."


def test_every_field_is_described_with_its_unit(description: dict[str, Any]) -> None:
    components = description["components"]["schemas"]
    for name, component in components.items():
        assert component["required"] == list(component["properties"])
        if name.endswith("Page"):
            continue
        for field, schema in component["properties"].items():
            assert schema.get("description"), (name, field)
    for viewset in VIEWSETS:
        fields = components[component_of(viewset.serializer_class)]["properties"]
        for field, unit in getattr(viewset.serializer_class, "units", {}).items():
            assert fields[field]["description"].endswith(f" Unit: {unit}."), field
            assert str(fields[field]["type"]).strip("[']").partition("'")[0] in {"integer", "number"}


def test_it_says_nothing_that_only_one_database_would(description: dict[str, Any]) -> None:
    said = json.dumps(description)
    for number in (2**15 - 1, 2**31 - 1, 2**63 - 1):
        assert str(number) not in said


@every_list
def test_every_record_is_as_described_and_has_no_field_besides(
    client: Client, description: dict[str, Any], address: str
) -> None:
    name = component_of(LISTS[address].serializer_class)
    components = {**description["components"]}
    check = jsonschema.Draft202012Validator({"$ref": f"#/components/schemas/{name}", "components": components})
    rows = found(client, f"{address}?page_size=500")["results"]
    for row in rows:
        check.validate(row)
        assert list(row) == list(components["schemas"][name]["properties"])
    nothing = {name for name in rows[0] if all(row[name] is None for row in rows)}
    assert nothing <= {"kind", "slug", "record_address", "record_api_address", "country", "cases_change"}


def test_the_examples_are_real_records(client: Client, description: dict[str, Any]) -> None:
    for path, operation in operations(description):
        if "{" not in path:
            continue
        [example] = operation["responses"]["200"]["content"]["application/json"]["examples"].values()
        value = json.loads(json.dumps(example["value"]).replace("https://npa-portal.example", "http://testserver"))
        assert found(client, value["api_address"]) == value


@pytest.mark.usefixtures("empty_database", "forgotten_description")
def test_without_any_record_it_has_no_examples(client: Client) -> None:
    described = client.get("/api/v1/schema/").json()
    validate_schema(described)
    # Some figures of the report are declared whatever records there are.
    with_examples = {path for path, operation in operations(described) if '"examples"' in json.dumps(operation)}
    assert with_examples == {"/api/v1/reconciliation/", "/api/v1/reconciliation/{slug}/"}
    assert client.get("/api/").status_code == 200
