"""The page of the data, and the package itself."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.urls import reverse
from django.views.generic import TemplateView
from msgspec import Struct

from records.api.described import CONTENT_TYPE
from records.citations.citation import REPORT, Citation
from records.citations.views import FORMATS, block, citation_file
from records.data_package.descriptor import moment_of
from records.data_package.keeping import Package, current_package
from records.kinds import TITLES
from records.lists.files import File, files_of
from records.metadata.heeding import heeds
from records.metadata.schema_org import Distribution, Thing, data_catalog, dataset
from records.metadata.signposting import Link, described
from records.metadata.views import PublicPage
from records.wording import counted

FILE = "npa-portal.zip"
ARCHIVE = "application/zip"
# What the interface has as a list of its own and the package as a table.
LISTS = {**TITLES, "reconciliation": "Reconciled figures", "changes": "Changes"}


class Listed(Struct, frozen=True):
    """A list of the interface as this page names it, with the files in which all of it can be had."""

    title: str
    rows: int
    files: list[File]


class DataView(PublicPage, TemplateView):
    """What there is as data, and how to get, cite and check it."""

    template_name = "data.html"
    title = "Data"
    introduction = (
        "The whole edition as one data package with a program that recomputes its figures, each table as CSV, XLSX and "
        "JSON, and an interface for programs."
    )
    card = "data"

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

    def things(self, context: dict[str, Any]) -> list[Thing]:
        """All data, and each list as a data set of its own."""
        package, address = self.package, self.canonical(context)
        archive = Distribution(
            self.absolute(reverse("data-package")), ARCHIVE, "Data package", package.size, package.sha256
        )
        whole = dataset(
            name=f"Data of “{REPORT}”",
            description=self.introduction,
            address=f"{address}#package",
            rights=self.rights,
            files=[archive],
            state=package.state,
        )
        lists = [self.listed(listed) for listed in context["lists"]]
        return [
            data_catalog(
                name=whole["name"],
                description=self.introduction,
                address=address,
                rights=self.rights,
                datasets=[whole, *lists],
            )
        ]

    def listed(self, listed: Listed) -> Thing:
        """One list as a data set."""
        return dataset(
            name=listed.title,
            description=f"{listed.title} in “{REPORT}”: {counted(listed.rows, 'row')} with their places in the report.",
            address=self.absolute(listed.files[0].address.partition("?")[0]),
            rights=self.rights,
            files=[
                Distribution(self.absolute(file.address), file.content_type, f"{listed.title} as {file.label}")
                for file in listed.files
            ],
        )

    def links(self, context: dict[str, Any]) -> list[Link]:
        """How to cite the data, what describes them, and each file of them."""
        files = [file for listed in context["lists"] for file in listed.files if file.content_type == "text/csv"]
        return described(
            cite_as=context["citation"]["cited"].address,
            type_of="Dataset",
            rights=self.rights,
            described_by=[(self.absolute(reverse("api:schema")), CONTENT_TYPE), *self.citation_files(context)],
            items=[
                (self.absolute(reverse("data-package")), ARCHIVE),
                *((self.absolute(file.address), file.content_type) for file in files),
            ],
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


@heeds()
def data_citation(request: HttpRequest, form: str) -> HttpResponse:
    """The citation of the package as BibTeX, RIS or CSL-JSON."""
    return citation_file(citation(request, current_package()), form)


@heeds()
def data_package(request: HttpRequest) -> StreamingHttpResponse:
    """The package; its ETag is the SHA-256 of its bytes."""
    package = current_package()
    return StreamingHttpResponse(
        package.pieces(),
        content_type=ARCHIVE,
        headers={
            "Content-Length": str(package.size),
            "Content-Disposition": f'attachment; filename="{FILE}"',
            "ETag": f'"{package.sha256}"',
        },
    )
