"""What the interface answers where it cannot do as asked: problem details as RFC 9457 has them."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions, status
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response


class ProblemRenderer(JSONRenderer):
    """JSON that says what went wrong."""

    media_type = "application/problem+json"


class BadParametersError(exceptions.APIException):
    """Parameters of the address that are unknown or do not fit; ``errors`` holds each with the reason."""

    status_code = status.HTTP_400_BAD_REQUEST
    default_detail = "The address holds parameters that cannot be answered."

    def __init__(self, errors: list[tuple[str, str]]) -> None:
        super().__init__()
        self.errors = errors


class WithdrawnError(exceptions.APIException):
    """A record that is there no more."""

    status_code = status.HTTP_410_GONE


def problem(code: int, detail: str, **members: Any) -> dict[str, Any]:
    """The problem details of a status; ``about:blank`` says that there is no more to the type than the status."""
    return {"type": "about:blank", "title": HTTPStatus(code).phrase, "status": code, "detail": detail, **members}


def answer_with_problem(error: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to an exception that a view raised; None leaves it to be a fault (500)."""
    if isinstance(error, Http404):
        error = exceptions.NotFound(str(error) or None)
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if not isinstance(error, exceptions.APIException):
        return None
    members: dict[str, Any] = {}
    if isinstance(error, BadParametersError):
        members["errors"] = [{"parameter": name, "detail": reason} for name, reason in error.errors]
    response = Response(problem(error.status_code, str(error.detail), **members), status=error.status_code)
    # Chosen here: what was asked for as CSV is also answered so.
    request = context["request"]
    request.accepted_renderer, request.accepted_media_type = ProblemRenderer(), ProblemRenderer.media_type
    if wait := getattr(error, "wait", None):
        response["Retry-After"] = str(wait)
    return response
