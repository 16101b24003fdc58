"""What a record's page says about citing it and about its corrections, and the citation in each format."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views import View

from records.citations import formats
from records.citations.citation import Citation, citation_of
from records.kinds import NAMES
from records.models import Addressed, Change

FORMATS = {
    "bib": (formats.bibtex, "application/x-bibtex", "BibTeX"),
    "ris": (formats.ris, "application/x-research-info-systems", "RIS"),
    "json": (formats.csl_json, "application/vnd.citationstyles.csl+json", "CSL-JSON"),
}


class FormatConverter:
    """The part of an address that names a format."""

    regex = "|".join(FORMATS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def cite(request: HttpRequest, record: Addressed) -> Citation:
    """The citation of ``record`` as it stands in this portal."""
    return citation_of(record, address=request.build_absolute_uri(record.get_absolute_url()))


def citation_and_corrections(request: HttpRequest, record: Addressed) -> dict[str, Any]:
    """For the page of ``record``: how to cite it, and its corrections, newest first. Two queries."""
    citation = cite(request, record)
    made = Change.objects.corrections_of(NAMES[type(record)], record.pk)
    files = [
        (reverse(f"{record.url_name}-citation", args=[record.slug, name]), content_type, label)
        for name, (_, content_type, label) in FORMATS.items()
    ]
    return {
        "citation": {"sentence": formats.sentence(citation), "meta": formats.meta(citation), "formats": files},
        "corrections": list(made),
    }


class CitationView(View):
    """A record's citation as BibTeX, RIS or CSL-JSON."""

    # The kinds that share the address, tried one after the other.
    kinds: ClassVar[tuple[type[Addressed], ...]] = ()

    def get(self, request: HttpRequest, slug: str, form: str) -> HttpResponse:
        for kind in self.kinds:
            if record := kind.objects.for_detail().filter(slug=slug).first():
                write, content_type, _ = FORMATS[form]
                citation = cite(request, record)
                named = {"Content-Disposition": f'inline; filename="{citation.key}.{form}"'}
                return HttpResponse(write(citation), content_type=f"{content_type}; charset=utf-8", headers=named)
        raise Http404("There is no such record to cite.")


def cited(detail_view: Any) -> Callable[..., HttpResponseBase]:
    """The view of the citations of the records that ``detail_view`` shows."""
    return CitationView.as_view(kinds=detail_view.kinds)
