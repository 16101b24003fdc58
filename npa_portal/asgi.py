"""What the production server calls: the page cache, behind it the front door, and behind that Django."""

from django.conf import settings
from django.urls import reverse

from npa_portal import exchanged
from npa_portal.bodies import FrontDoor
from npa_portal.environment import likely_host
from npa_portal.page_cache.door import PageCache
from npa_portal.page_cache.warming import Warmer
from npa_portal.revisions import lookup_of_pages
from npa_portal.wsgi import application as django
from records.metadata.heeding import normalised
from records.views.sitemaps import page_names

exchanged.connect()
application = PageCache(
    FrontDoor(django, settings.TRANSPORT_SECURITY),
    lookup_of_pages(),
    normalised,
    secure=settings.HTTPS,
    most=settings.CACHE_MB * 1_000_000,
)
if settings.CACHE_MB:
    application.meanwhile = Warmer(
        application, lambda: map(reverse, page_names()), likely_host(settings.ALLOWED_HOSTS, settings.PORT)
    ).run
