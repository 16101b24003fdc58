"""The admin's addresses, beneath the one that ADMIN_URL gives it."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, path

from records.corrections.withdrawn import withdrawn_view

admin_urls: list[URLPattern | URLResolver] = [
    path("withdrawn/", admin.site.admin_view(withdrawn_view), name="withdrawn"),
    path("", admin.site.urls),
]
