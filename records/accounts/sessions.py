"""Sessions end: unused ones after a while, all after some hours, and all of a user's at once by a button.

When a session began and was last used stands in it. Nobody else's is looked at, but where its owner ends all of his.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from npa_portal.addresses import in_admin
from records.accounts.second_factor import recovery_codes_left

BEGAN, USED = "began", "used"
# In seconds: a session that was used is written down no more often.
NOTED = 60


class EndingSessionMiddleware:
    """Logs out whose session is over, before a page of the admin's is made: he is asked to log in, and led back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if in_admin(request) and request.user.is_authenticated:
            now = int(time.time())
            if is_over(request.session, now):
                logout(request)
            elif now - request.session[USED] >= NOTED:
                request.session[USED] = now
        return self.get_response(request)


def is_over(session: Any, now: int) -> bool:
    """Whether it was idle or is old for too long; also where that cannot be told, as after the clock was set back."""
    idle, age = now - session.get(USED, 0), now - session.get(BEGAN, 0)
    return not (-NOTED <= idle < settings.SESSION_IDLE_MINUTES * 60 and age < settings.SESSION_COOKIE_AGE)


def begin(request: HttpRequest, **kwargs: Any) -> None:
    """Note when the session began."""
    request.session[BEGAN] = request.session[USED] = int(time.time())


def sessions_of(user: Any) -> list[Session]:
    """All that are his; each is opened, for only inside stands whose it is."""
    found = Session.objects.filter(expire_date__gt=timezone.now())
    return [session for session in found if session.get_decoded().get(SESSION_KEY) == str(user.pk)]


def account_view(request: HttpRequest) -> HttpResponse:
    """The user's own page: where he is logged in, and what he can do about it."""
    context = {
        **admin.site.each_context(request),
        "title": "Your account",
        "recovery_codes": recovery_codes_left(request.user),
        "sessions": len(sessions_of(request.user)),
        "idle_minutes": settings.SESSION_IDLE_MINUTES,
        "hours": settings.SESSION_COOKIE_AGE // 3600,
    }
    return TemplateResponse(request, "admin/account.html", context)


@require_POST
def log_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End all sessions of the user, this one too."""
    for session in sessions_of(request.user):
        session.delete()
    logout(request)
    return HttpResponseRedirect(reverse("admin:login"))


def connect() -> None:
    """Listen to log-ins; the app does it once it is ready."""
    user_logged_in.connect(begin)
