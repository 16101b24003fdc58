"""Every operation of the interface keeps what its description promises, whatever it is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from records.api.root import LISTS, VIEWSETS
from records.api.schema import document
from tests.sampling import thorough

pytestmark = [pytest.mark.django_db, thorough]

# No fault, and no status, content type, header or answer that is not described; what does not fit is refused, as is
# every method but those that read. That a slug is fit, yet unknown, is a 400 here, so that fit requests may be refused.
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
]
# For each operation so many requests that fit its description, and as many that do not.
EXAMPLES = 5
WITHOUT_PARAMETERS = ("/api/v1/", "/api/v1/schema/")
PATHS = [
    *(f"/api/v1/{viewset.public_name}/" for viewset in LISTS),
    *(f"/api/v1/{viewset.public_name}/{{{viewset.lookup_field}}}/" for viewset in VIEWSETS),
]


@pytest.fixture(scope="module")
def schema(made_for_all: Callable[..., Any]) -> Any:
    """What is asked by, read of the description once."""
    return schemathesis.openapi.from_dict(made_for_all(document))


@pytest.fixture
def application() -> Iterator[WSGIHandler]:
    """The portal on the connection of the test, which Django would close around each request, losing what is undone."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield get_wsgi_application()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize(
    ("path", "mode"),
    [
        *((path, GenerationMode.POSITIVE) for path in (*WITHOUT_PARAMETERS, *PATHS)),
        *((path, GenerationMode.NEGATIVE) for path in PATHS),
    ],
)
def test_no_answer_breaks_its_promise(schema: Any, application: WSGIHandler, path: str, mode: GenerationMode) -> None:
    schema.app = application
    operation = schema[path]["GET"]

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: schemathesis.Case) -> None:
        case.call_and_validate(headers={"Host": "localhost", "Accept-Encoding": "identity"}, checks=CHECKS)

    ask()
