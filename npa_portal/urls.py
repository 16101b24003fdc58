"""All of the portal's addresses: the admin's, and the public ones."""

from django.conf import settings
from django.urls import include, path

from npa_portal import public_urls

urlpatterns = public_urls.urlpatterns
handler500 = public_urls.handler500

if settings.ADMIN_PATH:
    from records.accounts.refused import not_allowed
    from records.accounts.urls import admin_urls

    handler403 = not_allowed
    urlpatterns = [path(settings.ADMIN_PATH[1:], include(admin_urls)), *urlpatterns]
