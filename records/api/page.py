"""The page that explains the interface."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.views.generic import TemplateView

from records.api import explained
from records.api.described import CONTENT_TYPE
from records.api.root import LISTS
from records.metadata.signposting import Link
from records.metadata.views import PublicPage


class InterfacePageView(PublicPage, TemplateView):
    """What the interface is, each of its lists, how to ask, what is answered, and what is promised to stay."""

    template_name = "api.html"
    title = "API"
    introduction = (
        "All records of this edition as JSON: addresses, filters, fields with their units, errors, and what is "
        "promised to stay."
    )
    card = "api"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # Only now: it needs the description for programs, and what makes that is large.
        origin = self.request.build_absolute_uri("/")[:-1]
        return super().get_context_data(
            origin=origin,
            entries=[explained.entry_of(viewset, origin) for viewset in LISTS],
            shared=explained.shared_fields(),
            references=explained.references(),
            answers=explained.answers(),
            **kwargs,
        )

    def links(self, context: dict[str, Any]) -> list[Link]:
        """The description of the interface for programs (RFC 8631), and whose the records are."""
        description = Link(self.absolute(reverse("api:schema")), "service-desc", CONTENT_TYPE)
        return [description, Link(self.rights, "license")]
