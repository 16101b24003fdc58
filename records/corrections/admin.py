"""How the admin corrects: every form asks why, every save is one version, and any version can be brought back."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from simple_history.admin import SimpleHistoryAdmin

from records.corrections.differences import differences_between
from records.corrections.editing import bring_back, record_correction, rename, withdraw
from records.corrections.versions import CHANGED, WITHDRAWN, unrecorded, version_before
from records.models import Addressed
from records.rows import values_of


def validate_no_address(value: str) -> None:
    """Refuse a reason with an e-mail address in it."""
    if re.search(r"\S@\S", value):
        raise ValidationError("No e-mail addresses, please: all can read this.")


class ReasonField(forms.CharField):
    """Why something was done, in a sentence, for all to read."""

    def __init__(self, label: str) -> None:
        super().__init__(
            label=label,
            max_length=500,
            widget=forms.TextInput(attrs={"class": "vLargeTextField"}),
            help_text="A sentence that the public change log shows. No names of persons, no e-mail addresses.",
            error_messages={"required": "Say why; the change log shows it."},
            validators=[validate_no_address],
        )


class CorrectionForm(forms.ModelForm):
    """A record's form, which asks for a reason."""

    reason = ReasonField("Reason for the correction")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.fields["reason"].label = "Reason for the addition"


class ReasonForm(forms.Form):
    """A reason alone, for bringing back a version."""

    required_css_class = "required"
    reason = ReasonField("Reason for bringing it back")


class RenameForm(forms.Form):
    """Another address, and why."""

    required_css_class = "required"
    slug = forms.SlugField(label="New address", max_length=120, help_text="The last part of it: the slug.")
    reason = ReasonField("Reason for the new address")


class CorrectionAdmin(SimpleHistoryAdmin):
    """What the admin of every kind does about reasons, versions and addresses."""

    form = CorrectionForm
    object_history_list_template = "admin/records/versions.html"
    history_list_per_page = 50

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
        if form.values_before != self.values_stored(record):
            reason = form.cleaned_data["reason"]
            record_correction(record, added=not change, reason=reason, user=request.user)

    def values_stored(self, record: Addressed) -> dict[str, Any]:
        """What the database holds of ``record``."""
        return values_of(self.model.objects.get(pk=record.pk))

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """No deleting of many at once: each needs its reason."""
        actions: dict[str, Any] = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Ask for a reason also where a record is withdrawn."""
        form = ReasonForm({"reason": request.POST.get("reason", "")})
        if request.method == "POST" and self.has_delete_permission(request) and not form.is_valid():
            self.message_user(request, " ".join(map(str, form.errors["reason"])), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())
        response: HttpResponse = super().delete_view(request, object_id, extra_context)
        return response

    def delete_model(self, request: HttpRequest, obj: Addressed) -> None:
        withdraw(obj, reason=request.POST["reason"].strip(), user=request.user)

    # Versions

    def set_history_delta_changes(self, request: HttpRequest, historical_records: Any, **kwargs: Any) -> None:
        """Give every version its differences from the one before it, in words."""
        for version in historical_records:
            changed = version.history_type == CHANGED
            before = version_before(version) if changed else None
            version.differences = differences_between(before, version) if before else []

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Show what a version said otherwise than the record says now, and bring it back for a reason."""
        pk = unquote(object_id)
        if not (pk.isdigit() and version_id.isdigit()):
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        kept = self.model.history.filter(id=pk)
        # What was kept at the end of a record says nothing of its lists any more.
        version = get_object_or_404(kept.exclude(history_type=WITHDRAWN), history_id=version_id)
        there = self.model.objects.filter(pk=pk).exists()
        if not (self.has_change_permission(request) and (there or self.has_add_permission(request))):
            raise PermissionDenied
        form = ReasonForm(request.POST or None)
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
            "differences": differences_between(latest, version) if there else [],
            "withdrawn": not there,
            "history_address": self.address_of("history", pk),
        }
        return self.own_page(request, "admin/records/bring_back.html", form, version.instance, context)

    # Addresses

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_rename"
        view = self.admin_site.admin_view(self.rename_view)
        return [path("<int:object_id>/rename/", view, name=name), *super().get_urls()]

    def rename_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Give a record another address, for a superuser; the old one keeps leading to it."""
        record = get_object_or_404(self.model, pk=object_id)
        if not (request.user.is_superuser and record.url_name):
            raise PermissionDenied
        form = RenameForm(request.POST or None, initial={"slug": record.slug})
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


def add_errors(form: forms.Form, error: ValidationError) -> None:
    """Show what the record's own checks refuse; what is wrong with a field that the form lacks stands above it."""
    for name, reasons in error.message_dict.items():
        known = name in form.fields or name == NON_FIELD_ERRORS
        for reason in reasons:
            form.add_error(name if name in form.fields else None, reason if known else f"{name}: {reason}")
