"""What the pages of records share that can also be asked for as the record stood on a day of the past."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.generic import View

from records.citations.views import past_asked
from records.corrections.past import NoSuchState, Past
from records.models import Addressed


class PastView(View):
    """A record's page; ``?as_of=2026-11-24`` asks for the record as it stood at the end of that day (UTC)."""

    # The kinds that share the address, tried one after the other.
    kinds: ClassVar[tuple[type[Addressed], ...]]
    # What the address asks for; None for the record as it stands today.
    past: Past | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            self.past = past_asked(request, self.kinds, kwargs["slug"])
        except NoSuchState as refused:
            return render(request, "records/no_such_state.html", {"reason": str(refused)}, status=404)
        return super().dispatch(request, *args, **kwargs)
