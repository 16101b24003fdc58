"""The address of the interface's description for programs; what makes it is imported when it is asked for."""

from __future__ import annotations

import json

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from rest_framework.request import Request
from rest_framework.views import APIView

from records.api.asking import refuse, unknown

CONTENT_TYPE = "application/vnd.oai.openapi+json"


class SchemaView(APIView):
    """The description of the interface for programs: OpenAPI 3.1."""

    operation_id, summary = "get_schema", "This description"
    gives = (CONTENT_TYPE, OpenApiTypes.OBJECT, "An OpenAPI document.")
    http_method_names = ["get", "head"]

    def get(self, request: Request) -> HttpResponse:
        from records.api.schema import document

        refuse(unknown(request.query_params, []))
        return HttpResponse(json.dumps(document(), ensure_ascii=False), content_type=CONTENT_TYPE)
