"""What a record's page says about citing it and about its corrections, and the citation in each format."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.views.generic import View

from npa_portal.addresses import address
from records.citations import formats
from records.citations.citation import Citation, citation_of
from records.citations.reporting import report_address
from records.corrections.corrected import corrected_fields
from records.corrections.past import Past, came, moments, past_of
from records.corrections.versions import first_and_last_day
from records.kinds import NAMES
from records.metadata.canonical import Parameters
from records.metadata.heeding import heeding
from records.models import Addressed, Change
from records.views.reading import Read

# The parameter that asks for a record as it stood on a day.
AS_OF = "as_of"
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


def past_asked(request: HttpRequest, kinds: Iterable[type[Addressed]], slug: str) -> Past | None:
    """The record as it stood on the day that the address asks for by ``as_of``; None where it asks for none.

    Raises NoSuchState or Http404, as `past_of` does.
    """
    asked = request.GET.get(AS_OF, "").strip()
    return past_of(kinds, slug, asked) if asked else None


def citation_and_corrections(
    request: HttpRequest, record: Addressed, past: Past | None = None, read: Read | None = None
) -> dict[str, Any]:
    """For the page of ``record``: how to cite it, and its corrections, newest first.

    Two queries; where it was ``read``, one at most.

    Of a ``past`` state also what was done ``since``; where that is anything, the record is shown ``alone``, without
    what hangs on other records.
    """
    began, state = (read.began, read.state) if read else first_and_last_day(record)
    told = list(Change.objects.told_of(NAMES[type(record)], record.pk)) if read is None or read.is_told else []
    since = [change for change in told if past and change.when.date() > past.day]
    corrections = [change for change in told[len(since) :] if change.what == Change.What.CORRECTED]
    alone = past is not None and bool(since or not past.stands)
    slug = past.slug if past else record.slug
    today = address(f"{record.url_name}-detail", slug)
    cited = citation_of(
        record, address=request.build_absolute_uri(today), state=past.state if past else state, past=alone
    )
    files = [address(f"{record.url_name}-citation", slug, form) for form in FORMATS]
    return {
        "citation": block(cited, [f"{file}?as_of={cited.state}" for file in files] if alone else files),
        "past": past,
        "today": today,
        "alone": alone,
        "since": moments(since, today, began),
        "corrections_since": came(since),
        "corrections": moments(corrections, today, began),
        "corrected": corrected_fields(record, reversed(corrections)),
    }


def block(citation: Citation, files: list[str]) -> dict[str, Any]:
    """A citation as pages show it; ``files`` are the addresses of its formats."""
    return {
        "cited": citation,
        "sentence": formats.sentence(citation),
        "report": report_address(citation),
        "meta": formats.meta(citation),
        "formats": [
            (file, content_type, label) for file, (_, content_type, label) in zip(files, FORMATS.values(), strict=True)
        ],
    }


class CitationView(View):
    """A record's citation as BibTeX, RIS or CSL-JSON."""

    # The kinds that share the address, tried one after the other.
    kinds: ClassVar[tuple[type[Addressed], ...]] = ()

    def heeded(self, query: QueryDict, **kwargs: Any) -> Parameters:
        return heeding(query, [AS_OF])

    def get(self, request: HttpRequest, slug: str, form: str) -> HttpResponse:
        past = past_asked(request, self.kinds, slug)
        record = past.record if past else self.record(slug)
        return citation_file(citation_and_corrections(request, record, past)["citation"]["cited"], form)

    def record(self, slug: str) -> Addressed:
        """The record as it stands today."""
        for kind in self.kinds:
            if record := kind.objects.for_detail().filter(slug=slug).first():
                found: Addressed = record
                return found
        raise Http404("There is no such record to cite.")


def citation_file(citation: Citation, form: str) -> HttpResponse:
    """The citation in one of the formats."""
    write, content_type, _ = FORMATS[form]
    named = {"Content-Disposition": f'inline; filename="{citation.key}.{form}"'}
    return HttpResponse(write(citation), content_type=f"{content_type}; charset=utf-8", headers=named)


def cited(detail_view: Any) -> Callable[..., HttpResponseBase]:
    """The view of the citations of the records that ``detail_view`` shows."""
    return CitationView.as_view(kinds=detail_view.kinds)
