"""The admin's addresses of a record, and what a browser sends from its forms."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.test import Client
from django.urls import reverse

from records.models import Treaty

SLUG = "convention-on-cybercrime"
WHY = "The signing took place on several days."


def list_url(kind: type[models.Model]) -> str:
    return reverse(f"admin:records_{kind._meta.model_name}_changelist")


def change_url(record: models.Model) -> str:
    return reverse(f"admin:records_{record._meta.model_name}_change", args=[record.pk])


def delete_url(record: models.Model) -> str:
    return reverse(f"admin:records_{record._meta.model_name}_delete", args=[record.pk])


def add_url(kind: type[models.Model]) -> str:
    return reverse(f"admin:records_{kind._meta.model_name}_add")


def form_data(client: Client, url: str) -> dict[str, Any]:
    """What a browser would send if one pressed Save on the form at ``url``."""
    form = client.get(url).context["adminform"].form
    data: dict[str, Any] = {}
    for bound in form:
        value = bound.value()
        if isinstance(value, list):
            data[bound.html_name] = [getattr(part, "pk", part) for part in value]
        elif value is True or (value is not None and value is not False):
            data[bound.html_name] = value
    if "reason" in form.fields:
        data["reason"] = "Checked against the report."
    return data


def opened(client: Client, url: str) -> dict[str, str]:
    """What the form at ``url`` carries unseen: the version that it is opened on."""
    return {"opened_on": client.get(url).context["form"]["opened_on"].value()}


def send(client: Client, url: str, **fields: str) -> Any:
    """Open the form at ``url``, fill it in, and send it."""
    return client.post(url, opened(client, url) | fields)


def withdraw_by(client: Client, record: models.Model, reason: str) -> Any:
    """Let somebody withdraw the record for a reason."""
    return send(client, delete_url(record), post="yes", reason=reason)


def treaty() -> Treaty:
    return Treaty.objects.get(slug=SLUG)


def versions_of(record: Any) -> list[Any]:
    """The record's versions, oldest first."""
    return list(record.history.order_by("history_id"))


def history_url(record: Any) -> str:
    return reverse(f"admin:records_{record._meta.model_name}_history", args=[record.pk])


def version_url(version: Any) -> str:
    name = version.instance_type._meta.model_name
    return reverse(f"admin:records_{name}_simple_history", args=[version.id, version.history_id])


def rename_url(record: Any) -> str:
    return reverse(f"admin:records_{record._meta.model_name}_rename", args=[record.pk])


def correct(client: Client, record: Any, **fields: Any) -> Any:
    url = change_url(record)
    return client.post(url, form_data(client, url) | fields)
