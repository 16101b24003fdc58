"""Django's admin, as the portal installs it."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.contrib.admin.apps import SimpleAdminConfig
from django.contrib.admin.checks import check_admin_app, check_dependencies
from django.core import checks


class AdminConfig(SimpleAdminConfig):
    """What it holds is made when its addresses are, for its first page or for the checks, and not with each start."""

    def ready(self) -> None:
        checks.register(check_dependencies, checks.Tags.admin)
        checks.register(check_admin, checks.Tags.admin)


def check_admin(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Django's own check, of the whole admin."""
    import_module("records.accounts.urls")
    return check_admin_app(app_configs, **kwargs)
