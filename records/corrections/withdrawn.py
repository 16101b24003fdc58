"""What was withdrawn, when, by whom and why: from here a record is brought back."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from msgspec import Struct

from records.corrections.versions import WITHDRAWN, Version, version_before
from records.kinds import ALL_KINDS


class Withdrawn(Struct, frozen=True):
    """A record's end, and the addresses of its history and of the page that brings its last version back.

    The latter is empty for whoever may not do so.
    """

    version: Version
    history_address: str
    back_address: str

    @property
    def record(self) -> Any:
        return self.version.instance

    @property
    def kind(self) -> str:
        return str(self.version.instance_type._meta.verbose_name)


def withdrawn_records(request: HttpRequest) -> list[Withdrawn]:
    """What is withdrawn of the kinds that the user may see, the newest first; a query a kind, and one a record."""
    found = []
    for kind in ALL_KINDS:
        name = f"records_{kind._meta.model_name}"
        rights = admin.site.get_model_admin(kind).get_model_perms(request)
        if not rights["view"]:
            continue
        ends = kind.history.filter(history_type=WITHDRAWN).exclude(id__in=kind.objects.values("pk"))
        for end in latest_of_each(ends.select_related("history_user")):
            last = version_before(end) if rights["add"] and rights["change"] else None
            back = reverse(f"admin:{name}_simple_history", args=[end.id, last.pk]) if last else ""
            found.append(Withdrawn(end, reverse(f"admin:{name}_history", args=[end.id]), back))
    return sorted(found, key=lambda one: one.version.history_date, reverse=True)


def latest_of_each(ends: Any) -> list[Version]:
    """The newest end of each record: what was brought back may have been withdrawn again."""
    newest: dict[int, Version] = {}
    for end in ends.order_by("history_id"):
        newest[end.id] = end
    return list(newest.values())


def withdrawn_view(request: HttpRequest) -> HttpResponse:
    """The page of all of them."""
    found = withdrawn_records(request)
    if not found and not admin.site.get_app_list(request, "records"):
        raise PermissionDenied
    context = {**admin.site.each_context(request), "title": "Withdrawn records", "withdrawn": found}
    return TemplateResponse(request, "admin/records/withdrawn.html", context)
