"""The interface described for programs: one OpenAPI document, made of the serializers, filters and columns."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse

from records.api.answering import InterfaceViewSet
from records.api.fields import KindField
from records.api.parameters import SLUG, Parameter, parameters_of
from records.api.problems import BadParametersSerializer, ProblemRenderer, ProblemSerializer, WithdrawnSerializer
from records.api.serializers import AddressedSerializer, component_of
from records.kinds import NAMES
from records.lists.files import FORMATS

JSON = "application/json"
NUMBER = {"type": "integer", "minimum": 1}

INTEGER_RANGES = (2**15 - 1, 2**31 - 1, 2**63 - 1)

Answers = dict[Any, Any]


class InterfaceSchema(AutoSchema):
    """What is said of one address: of a list, of what stands in it, or of a view that says it of itself."""

    view: Any

    def get_tags(self) -> list[str]:
        return [getattr(self.view, "tag", "The interface")]

    def get_auth(self) -> list[Any]:
        return []

    @property
    def is_list(self) -> bool:
        return getattr(self.view, "action", "") == "list"

    @property
    def stands_alone(self) -> bool:
        return not isinstance(self.view, InterfaceViewSet)

    def get_operation_id(self) -> str:
        if self.stands_alone:
            return str(self.view.operation_id)
        return f"list_{snake(self.view.public_name)}" if self.is_list else f"get_{snake(self.noun)}"

    @property
    def noun(self) -> str:
        """One of what is listed: ExpertDispatch."""
        return component_of(self.view.serializer_class)

    def get_operation(self, *args: Any) -> Any:
        operation = super().get_operation(*args)
        if self.is_list:
            # Page by page they come with their number and neighbours, as a file one after the other.
            content = operation["responses"]["200"]["content"]
            file = {"type": "array", "items": {"$ref": f"#/components/schemas/{self.noun}"}}
            content[JSON]["schema"] = {"anyOf": [content[JSON]["schema"], file]}
        return operation

    def get_summary(self) -> str:
        if self.stands_alone:
            return str(self.view.summary)
        return self.view.title if self.is_list else f"One of: {self.view.title}"

    def get_description(self) -> str:
        return str(self.view.__doc__)

    def get_paginated_name(self, serializer_name: str) -> str:
        return f"{serializer_name}Page"

    def _get_pagination_parameters(self) -> list[Any]:
        # They stand among the list's own parameters, behind its filters.
        return []

    def get_override_parameters(self) -> list[OpenApiParameter]:
        if self.is_list:
            return [
                *(as_openapi(one, self.view.slugs.get(one.name)) for one in parameters_of(type(self.view))),
                LINK,
                FILE_NAME,
            ]
        if self.stands_alone:
            return []
        moved = [LOCATION] if self.view.keeps_former_keys else []
        return [key_parameter(self.view.lookup_field, self.view.example), *moved]

    def get_response_serializers(self) -> Answers:
        if self.stands_alone:
            kind, serializer, description = self.view.gives
            return {(200, kind): OpenApiResponse(serializer, description), **refusals()}
        return list_answers(self.view) if self.is_list else detail_answers(self.view)

    def get_examples(self) -> list[OpenApiExample]:
        example = getattr(self.view, "example", None)
        return [OpenApiExample(self.noun, value=example, status_codes=["200"], media_type=JSON)] if example else []

    def _map_serializer_field(self, field: Any, direction: Any, bypass_extensions: bool = False) -> dict[str, Any]:
        schema: dict[str, Any] = super()._map_serializer_field(field, direction, bypass_extensions)
        if isinstance(field, KindField) and isinstance(field.parent, AddressedSerializer):
            return {**schema, "enum": [NAMES[field.parent.Meta.model]]}
        return schema

    def _get_serializer_field_meta(self, field: Any, direction: Any) -> dict[str, Any]:
        meta: dict[str, Any] = super()._get_serializer_field_meta(field, direction)
        if unit := getattr(field.parent, "units", {}).get(field.field_name):
            meta["description"] = f"{meta['description']} Unit: {unit}."
        return meta


LINK = OpenApiParameter(
    "Link",
    str,
    OpenApiParameter.HEADER,
    response=[200],
    description="Of a page: the addresses of the first, previous, next and last, as far as there are any (RFC 8288).",
)
FILE_NAME = OpenApiParameter(
    "Content-Disposition",
    str,
    OpenApiParameter.HEADER,
    response=[200],
    description="Of a file: the name under which to keep it.",
)
LOCATION = OpenApiParameter(
    "Location",
    {"type": "string", "format": "uri-reference"},
    OpenApiParameter.HEADER,
    required=True,
    response=[301],
    description="The address of today.",
)


def as_openapi(one: Parameter, example: str | None) -> OpenApiParameter:
    """A list's parameter as drf-spectacular takes it."""
    shown = [OpenApiExample(example, value=[example])] if example else []
    style: Any = {"style": "form", "explode": True} if one.repeatable else {}
    return OpenApiParameter(one.name, one.schema, description=one.description, examples=shown, **style)


