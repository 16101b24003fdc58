"""The one app: the report's records and the pages that show them."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Names the app."""

    name = "records"
    verbose_name = "Records of the report"
    default_auto_field = "django.db.models.BigAutoField"
