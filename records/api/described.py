"""The interface's description for programs: its address, and how a server has it without what makes it.

`prepare` leaves it in a file. What makes it takes ten megabytes and a third of a second, and no page needs that.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
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
        refuse(unknown(request.query_params, []))
        return HttpResponse(json.dumps(description(), ensure_ascii=False), content_type=CONTENT_TYPE)


def description() -> dict[str, Any]:
    """The whole description: as it was kept, else made now."""
    return kept() or made()


@cache
def kept() -> dict[str, Any] | None:
    """What `keep` left; None where it left nothing, or where code may have changed since, which DEBUG is for."""
    if settings.DEBUG or not kept_in().exists():
        return None
    found: dict[str, Any] = json.loads(kept_in().read_text())
    return found


def keep() -> None:
    """Leave the description for the servers, in one step, for others may be reading it."""
    draft = kept_in().with_suffix(".draft")
    draft.write_text(json.dumps(made(), ensure_ascii=False))
    draft.replace(kept_in())


def kept_in() -> Path:
    """Where it is kept."""
    return Path(settings.DATA_DIR) / "interface.json"


def made() -> dict[str, Any]:
    """The description, made of the code and the records of now, once a process."""
    from records.api.schema import document

    return document()
