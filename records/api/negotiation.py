"""Which form an answer has: that which the address asks for, whatever else a client would like."""

from __future__ import annotations

from typing import Any

from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer


class ByAddressAlone(BaseContentNegotiation):
    """The view's first form. ``Accept`` is not looked at, so that an answer can be kept by its address."""

    def select_renderer(
        self, request: Any, renderers: list[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        return renderers[0], renderers[0].media_type
