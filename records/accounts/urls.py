"""The admin's addresses, beneath the one that ADMIN_URL gives it, and with them all that it holds."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, path
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

import records.accounts.admin  # noqa: F401 # It says what of the audit log is shown.
from records.accounts.second_factor import code_view, set_up_view
from records.accounts.sessions import account_view, log_out_everywhere
from records.corrections.withdrawn import withdrawn_view

admin.autodiscover()
# django-otp's own pages show secrets.
admin.site.unregister([TOTPDevice, StaticDevice])

admin_urls: list[URLPattern | URLResolver] = [
    path("withdrawn/", admin.site.admin_view(withdrawn_view), name="withdrawn"),
    path("account/", admin.site.admin_view(account_view), name="account"),
    path("account/log-out-everywhere/", admin.site.admin_view(log_out_everywhere), name="log-out-everywhere"),
    path("account/second-factor/", admin.site.admin_view(code_view), name="second-factor"),
    path("account/second-factor/set-up/", admin.site.admin_view(set_up_view), name="second-factor-set-up"),
    path("", admin.site.urls),
]
