"""The portal's addresses: the admin, and all else in records.urls."""

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", admin.site.urls),
    path("", include("records.urls")),
]

if settings.DEBUG:
    from records.views.components import ComponentsView

    urlpatterns.append(path("components/", ComponentsView.as_view(), name="components"))
