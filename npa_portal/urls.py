"""The portal's addresses: the admin, and all else in records.urls."""

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from records.corrections.withdrawn import withdrawn_view

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/withdrawn/", admin.site.admin_view(withdrawn_view), name="withdrawn"),
    path("admin/", admin.site.urls),
    path("", include("records.urls")),
]

if settings.DEBUG:
    from records.views.components import ComponentsView

    urlpatterns.append(path("components/", ComponentsView.as_view(), name="components"))
