"""Pages of the interface: ``page`` and ``page_size``, with the addresses of the neighbours in ``Link``."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from records.api.asking import Fault, refuse, repeated
from records.lists.matching import MOST_COUNTED, SomePages
from records.lists.paging import most_open, opens
from records.wording import AtLeast, figure


class RecordPagination(PageNumberPagination):
    """A page of records in the report's order; what is no page is said to be none."""

    page_size = 50
    page_size_query_param = "page_size"
    page_query_description = "Which page, counted from 1."
    page_size_query_description = "How many records a page holds: 1 to 500; 50 where it is not said."
    max_page_size = 500

    def unfit(self, query: QueryDict) -> list[Fault]:
        """The faults of both parameters, as far as they show before the records are counted."""
        faults = repeated(query, (self.page_query_param, self.page_size_query_param))
        if whole_number(query.get(self.page_query_param, "1")) < 1:
            faults.append((self.page_query_param, "A page is a whole number, counted from 1."))
        if not 1 <= self.get_page_size_of(query) <= self.max_page_size:
            faults.append((self.page_size_query_param, f"A page holds 1 to {self.max_page_size} records."))
        return faults

    def get_page_size_of(self, query: QueryDict) -> int:
        return whole_number(query.get(self.page_size_query_param, str(self.page_size)))

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> list[Any]:
        """The records of the page. Raises BadParametersError where there is no such page."""
        self.request = request
        query = request.query_params
        paginator = view.pages_of(queryset, self.get_page_size_of(query))
        number = whole_number(query.get(self.page_query_param, "1"))
        if not opens(paginator, number):
            refuse([(self.page_query_param, self._why_not(paginator, number))])
        self.page = paginator.page(number)
        return list(self.page)

    def _why_not(self, paginator: SomePages, number: int) -> str:
        """Why the page of that number cannot be opened."""
        if number > paginator.num_pages and not isinstance(paginator.num_pages, AtLeast):
            return f"The pages are numbered 1 to {paginator.num_pages}."
        which = "first" if isinstance(paginator.num_pages, AtLeast) else "first and the last"
        return (
            f"Of so many pages only the {which} {most_open(paginator)} are numbered. Filter, or ask for all as a file."
        )

    def get_paginated_response(self, data: Any) -> Response:
        count, last = self.page.paginator.count, self.page.paginator.num_pages
        uncounted = isinstance(count, AtLeast)
        neighbours = {
            "first": self.address_of(1),
            "prev": self.address_of(self.page.number - 1) if self.page.has_previous() else None,
            # After the last that is numbered comes one that says so: no list seems to end where it does not.
            "next": self.address_of(self.page.number + 1) if uncounted or self.page.has_next() else None,
            "last": None if uncounted else self.address_of(last),
        }
        link = ", ".join(f'<{address}>; rel="{name}"' for name, address in neighbours.items() if address)
        body = {
            "count": None if uncounted else count,
            "next": neighbours["next"],
            "previous": neighbours["prev"],
            "results": data,
        }
        return Response(body, headers={"Link": link})

    def get_paginated_response_schema(self, schema: Any) -> dict[str, Any]:
        neighbour = {"type": ["string", "null"], "format": "uri", "example": None}
        said = f"How many match, on all pages; null where filters leave more than {figure(MOST_COUNTED)}."
        properties = {
            "count": {"type": ["integer", "null"], "minimum": 0, "description": said, "example": 1},
            "next": {**neighbour, "description": "The address of the next page; null on the last."},
            "previous": {**neighbour, "description": "The address of the page before; null on the first."},
            "results": schema,
        }
        return {"type": "object", "properties": properties}

    def address_of(self, number: int) -> str:
        """The address of a page of the same records."""
        return str(replace_query_param(self.request.build_absolute_uri(), self.page_query_param, number))


def whole_number(text: str) -> int:
    """The number that ``text`` writes in at most nine digits; 0 where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0
