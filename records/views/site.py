"""The pages about the portal itself: home, about, and what monitors and robots ask."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.generic import TemplateView

from npa_portal.environment import USUAL_ADMIN
from npa_portal.outages import Outage, let_go, outage_of, tell
from npa_portal.whole import check_whole
from records.charts.world_map import world_map
from records.citations.citation import REPORT
from records.kinds import NAMES, RECORD_KINDS, list_address
from records.lists.matching import tallies_of_all
from records.metadata.heeding import heeds
from records.metadata.schema_org import Thing, website
from records.metadata.views import PublicPage
from records.models import Section
from records.outline import Outline
from records.views.headlines import headlines


class HomeView(PublicPage, TemplateView):
    """What this is, what stands out, where to start, the map, the sections, the counts."""

    template_name = "home.html"
    title = REPORT
    introduction = (
        "A reference edition of the report “Progress of International Cooperation and Exchange to 2003”, on the work "
        "of Japan’s National Police Agency with other countries."
    )
    card = "home"
    shared_title = REPORT

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tallies = tallies_of_all()
        counts = [(kind._meta, list_address(kind), tallies.get(NAMES[kind], 0)) for kind in RECORD_KINDS]
        world = world_map()
        return super().get_context_data(
            headlines=headlines(),
            world_map=world,
            outline=Outline(),
            counts=counts,
            record_count=sum(count for _, _, count in counts),
            country_count=len(world.places),
            **kwargs,
        )

    def things(self, context: dict[str, Any]) -> list[Thing]:
        home, search = self.absolute(reverse("home")), self.absolute(reverse("search"))
        return [website(address=home, search=search, description=self.introduction)]


class AboutView(PublicPage, TemplateView):
    """What the edition is, its source, and how it was transcribed."""

    template_name = "about.html"
    title = "About this edition"
    introduction = "What this edition is, its source, how the report was transcribed, and what the portal added."
    card = "about"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(admin_address=shown_admin(), **kwargs)


def shown_admin() -> str:
    """Where the admin stands, for all to read; empty where there is none, or none at the usual address."""
    return settings.ADMIN_PATH if settings.ADMIN_PATH == USUAL_ADMIN else ""


def healthz(request: HttpRequest) -> HttpResponse:
    """Says to a monitor whether the portal can read its records: 200, or 503 where it cannot, with the reason."""
    try:
        Section.objects.exists()
        check_whole(connection)
    except Error as error:
        outage = outage_of(error) or Outage.GONE
        tell(outage, error)
        let_go()
        return JsonResponse({"status": outage}, status=503)
    return JsonResponse({"status": "ok"})


@heeds()
def robots(request: HttpRequest) -> HttpResponse:
    """Robots may read every record and list: not each of the many ways to filter and sort them, nor the admin."""
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    lines = [
        "User-agent: *",
        *(f"Disallow: {admin}" for admin in [shown_admin()] if admin),
        # Filters, orders, hits, and files of what they leave. The longer rule counts: all pages of a list are read.
        "Disallow: /*?",
        "Allow: /*?page=",
        "Disallow: /*?page=*&",
        f"Sitemap: {sitemap}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@heeds()
def opensearch(request: HttpRequest) -> HttpResponse:
    """Tells a browser how the portal is searched, so that it can offer the search by itself."""
    context = {
        "search": request.build_absolute_uri(reverse("search")),
        "icon": request.build_absolute_uri(static("img/mark.svg")),
        "self": request.build_absolute_uri(),
        "title": REPORT,
    }
    content = render_to_string("opensearch.xml", context)
    return HttpResponse(content, content_type="application/opensearchdescription+xml")
