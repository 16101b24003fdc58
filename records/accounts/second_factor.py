"""A second factor at the log-in: a code of the user's phone (TOTP), or a recovery code of his; django-otp checks them.

Who has set one up is always asked for it. ADMIN_REQUIRE_OTP lets nobody get further in the admin who has none.
"""

from __future__ import annotations

import logging
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.safestring import SafeString
from django_otp import devices_for_user, login, verify_token
from django_otp.middleware import OTPMiddleware
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from npa_portal.addresses import in_admin
from records.accounts.audit import What, write
from records.accounts.lockout import address_of

log = logging.getLogger(__name__)
RECOVERY_CODES = 10
REFUSED = (
    "This code does not fit. A code of the phone holds for half a minute, and a recovery code once. "
    "After a wrong one wait a moment, each time longer."
)


class SecondFactorMiddleware(OTPMiddleware):
    """Leads to the code, or to where it is set up, whoever has still to do that."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if in_admin(request):
            self._install_lazy_accessors(request)
            user: Any = request.user
            if user.is_authenticated and not user.is_verified() and (name := missing(user)):
                open_to_him = {reverse(page) for page in (name, "admin:logout", "admin:jsi18n")}
                if request.path not in open_to_him:
                    asked = urlencode({"next": request.get_full_path()})
                    return HttpResponseRedirect(f"{reverse(name)}?{asked}")
        response: HttpResponseBase = self.get_response(request)
        return response


def missing(user: Any) -> str:
    """The page on which the user does what is missing; empty where nothing is."""
    if TOTPDevice.objects.filter(user=user, confirmed=True).exists():
        return "second-factor"
    return "second-factor-set-up" if settings.ADMIN_REQUIRE_OTP else ""


class CodeForm(forms.Form):
    """One code."""

    required_css_class = "required"
    code = forms.CharField(
        max_length=16,
        help_text="Six digits from your phone, or one of your recovery codes.",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True, "autocapitalize": "none"}),
    )

    def clean_code(self) -> str:
        """As it is kept: phones show it in groups, and people write it down in capitals."""
        return str(self.cleaned_data["code"]).replace(" ", "").lower()


def code_view(request: HttpRequest) -> HttpResponse:
    """Asks for the code, once a session."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        if device := fitting(request.user, form.cleaned_data["code"]):
            login(request, device)
            # A session that was known before is worth nothing afterwards.
            request.session.cycle_key()
            return HttpResponseRedirect(asked_for(request))
        log.warning("Second factor refused: account %s, from %s.", ascii(str(request.user)), address_of(request))
        form.add_error("code", REFUSED)
    return page(request, "admin/second_factor.html", "Second factor", form=form)


def fitting(user: Any, code: str) -> Any:
    """The user's phone, or list of recovery codes, that the code is of; None where it is of neither."""
    kind = TOTPDevice if code.isdigit() and len(code) == 6 else StaticDevice  # What phones show.
    device = kind.objects.filter(user=user, confirmed=True).first()
    return device and verify_token(user, device.persistent_id, code)


def asked_for(request: HttpRequest) -> str:
    """Where he was going; to the admin's first page where that is none of the portal's."""
    to = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(to, {request.get_host()}, require_https=request.is_secure())
    return to if safe else reverse("admin:index")


def set_up_view(request: HttpRequest) -> HttpResponse:
    """Shows the user a secret for his phone; it counts once he sent a code made from it."""
    user: Any = request.user
    device = TOTPDevice.objects.filter(user=user, confirmed=False).first()
    if device is None:
        device = TOTPDevice.objects.create(user=user, confirmed=False, name="phone")
    form = CodeForm(request.POST or None)
    form.fields["code"].help_text = "The six digits that it shows now."
    if form.is_valid():
        if device.verify_token(form.cleaned_data["code"]):
            codes = confirm(user, device)
            login(request, device)
            request.session.cycle_key()
            return page(request, "admin/recovery_codes.html", "Your recovery codes", codes=codes)
        form.add_error("code", REFUSED)
    secret = in_groups(device.config_url.partition("secret=")[2].partition("&")[0])
    context = {"form": form, "qr_code": qr_code(device.config_url), "secret": secret}
    return page(request, "admin/second_factor_set_up.html", "Set up the second factor", **context)


@transaction.atomic
def confirm(user: Any, device: TOTPDevice) -> list[str]:
    """Let the phone count, and none that did before; returns new recovery codes, which are shown once."""
    for other in devices_for_user(user, confirmed=None):
        if other != device:
            other.delete()
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
    kept = StaticDevice.objects.create(user=user, name="recovery codes")
    StaticToken.objects.bulk_create(StaticToken(device=kept, token=code) for code in codes)
    write(What.ROLE, f"account “{user}”: second factor set up")
    return codes


def in_groups(secret: str) -> str:
    """Four letters at a time, to be typed."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def qr_code(text: str) -> SafeString:
    """The text as a picture for a phone's camera: SVG in the page, without any style."""
    # Asked for once a user.
    import segno

    drawn = segno.make(text, error="m").svg_inline(scale=4, dark="#000", light="#fff", svgclass=None, lineclass=None)
    return SafeString(drawn)


def recovery_codes_left(user: Any) -> int:
    """How many recovery codes he has not used."""
    return StaticToken.objects.filter(device__user=user).count()


def page(request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
    """A page of the admin's about the second factor."""
    return TemplateResponse(request, template, {**admin.site.each_context(request), "title": title, **context})
