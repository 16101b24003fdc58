"""The page that explains the interface."""

from __future__ import annotations

from typing import Any

from django.views.generic import TemplateView

from records.api import explained
from records.api.root import LISTS


class InterfacePageView(TemplateView):
    """What the interface is, each of its lists, how to ask, what is answered, and what is promised to stay."""

    template_name = "api.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        origin = self.request.build_absolute_uri("/")[:-1]
        return super().get_context_data(
            origin=origin,
            entries=[explained.entry_of(viewset, origin) for viewset in LISTS],
            shared=explained.shared_fields(),
            references=explained.references(),
            answers=explained.answers(),
            **kwargs,
        )
