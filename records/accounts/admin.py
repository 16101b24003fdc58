"""The audit log in the admin: superusers read it, nobody writes."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from records.models import AuditLine


@admin.register(AuditLine)
class AuditLineAdmin(admin.ModelAdmin):
    """Lines in their order, to be filtered and searched."""

    list_display = ("moment", "account", "address", "what", "about")
    list_filter = ("what",)
    search_fields = ("account", "address", "about")
    list_per_page = 100
    show_full_result_count = False
    actions = None

    @admin.display(description="when, in UTC", ordering="when")
    def moment(self, line: AuditLine) -> str:
        return f"{line.when:%Y-%m-%d %H:%M:%S}"

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": "Audit log", **(extra_context or {})})

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_active and request.user.is_superuser)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
