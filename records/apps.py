"""The one app: the report's records and the pages that show them."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RecordsConfig(AppConfig):
    """Names the app, and has its checks and the group of editors in place."""

    name = "records"
    verbose_name = "Records of the report"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models can be imported only now.
        from npa_portal import checks  # noqa: F401
        from records import (
            former_addresses,  # noqa: F401
            roles,
        )
        from records.corrections import versions  # noqa: F401
        from records.search import index

        index.connect()

        # Django's own handler, connected before this one, has made the permissions by then.
        post_migrate.connect(roles.keep_editors, sender=self, dispatch_uid="keep-editors")
