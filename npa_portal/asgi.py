"""What the production server calls: the page cache, behind it the front door, and behind that Django."""

from collections.abc import Callable

from django.conf import settings
from django.urls import Resolver404

from npa_portal import exchanged
from npa_portal.addresses import address, leads_to
from npa_portal.bodies import FrontDoor
from npa_portal.environment import likely_host
from npa_portal.observing import Lines, Observed, Seen
from npa_portal.page_cache.door import PageCache
from npa_portal.page_cache.warming import Warmer
from npa_portal.revisions import lookup_of_pages
from npa_portal.threads import Threads
from npa_portal.wsgi import application as django
from records.metadata.heeding import normalised
from records.views.sitemaps import page_names


def route_of(path: str) -> str:
    """The pattern of the address, without what was asked for there."""
    try:
        return leads_to(path).route or "/"
    except Resolver404:
        return "static" if path.startswith("/static/") else "none"


def observers() -> list[Callable[[Seen], None]]:
    """Who wants to know of each request."""
    found: list[Callable[[Seen], None]] = []
    if settings.LOG_REQUESTS:
        found.append(Lines(settings.LOG_FORMAT, addresses=settings.LOG_ADDRESSES))
    if settings.METRICS:
        from npa_portal import metrics

        found.append(metrics.counting())
        metrics.expose(*settings.METRICS)
    return found


exchanged.connect()
threads = Threads(settings.REQUEST_SECONDS)
threads.begin()
cache = PageCache(
    FrontDoor(django, settings.TRANSPORT_SECURITY, threads),
    lookup_of_pages(),
    normalised,
    secure=settings.HTTPS,
    most=settings.CACHE_MB * 1_000_000,
)
if settings.CACHE_MB:
    # All but the page of the data package, which takes more than half as long as all others, and few come for first.
    cache.meanwhile = Warmer(
        cache,
        lambda: [address(name) for name in page_names() if name != "data"],
        likely_host(settings.ALLOWED_HOSTS, settings.PORT),
    ).run
told = observers()
application = Observed(cache, told, route_of) if told else cache
