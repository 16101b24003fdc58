"""What is told to whoever is refused: a page that is not for his account, a form of another session or another site."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve, reverse

# What is sent there has no page of its own to go back to.
BUTTONS = {"logout", "log-out-everywhere"}


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The admin alone refuses somebody."""
    return refusal(request, "admin/not_allowed.html", "This page is not for your account")


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Without anything of what was sent: another site may have made it up."""
    is_button = resolve(request.path_info).url_name in BUTTONS
    back = reverse("account") if is_button else request.get_full_path()
    return refusal(request, "admin/form_refused.html", "This form was not taken", back=back)


def refusal(request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
    """A page of the admin's that says so."""
    return render(
        request, template, {**admin.site.each_context(request), "title": title, **context}, status=HTTPStatus.FORBIDDEN
    )
