"""The one app: the report's records and the pages that show them."""

from django.apps import AppConfig
from django.conf import settings


class RecordsConfig(AppConfig):
    """Names the app, has its settings checked, and lets everything follow from a save."""

    name = "records"
    verbose_name = "Records of the report"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models can be imported only now.
        from npa_portal import checks  # noqa: F401
        from records import signals

        signals.connect()
        if settings.ADMIN_PATH:
            from records.accounts import audit, lockout, sessions

            lockout.connect()
            sessions.connect()
            audit.connect()
