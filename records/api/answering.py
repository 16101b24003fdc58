"""What all of the interface's lists do: answer an address with a page of what it asks for, and with each by its key."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, cached_property
from typing import Any, ClassVar

from django.http import Http404, QueryDict
from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from records.api.asking import COMMON, SORT, refuse, sortable, sorted_by, unfit, unknown, unsortable
from records.api.downloads.answers import file_answer, unfit_for_a_file
from records.lists.filter_sets import WordsFilterSet
from records.lists.matching import Matching, SomePages, Whole
from records.lists.record_table import RecordTable

# Stands in the description for the portal's own address, which it does not know: it is the same wherever it is read.
ORIGIN = "https://npa-portal.example"


class InterfaceViewSet(GenericViewSet):
    """A list under filters, page by page, and what stands in it, each by its key: ``lookup_field``."""

    http_method_names = ["get", "head"]
    # The last part of its address, what it lists in plain words, and the part of the report that this belongs to.
    public_name: ClassVar[str]
    title: ClassVar[str]
    tag: ClassVar[str]
    # What the page of the same list reads of its address, and the table that says how it is sorted.
    filterset_class: ClassVar[type[WordsFilterSet]]
    table_class: ClassVar[type[RecordTable] | None] = None
    # All of which the filters of the address leave what is answered.
    whole: Whole | None = None
    # Whether a key of the past leads on, or is said to be withdrawn.
    keeps_former_keys: ClassVar[bool] = False

    @cached_property
    def origin(self) -> str:
        """Where the portal stands."""
        return self.request.build_absolute_uri("/")[:-1]

    @cached_property
    def represent(self) -> Callable[[Any], Any]:
        """What is listed, as data."""
        represent: Callable[[Any], Any] = self.get_serializer().to_representation
        return represent

    def get_serializer_context(self) -> dict[str, Any]:
        return self.context_under(self.origin)

    def context_under(self, origin: str) -> dict[str, Any]:
        """What the serializer needs beside the records: above all where the portal stands."""
        return {"origin": origin}

    @classmethod
    def page_address(cls) -> str:
        """The path of the page that shows the same list to readers."""
        raise NotImplementedError

    def first(self) -> Any:
        """The first of the list; None where it is empty."""
        raise NotImplementedError

    def count(self) -> int:
        """How many there are, whatever the address asks for."""
        raise NotImplementedError

    def filtered_by(self, query: QueryDict) -> WordsFilterSet:
        """The filters, with the values that the address gives them."""
        raise NotImplementedError

    def matching(self, filterset: WordsFilterSet) -> Any:
        """What the filters leave, in the report's order."""
        raise NotImplementedError

    def whole_of(self, filterset: WordsFilterSet) -> Whole | None:
        """All of the list, where it is one of records; None where it is made of what is at hand."""
        return None

    def pages_of(self, found: Any, per_page: int) -> SomePages:
        """The pages of what the filters leave."""
        return Matching(found, per_page, self.whole)

    def found(self, key: str) -> Any:
        """What has the key; None where nothing has."""
        raise NotImplementedError

    def missing(self, key: str) -> HttpResponseBase:
        """What to answer where nothing has the key."""
        raise NotImplementedError

    @cached_property
    def example(self) -> dict[str, Any] | None:
        """The first of the list as data, for the description of the interface; None where the list is empty."""
        first = self.first()
        return dict(self.serializer_class(first, context=self.context_under(ORIGIN)).data) if first else None

    @cached_property
    def slugs(self) -> dict[str, str]:
        """For each filter by references, a slug that leaves something: one that the example refers to."""
        told = self.example or {}
        referred = {
            "country": [told.get("country"), *told.get("countries", [])],
            "topic": told.get("topics", []),
            "section": [told.get("section")],
        }
        return {name: one["slug"] for name, ones in referred.items() for one in reversed(ones) if one}

    def asked_for(self, request: Request) -> tuple[WordsFilterSet, Any]:
        """The filters of the address, and what they leave in its order. Raises BadParametersError."""
        query = request.query_params
        filterset = self.filtered_by(query)
        refuse(
            unknown(query, self.known(filterset)),
            unfit(filterset),
            unsortable(query, self.sortable()),
            unfit_for_a_file(query) if "format" in query else self.paginator.unfit(query),
        )
        self.whole = self.whole_of(filterset)
        return filterset, sorted_by(query, self.table_class, self.matching(filterset))

    @classmethod
    @cache
    def sortable(cls) -> list[str]:
        """The values of ``sort``."""
        return sortable(cls.table_class)

    def known(self, filterset: WordsFilterSet) -> list[str]:
        """The parameters of the list."""
        return [*filterset.form.fields, *([SORT] if self.sortable() else []), *COMMON]

    def list(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        filterset, found = self.asked_for(request)
        if form := request.query_params.get("format"):
            return file_answer(request, form, self, filterset, found)
        page = self.paginate_queryset(found)
        return self.get_paginated_response([self.represent(one) for one in page])

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        refuse(unknown(request.query_params, []))
        key = kwargs[self.lookup_field]
        found = self.found(key)
        return self.missing(key) if found is None else Response(self.represent(found))


class ManyKindsViewSet(InterfaceViewSet):
    """A list of what stands under several kinds: nothing has an address beneath it, and ``elsewhere`` says so."""

    lookup_field = "slug"
    elsewhere: ClassVar[str]

    def found(self, key: str) -> None:
        return None

    def missing(self, key: str) -> HttpResponseBase:
        raise Http404(self.elsewhere)
