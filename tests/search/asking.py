"""What the search answers to what one types."""

from __future__ import annotations

from records.models import SearchDocument
from records.search import finding


def hits_of(text: str, narrowing: finding.Narrowing | None = None) -> list[finding.Hit]:
    query, unknown = finding.complete(finding.read(text))
    return finding.find(query, narrowing or finding.Narrowing()) if query.clauses and not unknown else []


def addresses(text: str, narrowing: finding.Narrowing | None = None) -> list[str]:
    """Where the hits lead, in order."""
    hits = hits_of(text, narrowing)
    documents = SearchDocument.objects.in_bulk([hit.pk for hit in hits])
    return [documents[hit.pk].address for hit in hits]
