"""What every public page has in common: it says to machines what it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from npa_portal.addresses import address
from records.lists.record_table import RecordTable
from records.metadata import canonical
from records.metadata.canonical import Parameters
from records.metadata.head import Metadata
from records.metadata.heeding import heeding
from records.metadata.schema_org import Distribution, Thing, dataset
from records.metadata.signposting import Link, sign

# An address that stands behind the portal's own as it is.
PLAIN = re.compile(r"/(?:[\w-]+/)*(?:[\w-]+\.\w+)?(?:#[\w-]+)?", re.ASCII)


class PublicPage(TemplateResponseMixin, ContextMixin):
    """A public page with its metadata; a view says what is special about its own."""

    request: HttpRequest
    # What stands at the top of the page, and what it is about: plain text, which also describes it to search engines.
    title: ClassVar[str]
    introduction: ClassVar[str]
    # The picture that is shown beside a link to the page, by its name among the cards.
    card: ClassVar[str]
    # Its title where a link to it is shown, if another; and whether it tells one thing, as an article does.
    shared_title: ClassVar[str] = ""
    is_article: ClassVar[bool] = False

    @property
    def parameter_names(self) -> Iterable[str]:
        """The parameters that it reads."""
        return ()

    def heeded(self, query: QueryDict, **kwargs: Any) -> Parameters | None:
        """What of the address the page heeds, in one order; None where its answer is not to be kept."""
        return heeding(query, self.parameter_names)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "metadata": self.metadata(context)}

    def render_to_response(self, context: dict[str, Any], **response_kwargs: Any) -> HttpResponse:
        response = super().render_to_response(context, **response_kwargs)
        sign(response, self.links(context))
        return response

    def metadata(self, context: dict[str, Any]) -> Metadata:
        """All that the page says of itself."""
        return Metadata(
            canonical=self.canonical(context),
            picture=self.absolute(self.picture_address(context)),
            picture_shows=self.picture_shows(context),
            narrowed=self.narrowed(context),
            title=self.shared_title,
            is_article=self.is_article,
            things=self.things(context),
        )

    def absolute(self, address: str) -> str:
        """The address with the portal's own host; Django reads each anew, a dozen a page."""
        if PLAIN.fullmatch(address):
            return f"{self.origin}{address}"
        return self.request.build_absolute_uri(address)

    @cached_property
    def origin(self) -> str:
        """Where the portal stands."""
        return self.request.build_absolute_uri("/")[:-1]

    def citation_files(self, context: dict[str, Any]) -> list[tuple[str, str]]:
        """The address and the content type of each file of the citation of what the page shows."""
        return [(self.absolute(address), content_type) for address, content_type, _ in context["citation"]["formats"]]

    def canonical(self, context: dict[str, Any]) -> str:
        """The one address of what the page shows."""
        return self.absolute(canonical.address(self.request.path, self.parameters(context)))

    def parameters(self, context: dict[str, Any]) -> Parameters:
        """The parameters that make a difference, in the order of the one address."""
        filterset = context.get("filterset")
        return [
            *(canonical.of_filters(filterset) if filterset else []),
            *canonical.of_tables(self.sorted_tables(context)),
            *canonical.of_pages(context.get("pages")),
        ]

    def narrowed(self, context: dict[str, Any]) -> str:
        """The same in words."""
        return canonical.in_words(context.get("filterset"), self.sorted_tables(context), context.get("pages"))

    def sorted_tables(self, context: dict[str, Any]) -> list[RecordTable]:
        """The tables that the address can sort and turn over: those of a list."""
        tables = context.get("tables", []) if "filterset" in context else []
        return [table for table in tables if isinstance(table, RecordTable)]

    def picture_address(self, context: dict[str, Any]) -> str:
        """The picture to be shown beside a link to the page."""
        return address("card-page", self.card)

    def picture_shows(self, context: dict[str, Any]) -> str:
        """What the picture shows, for whoever does not see it."""
        return f"{self.title}, a page of this reference edition"

    def things(self, context: dict[str, Any]) -> list[Thing]:
        """What the page is in the words of schema.org, beside its breadcrumbs: the data that it offers as files."""
        files = [
            Distribution(self.absolute(file.address), file.content_type, f"{table.caption} as {file.label}")
            for table in context.get("tables", [])
            for file in table.files
        ]
        if not files:
            return []
        narrowed = self.narrowed(context)
        return [
            dataset(
                name=self.title,
                description=f"{self.introduction} {narrowed}".rstrip(),
                address=self.canonical(context),
                rights=self.rights,
                files=files,
                catalog=self.absolute(address("data")),
            )
        ]

    def links(self, context: dict[str, Any]) -> list[Link]:
        """What the header of the answer links to."""
        return []

    @property
    def rights(self) -> str:
        """Where it is said who may do what with the report, this edition's texts and its code."""
        return self.absolute(f"{address('about')}#rights")
