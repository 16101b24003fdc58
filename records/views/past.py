"""What the pages of records share that can also be asked for as the record stood on a day of the past."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.generic import View

from npa_portal.addresses import address
from records.citations.views import AS_OF, past_asked
from records.corrections.past import NoSuchState, Past
from records.kinds import NAMES
from records.metadata.schema_org import OWN_TEXTS, OWN_TEXTS_LICENSE, Distribution, Thing, creative_work
from records.metadata.signposting import Link, described
from records.metadata.views import PublicPage
from records.models import Addressed


class PastView(PublicPage, View):
    """A record's page; ``?as_of=2026-11-24`` asks for the record as it stood at the end of that day (UTC)."""

    # The kinds that share the address, tried one after the other.
    kinds: ClassVar[tuple[type[Addressed], ...]]
    is_article = True
    # What the address asks for; None for the record as it stands today.
    past: Past | None = None

    @property
    def parameter_names(self) -> Iterable[str]:
        return (AS_OF,)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            self.past = past_asked(request, self.kinds, kwargs["slug"])
        except NoSuchState as refused:
            return render(request, "records/no_such_state.html", {"reason": str(refused)}, status=404)
        return super().dispatch(request, *args, **kwargs)

    def shown(self, context: dict[str, Any]) -> Addressed:
        """The record that the page shows."""
        record: Addressed = context["object"]
        return record

    def canonical(self, context: dict[str, Any]) -> str:
        """Its page of today, also of a state of the past; where it was withdrawn since, the page of that state."""
        withdrawn = self.past is not None and not self.past.stands
        return context["citation"]["cited"].address if withdrawn else self.absolute(context["today"])

    def picture_address(self, context: dict[str, Any]) -> str:
        record = self.shown(context)
        return address(f"{record.url_name}-card", record.slug)

    def picture_shows(self, context: dict[str, Any]) -> str:
        return f"{self.shown(context)}: its name, what it is, and where it stands in the report"

    def things(self, context: dict[str, Any]) -> list[Thing]:
        """The record as a part of the report; of a state of the past nothing is said."""
        if self.past:
            return []
        record, address = self.shown(context), self.canonical(context)
        data = Distribution(self.data_address(record), "application/json", "The record as JSON")
        kind = str(record._meta.verbose_name)
        cited = context["citation"]["cited"]
        return [creative_work(cited, kind=kind, address=address, rights=self.rights_in(record), encodings=[data])]

    def links(self, context: dict[str, Any]) -> list[Link]:
        """How to cite it, what describes it, and its list; of a state of the past, how to cite it."""
        citation = context["citation"]
        if self.past:
            return [Link(citation["cited"].address, "cite-as")]
        record = self.shown(context)
        return described(
            cite_as=citation["cited"].address,
            type_of="CreativeWork",
            rights=self.rights_in(record),
            described_by=[(self.data_address(record), "application/json"), *self.citation_files(context)],
            collection=self.absolute(address(f"{record.url_name}-list")),
        )

    def data_address(self, record: Addressed) -> str:
        """Where the interface has the record."""
        return self.absolute(address(f"api:{NAMES[type(record)]}-detail", record.slug))

    def rights_in(self, record: Addressed) -> str:
        """The licence of a text that this edition wrote, or where it is said whose the report's rows are."""
        return OWN_TEXTS_LICENSE if isinstance(record, OWN_TEXTS) else self.rights
