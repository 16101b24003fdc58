"""Who may do what: the group Editors may correct every record, and nothing else."""

from __future__ import annotations

from typing import Any

from records.kinds import ALL_KINDS

EDITORS = "Editors"


def keep_editors(*, using: str, apps: Any, **kwargs: Any) -> None:
    """After a migration, make the group, and give it exactly its rights: to see and change every kind of record."""
    try:
        group_model, permission_model = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    except LookupError:
        return  # Only some apps were migrated, accounts not among them.
    names = [f"{right}_{kind._meta.model_name}" for kind in ALL_KINDS for right in ("view", "change")]
    group, _ = group_model.objects.using(using).get_or_create(name=EDITORS)
    group.permissions.set(
        permission_model.objects.using(using).filter(content_type__app_label="records", codename__in=names)
    )
