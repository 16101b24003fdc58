"""The pages about the portal itself: home, about, and what monitors and robots ask."""

from __future__ import annotations

from typing import Any

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.generic import TemplateView

from records.charts.world_map import world_map
from records.kinds import RECORD_KINDS, list_address
from records.models import Section
from records.outline import Outline


class HomeView(TemplateView):
    """What this is, the sections, the counts, where to start."""

    template_name = "home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counts = [(kind._meta, list_address(kind), kind.objects.count()) for kind in RECORD_KINDS]
        world = world_map()
        return super().get_context_data(
            world_map=world,
            outline=Outline(),
            counts=counts,
            record_count=sum(count for _, _, count in counts),
            country_count=len(world.places),
            **kwargs,
        )


class AboutView(TemplateView):
    """What the edition is, its source, and how it was transcribed."""

    template_name = "about.html"


def healthz(request: HttpRequest) -> HttpResponse:
    """Says to a monitor whether the portal can read its records: 200, or 503 where it cannot."""
    try:
        Section.objects.exists()
    except DatabaseError:
        connection.close()
        return JsonResponse({"status": "the database does not answer"}, status=503)
    return JsonResponse({"status": "ok"})


def robots(request: HttpRequest) -> HttpResponse:
    """Robots may read all but the admin."""
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    lines = ["User-agent: *", f"Disallow: {reverse('admin:index')}", f"Sitemap: {sitemap}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
