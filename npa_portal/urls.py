"""The portal's addresses: the admin, and all else in records.urls."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("records.urls")),
]
