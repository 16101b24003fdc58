"""How the admin corrects: every form asks why, every save is one version, and any version can be brought back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from simple_history.admin import SimpleHistoryAdmin

from records.corrections.differences import differences_between, differences_from_before
from records.corrections.editing import bring_back, record_correction, rename, withdraw
from records.corrections.forms import BringBackForm, CorrectionForm, RenameForm, WithdrawalForm, add_errors
from records.corrections.versions import WITHDRAWN, newest_number, unrecorded
from records.models import Addressed, Revision
from records.rows import values_of

View = Callable[..., HttpResponse]


def saving(view: View) -> View:
    """A page of the admin's, within a transaction where something is sent, as Django has its own."""

    @wraps(view)
    def within(admin: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with transaction.atomic() if request.method == "POST" else nullcontext():
            return view(admin, request, *args, **kwargs)

    return within


class CorrectionAdmin(SimpleHistoryAdmin):
    """What the admin of every kind does about reasons, versions and addresses."""

    form = CorrectionForm
    object_history_list_template = "admin/records/versions.html"
    history_list_per_page = 50

    class Media:
        js = ("js/admin.js",)

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        """The record with the number of its newest version; where it is about to be saved, nobody else changes any."""
        if not object_id.isdecimal():
            return None
        if request.method == "POST":
            Revision.objects.hold()
        # Before the record itself: what comes between makes its form seem too old, and never too new.
        number = newest_number(self.model, object_id)
        record = super().get_object(request, object_id, from_field)
        if record is not None:
            record.opened_on = number
        return record

    # Saving and deleting

    def save_model(self, request: HttpRequest, obj: Addressed, form: Any, change: bool) -> None:
        form.values_before = self.values_stored(obj) if change else None
        with unrecorded(obj):
            super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the lists, and keep the whole as one version where it says anything new."""
        record = form.instance
        with unrecorded(record):
            super().save_related(request, form, formsets, change)
        record.unchanged = form.values_before == self.values_stored(record)
        if not record.unchanged:
            reason = form.cleaned_data["reason"]
            record_correction(record, added=not change, reason=reason, user=request.user)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Nothing is told of a save that changed nothing."""
        return None if getattr(obj, "unchanged", False) else super().log_change(request, obj, message)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Say it where nothing was changed, and show the form again."""
        if obj.unchanged:
            self.message_user(request, f"Nothing was changed: “{obj}” says what it said before.", messages.WARNING)
            return HttpResponseRedirect(request.get_full_path())
        response: HttpResponse = super().response_change(request, obj)
        return response

    def values_stored(self, record: Addressed) -> dict[str, Any]:
        """What the database holds of ``record``."""
        return values_of(self.model.objects.get(pk=record.pk))

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """No deleting of many at once: each needs its reason."""
        actions: dict[str, Any] = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    @saving
    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Ask for a reason also where a record is withdrawn."""
        record = self.get_object(request, unquote(object_id))
        form = WithdrawalForm(request.POST or None, record=record)
        if request.method == "POST" and self.has_delete_permission(request, record) and not form.is_valid():
            # Django asks once more where nothing was posted.
            request.POST = QueryDict()
        response: HttpResponse = super().delete_view(request, object_id, {"form": form})
        return response

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: Any) -> HttpResponse:
        said = format_html(
            "“{}” was withdrawn. It can be brought back from <a href=\"{}\">what was withdrawn</a>.",
            obj_display, reverse("withdrawn"),
        )  # fmt: skip
        self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(reverse(f"{self.admin_site.name}:records_{self.opts.model_name}_changelist"))

    def delete_model(self, request: HttpRequest, obj: Addressed) -> None:
        withdraw(obj, reason=request.POST["reason"].strip(), user=request.user)

    # Versions

    def set_history_delta_changes(self, request: HttpRequest, historical_records: Any, **kwargs: Any) -> None:
        """Give every version its differences from the one before it, in words."""
        for version in historical_records:
            version.differences = differences_from_before(version)

    @saving
    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Show what a version said otherwise than the record says now, and bring it back for a reason."""
        pk = unquote(object_id)
        if not (pk.isdecimal() and version_id.isdecimal()):
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        kept = self.model.history.filter(id=pk)
        # What was kept at the end of a record says nothing of its lists any more.
        version = get_object_or_404(kept.exclude(history_type=WITHDRAWN), history_id=version_id)
        number, record = newest_number(self.model, pk), self.get_object(request, pk)
        if not (self.has_change_permission(request) and (record or self.has_add_permission(request))):
            raise PermissionDenied
        withdrawn = record is None
        if withdrawn:
            record = version.instance
            record.opened_on = number
        form = BringBackForm(request.POST or None, record=record)
        if request.method == "POST" and form.is_valid():
            try:
                record = bring_back(version, reason=form.cleaned_data["reason"], user=request.user)
            except ValidationError as error:
                add_errors(form, error)
            else:
                self.log_change(request, record, f"Brought back the version of {version.history_date:%Y-%m-%d %H:%M}.")
                self.message_user(request, f"“{record}” is again as it was.", messages.SUCCESS)
                return HttpResponseRedirect(self.address_of("history", record.pk))
        latest = kept.order_by("-history_id")[0]
        context = {
            "title": "Bring back a version",
            "version": version,
            "differences": [] if withdrawn else differences_between(latest, version),
            "withdrawn": withdrawn,
            "history_address": self.address_of("history", pk),
        }
        return self.own_page(request, "admin/records/bring_back.html", form, version.instance, context)

    # Addresses

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_rename"
        view = self.admin_site.admin_view(self.rename_view)
        return [path("<int:object_id>/rename/", view, name=name), *super().get_urls()]

    @saving
    def rename_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Give a record another address, for a superuser; the old one keeps leading to it."""
        record = self.get_object(request, str(object_id))
        if record is None:
            raise Http404
        if not (request.user.is_superuser and record.url_name):
            raise PermissionDenied
        form = RenameForm(request.POST or None, record=record, initial={"slug": record.slug})
        if request.method == "POST" and form.is_valid():
            said = form.cleaned_data
            try:
                rename(record, said["slug"], reason=said["reason"], user=request.user)
            except ValidationError as error:
                add_errors(form, error)
            else:
                self.log_change(request, record, f"Gave it the address {record.slug}.")
                self.message_user(request, f"“{record}” stands at {record.get_absolute_url()} now.", messages.SUCCESS)
                return HttpResponseRedirect(self.address_of("change", record.pk))
        return self.own_page(request, "admin/records/rename.html", form, record, {"title": "Change the address"})

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        record = context["original"]
        if record is not None and request.user.is_superuser and record.url_name:
            context["rename_address"] = self.address_of("rename", record.pk)
        response: HttpResponse = super().render_change_form(request, context, *args, **kwargs)
        return response

    def own_page(
        self, request: HttpRequest, template: str, form: forms.Form, record: Addressed, context: dict[str, Any]
    ) -> HttpResponse:
        """A page of the admin's with one form about one record."""
        return TemplateResponse(
            request,
            template,
            {**self.admin_site.each_context(request), "opts": self.opts, "form": form, "original": record, **context},
        )

    def address_of(self, page: str, pk: Any) -> str:
        """Where a page of the record stands in the admin."""
        return reverse(f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_{page}", args=[pk])
