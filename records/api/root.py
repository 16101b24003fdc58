"""The interface's own address, which lists all others, and what is answered where it has none."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve, reverse
from rest_framework import exceptions, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from records.api.answering import InterfaceViewSet
from records.api.asking import refuse, unknown
from records.api.changes import ChangeViewSet
from records.api.dossiers import DossierViewSet
from records.api.figures import FigureViewSet
from records.api.timeline import TimelineViewSet
from records.api.viewsets import KIND_VIEWSETS
from records.citations.citation import REPORT

# In the order in which they are listed; each stands under its public name.
VIEWSETS: tuple[type[InterfaceViewSet], ...] = (*KIND_VIEWSETS, FigureViewSet, ChangeViewSet)
# And what lists records that stand under their own kinds.
LISTS: tuple[type[InterfaceViewSet], ...] = (*VIEWSETS, TimelineViewSet, DossierViewSet)


class ListedSerializer(serializers.Serializer):
    """One of the interface's lists."""

    name = serializers.CharField(help_text="Its public name, the last part of its address.")
    title = serializers.CharField(help_text="What it lists, in plain words.")
    description = serializers.CharField(help_text="The same in a sentence, with its place in the report.")
    count = serializers.IntegerField(min_value=0, help_text="How many it lists without any filter.")
    address = serializers.URLField(help_text="The address of the page that shows it to readers.")
    api_address = serializers.URLField(help_text="The address at which it is had as JSON.")


class RootSerializer(serializers.Serializer):
    """What there is in the interface."""

    title = serializers.CharField(help_text="The report that the records are of.")
    documentation = serializers.URLField(help_text="The address of the page that explains the interface.")
    schema = serializers.URLField(help_text="The address of its description for programs, in OpenAPI.")
    lists = ListedSerializer(many=True, help_text="Every list, in the report's order of kinds.")


class RootView(APIView):
    """All lists of the interface, with their addresses and how many records each holds."""

    operation_id, summary = "get_lists", "All lists"
    gives = ("application/json", RootSerializer, "Every list.")
    http_method_names = ["get", "head"]

    def get(self, request: Request) -> Response:
        refuse(unknown(request.query_params, []))
        return Response(listed(request.build_absolute_uri("/")[:-1]))


def listed(origin: str) -> dict[str, Any]:
    """What there is in the interface, under ``origin``."""
    return {
        "title": REPORT,
        "documentation": origin + reverse("interface"),
        "schema": origin + reverse("api:schema"),
        "lists": [
            {
                "name": viewset.public_name,
                "title": viewset.title,
                "description": viewset.__doc__,
                "count": viewset().count(),
                "address": origin + viewset.page_address(),
                "api_address": origin + reverse(f"api:{viewset.public_name}-list"),
            }
            for viewset in LISTS
        ],
    }


class NowhereView(APIView):
    """What is no address of the interface: 404, or the way to the one that only lacks its last slash."""

    schema = None
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.path_info.endswith("/") and leads_somewhere(f"{request.path_info}/"):
            return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
        root = request.build_absolute_uri(reverse("api:root"))
        raise exceptions.NotFound(f"There is nothing at this address. All that there is is listed at {root}")


def leads_somewhere(path: str) -> bool:
    """Whether there is a view for the path, not this one."""
    try:
        return getattr(resolve(path).func, "cls", None) is not NowhereView
    except Resolver404:
        return False
