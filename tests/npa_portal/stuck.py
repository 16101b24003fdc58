"""What the production server calls, with a page that never comes to its end."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from npa_portal.asgi import application as application
from npa_portal.public_urls import urlpatterns


def never(request: HttpRequest) -> HttpResponse:
    while True:
        pass


urlpatterns.insert(0, path("never/", never))
