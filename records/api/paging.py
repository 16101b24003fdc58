"""Pages of the interface: ``page`` and ``page_size``, with the addresses of the neighbours in ``Link``."""

from __future__ import annotations

from typing import Any

from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from records.api.problems import BadParametersError


class RecordPagination(PageNumberPagination):
    """A page of records in the report's order; what is no page is said to be none."""

    page_size = 50
    page_size_query_param = "page_size"
    page_query_description = "Which page, counted from 1."
    page_size_query_description = "How many records a page holds: 1 to 500; 50 where it is not said."
    max_page_size = 500

    def get_page_size(self, request: Any) -> int:
        asked = request.query_params.get(self.page_size_query_param, "")
        if not asked:
            return self.page_size
        number = whole_number(asked)
        if not 1 <= number <= self.max_page_size:
            raise BadParametersError([("page_size", f"A page holds 1 to {self.max_page_size} records.")])
        return number

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> list[Any]:
        self.request = request
        paginator = self.django_paginator_class(queryset, self.get_page_size(request))
        number = whole_number(request.query_params.get(self.page_query_param, "") or "1")
        if not 1 <= number <= paginator.num_pages:
            raise BadParametersError([("page", f"The pages are numbered 1 to {paginator.num_pages}.")])
        self.page = paginator.page(number)
        return list(self.page)

    def get_paginated_response(self, data: Any) -> Response:
        neighbours = {
            "first": replace_query_param(self.request.build_absolute_uri(), "page", 1),
            "prev": self.get_previous_link(),
            "next": self.get_next_link(),
            "last": replace_query_param(self.request.build_absolute_uri(), "page", self.page.paginator.num_pages),
        }
        link = ", ".join(f'<{address}>; rel="{name}"' for name, address in neighbours.items() if address)
        body = {
            "count": self.page.paginator.count,
            "next": neighbours["next"],
            "previous": neighbours["prev"],
            "results": data,
        }
        return Response(body, headers={"Link": link})


def whole_number(text: str) -> int:
    """The number that ``text`` writes in at most nine digits; 0 where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0
