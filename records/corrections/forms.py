"""The forms about one record: each asks why, and none goes over what was saved after it was opened."""

from __future__ import annotations

import re
from itertools import chain
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.html import format_html

from records.corrections.differences import differences_since, label
from records.corrections.versions import Version
from records.models import Addressed
from records.models.fields import LONGEST_REASON
from records.models.printed_cells import printed_cell
from records.rows import fields_of
from records.wording import short

MOST_SHOWN = 200
NEWER = (
    "Nothing was saved: this record was changed after this form was opened, as is told here. What was typed still "
    "stands below. Look at both; whoever sends the form once more puts it over the change."
)


def validate_no_address(value: str) -> None:
    """Refuse a reason with an e-mail address in it."""
    if re.search(r"\S@\S", value):
        raise ValidationError("No e-mail addresses, please: all can read this.")


class ReasonField(forms.CharField):
    """Why something was done, in a sentence, for all to read."""

    def __init__(self, label: str) -> None:
        super().__init__(
            label=label,
            max_length=LONGEST_REASON,
            widget=forms.TextInput(attrs={"class": "vLargeTextField"}),
            help_text="A sentence that the public change log shows. No names of persons, no e-mail addresses.",
            error_messages={"required": "Say why; the change log shows it."},
            validators=[validate_no_address],
        )


class RecordForm(forms.Form):
    """A form about a record, which carries the number of the version that it was opened on.

    The record bears that number as ``opened_on``, read before the record itself (`CorrectionAdmin.get_object`). The
    form has to be checked in the transaction that saves, with the record locked.
    """

    required_css_class = "required"
    opened_on = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, record: Addressed | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record = record
        self.newer: list[Version] = []
        self.fields["opened_on"].initial = getattr(record, "opened_on", "")

    def clean(self) -> dict[str, Any]:
        """Refuse to go over newer versions, once: the refused form has been shown them."""
        super().clean()
        if self.record is not None:
            self.newer = differences_since(self.record, self.cleaned_data.get("opened_on", ""))
        if self.newer:
            self.add_error(None, NEWER)
            seen: Any = self.data.copy()  # type: ignore[attr-defined] # What a browser sent, a QueryDict.
            seen["opened_on"] = self.fields["opened_on"].initial
            self.data = seen
        return self.cleaned_data


class CorrectionForm(RecordForm, forms.ModelForm):
    """A record's own form. What was changed after it was opened is told beside the field, too."""

    reason = ReasonField("Reason for the correction")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, record=kwargs.get("instance"), **kwargs)
        if self.record is None:
            self.fields["reason"].label = "Reason for the addition"
            return
        for name, field in self.fields.items():
            if cell := printed_cell(self.record, name):
                field.help_text = format_html('<span class="printed">Printed: “{}”</span> {}', cell[1], field.help_text)

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        kind: type[Addressed] = type(self.instance)
        names = {label(field): field.name for field in fields_of(kind)}
        for field, before, after in chain.from_iterable(version.differences for version in self.newer):
            if names[field] in self.fields:
                changed = f"Changed meanwhile from {quoted(before)} to {quoted(after)}. Below stands what was typed."
                self.add_error(names[field], changed)
        return said


class BringBackForm(RecordForm):
    """A reason alone, for bringing back a version."""

    reason = ReasonField("Reason for bringing it back")


class WithdrawalForm(RecordForm):
    """A reason alone, for withdrawing a record."""

    reason = ReasonField("Reason for the withdrawal")


class RenameForm(RecordForm):
    """Another address, and why."""

    slug = forms.SlugField(label="New address", max_length=120, help_text="The last part of it: the slug.")
    reason = ReasonField("Reason for the new address")


def quoted(text: str) -> str:
    """What a field said, in few words; “nothing”, without the marks, where it was empty."""
    return f"“{short(text, MOST_SHOWN)}”" if text else "nothing"


def add_errors(form: forms.Form, error: ValidationError) -> None:
    """Show what the record's own checks refuse; what is wrong with a field that the form lacks stands above it."""
    for name, reasons in error.message_dict.items():
        known = name in form.fields or name == NON_FIELD_ERRORS
        for reason in reasons:
            form.add_error(name if name in form.fields else None, reason if known else f"{name}: {reason}")
