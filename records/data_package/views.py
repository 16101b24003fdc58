"""The page of the data, and the package itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.urls import reverse
from django.views.generic import TemplateView

from records.citations.citation import Citation
from records.citations.views import FORMATS, block, citation_file
from records.data_package.descriptor import moment_of
from records.data_package.keeping import Package, current_package
from records.kinds import TITLES
from records.lists.files import File, files_of

FILE = "npa-portal.zip"
# What the interface has as a list of its own and the package as a table.
LISTS = {**TITLES, "reconciliation": "Reconciled figures", "changes": "Changes"}


@dataclass(frozen=True)
class Listed:
    """A list of the interface as this page names it, with the files in which all of it can be had."""

    title: str
    rows: int
    files: list[File]


class DataView(TemplateView):
    """What there is as data, and how to get, cite and check it."""

    template_name = "data.html"

    @cached_property
    def package(self) -> Package:
        return current_package()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        package = self.package
        tables = {written.table.name: written for written in package.tables}
        lists = [Listed(title, tables.pop(name).rows, files_of(name, QueryDict())) for name, title in LISTS.items()]
        return super().get_context_data(
            package=package,
            moment=moment_of(package.state),
            lists=lists,
            other_tables=list(tables.values()),
            citation=block(
                citation(self.request, package), [reverse("data-citation", args=[form]) for form in FORMATS]
            ),
            **kwargs,
        )


def citation(request: HttpRequest, package: Package) -> Citation:
    """What is cited of the package."""
    return Citation(
        key="npa-data-package",
        title="Data package",
        place="",
        address=request.build_absolute_uri(reverse("data-package")),
        state=package.state.date() if package.state else None,
        in_own_words=True,
    )


def data_citation(request: HttpRequest, form: str) -> HttpResponse:
    """The citation of the package as BibTeX, RIS or CSL-JSON."""
    return citation_file(citation(request, current_package()), form)


def data_package(request: HttpRequest) -> StreamingHttpResponse:
    """The package; its ETag is the SHA-256 of its bytes."""
    package = current_package()
    return StreamingHttpResponse(
        package.pieces(),
        content_type="application/zip",
        headers={
            "Content-Length": str(package.size),
            "Content-Disposition": f'attachment; filename="{FILE}"',
            "ETag": f'"{package.sha256}"',
        },
    )
