"""What the production server calls, with two pages that never end by themselves: in the database, and in Python."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from npa_portal.asgi import application as application
from npa_portal.public_urls import urlpatterns

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


def database(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute(ENDLESS)
    return HttpResponse()


def python(request: HttpRequest) -> HttpResponse:
    while True:
        pass


urlpatterns[:0] = [path("endless/database/", database), path("endless/python/", python)]