def key_parameter(name: str, example: dict[str, Any] | None) -> OpenApiParameter:
    """The last part of the address of what stands in a list."""
    schema = SLUG if name == "slug" else NUMBER
    shown = [OpenApiExample(str(example[name]), value=example[name])] if example else []
    description = "The last part of its address." if name == "slug" else "The number that its address ends with."
    return OpenApiParameter(name, schema, OpenApiParameter.PATH, required=True, description=description, examples=shown)


def refusals(code_404: str = "") -> Answers:
    """What every address answers where it does not give what was asked for."""
    problem = ProblemRenderer.media_type
    answers: Answers = {
        304: OpenApiResponse(None, "It is as it was for who asked with If-None-Match or If-Modified-Since."),
        (400, problem): OpenApiResponse(
            BadParametersSerializer, "Parameters are unknown or do not fit; each is named."
        ),
    }
    if code_404:
        answers[404, problem] = OpenApiResponse(ProblemSerializer, code_404)
    answers[405, problem] = OpenApiResponse(ProblemSerializer, "Another method than GET and HEAD: it only reads.")
    return answers


def list_answers(view: InterfaceViewSet) -> Answers:
    """What a list answers, by code and content type."""
    page = OpenApiResponse(view.serializer_class, "A page of what matches, or all of it as a file.")
    files = {(200, FORMATS["csv"][1]): OpenApiTypes.STR, (200, FORMATS["xlsx"][1]): OpenApiTypes.BINARY}
    return {(200, JSON): page, **files, **refusals()}


def detail_answers(view: InterfaceViewSet) -> Answers:
    """What the address of one answers, by code and content type."""
    answers: Answers = {(200, JSON): OpenApiResponse(view.serializer_class, "It.")}
    if view.keeps_former_keys:
        answers[301] = OpenApiResponse(None, "It has another address now.")
        withdrawn = OpenApiResponse(WithdrawnSerializer, "It was withdrawn: when, and why.")
        return answers | refusals("There is none of that slug.") | {(410, ProblemRenderer.media_type): withdrawn}
    return answers | refusals("There is none of that address.")


def snake(name: str) -> str:
    """ExpertDispatch or expert-dispatches with underscores."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).replace("-", "_").lower()


def complete(result: Any, generator: Any, request: Any, public: bool) -> Any:
    """Say of every object that it has all of its properties; leave out what is only of use to who writes."""
    for component in result["components"]["schemas"].values():
        component["required"] = list(component["properties"])
        for one in component["properties"].values():
            for name in ("readOnly", "example", "x-spec-enum-id"):
                one.pop(name, None)
            # How large a number the database could hold says nothing of the records.
            if one.get("maximum", 0) in INTEGER_RANGES:
                del one["maximum"]
            if one.get("format") == "int64":
                del one["format"]
    return result


@cache
def document() -> dict[str, Any]:
    """The whole description, made once a process; its examples are the records of that time."""
    found: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    return found
