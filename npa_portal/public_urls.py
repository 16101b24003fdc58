"""The portal's addresses but for the admin's: those of public pages, under which they are made."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from records.views.outages import fault

urlpatterns: list[URLPattern | URLResolver] = [path("", include("records.urls"))]

handler500 = fault

if settings.DEBUG:
    from records.views.components import ComponentsView

    urlpatterns.append(path("components/", ComponentsView.as_view(), name="components"))
