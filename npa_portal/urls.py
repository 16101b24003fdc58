"""The portal's addresses: the admin, and all else in records.urls."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from records.views.outages import fault

urlpatterns: list[URLPattern | URLResolver] = [path("", include("records.urls"))]

if settings.ADMIN_PATH:
    from records.accounts.refused import not_allowed
    from records.accounts.urls import admin_urls

    handler403 = not_allowed
    urlpatterns = [path(settings.ADMIN_PATH[1:], include(admin_urls)), *urlpatterns]

handler500 = fault

if settings.DEBUG:
    from records.views.components import ComponentsView

    urlpatterns.append(path("components/", ComponentsView.as_view(), name="components"))
