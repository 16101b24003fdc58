"""What the production server calls, with a page that never comes to its end."""

from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver, path

from npa_portal.asgi import application as application


def never(request: HttpRequest) -> HttpResponse:
    while True:
        pass


get_resolver().url_patterns.insert(0, path("never/", never))
