"""What the interface answers where it cannot do as asked: problem details as RFC 9457 has them."""

from __future__ import annotations

import datetime
import json
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from rest_framework import exceptions, serializers, status
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from records.models import Change
from records.wording import short

# What is said of the errors that no view of the interface raised.
DETAILS = {
    400: "The request cannot be read.",
    404: "There is nothing at this address.",
    405: "The interface is read-only: it answers GET and HEAD.",
    500: "Something went wrong here. It is on record, and not the fault of the request.",
    503: "The portal cannot answer this at the moment. Retry-After says when to ask again.",
}


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
    """A record that is there no more: what it was called, since when it is gone, and why as far as the log tells."""

    status_code = status.HTTP_410_GONE

    def __init__(self, name: str, since: datetime.datetime, change: Change | None) -> None:
        super().__init__(f"“{short(name)}” was withdrawn on {since:%Y-%m-%d}.")
        self.since = since
        self.reason = change.reason if change else ""


class ProblemSerializer(serializers.Serializer):
    """What went wrong, as RFC 9457 has it."""

    type = serializers.CharField(help_text="about:blank: the status says all that there is to the type.")
    title = serializers.CharField(help_text="The status in words.")
    status = serializers.IntegerField(help_text="The HTTP status.")
    detail = serializers.CharField(help_text="What went wrong in this case.")


class BadParameterSerializer(serializers.Serializer):
    """A parameter of the address that cannot be answered."""

    parameter = serializers.CharField(help_text="Its name.")
    detail = serializers.CharField(help_text="Why it cannot be answered.")


class BadParametersSerializer(ProblemSerializer):
    """What went wrong with the parameters of the address."""

    errors = BadParameterSerializer(many=True, help_text="Every parameter that is unknown or does not fit.")


class WithdrawnSerializer(ProblemSerializer):
    """What became of a record that was withdrawn."""

    since = serializers.DateTimeField(help_text="When it was withdrawn, in UTC.")
    reason = serializers.CharField(help_text="Why, as the change log tells it.")


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
    if isinstance(error, WithdrawnError):
        members |= {"since": error.since.isoformat(timespec="seconds"), "reason": error.reason}
    response = Response(problem(error.status_code, str(error.detail), **members), status=error.status_code)
    # Chosen here: what was asked for as CSV is also answered so.
    request = context["request"]
    request.accepted_renderer, request.accepted_media_type = ProblemRenderer(), ProblemRenderer.media_type
    if wait := getattr(error, "wait", None):
        response["Retry-After"] = str(wait)
    return response


def say_as_problem(response: HttpResponse) -> None:
    """Turn the page that tells an error into problem details of the same status; its other headers stay."""
    code = response.status_code
    response.content = json.dumps(problem(code, DETAILS.get(code, HTTPStatus(code).description))).encode()
    response["Content-Type"] = ProblemRenderer.media_type
    for header in ("Content-Encoding", "Content-Length"):
        del response[header]
