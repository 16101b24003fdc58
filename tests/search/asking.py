"""What the search answers to what one types."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.utils.html import strip_tags

from records.models import SearchDocument
from records.search.completing import complete
from records.search.directory import directory
from records.search.finding import Narrowing, find
from records.search.query import read
from records.search.ranking import Hit
from tests.pages import context_of


def hits_of(text: str, narrowing: Narrowing | None = None) -> list[Hit]:
    query, unknown = complete(read(text), directory())
    return find(query, narrowing or Narrowing()) if query.clauses and not unknown else []


def addresses(text: str, narrowing: Narrowing | None = None) -> list[str]:
    """Where the hits lead, in order."""
    hits = hits_of(text, narrowing)
    documents = SearchDocument.objects.in_bulk([hit.pk for hit in hits])
    return [documents[hit.pk].address for hit in hits]


def answered(text: str) -> dict[str, Any]:
    """What the page of the search is given when somebody asks this."""
    return context_of(f"/search/?{urlencode({'q': text})}")


def shown_titles(address: str) -> list[str]:
    return [strip_tags(hit.title) for group in context_of(address)["groups"] for hit in group.hits]
