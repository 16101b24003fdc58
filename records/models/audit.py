"""What was done by whom in the admin: lines that are added, and by the database never changed or deleted."""

from __future__ import annotations

from django.db import models

LONGEST = 1000


class AuditLine(models.Model):
    """One thing that somebody did. Names stay as they were said then; no other row is referred to."""

    class What(models.TextChoices):
        """What was done."""

        LOGGED_IN = "logged-in", "logged in"
        LOGGED_OUT = "logged-out", "logged out"
        LOCKED_OUT = "locked-out", "locked out"
        ROLE = "role", "changed a role"
        EDIT = "edit", "edited"

    when = models.DateTimeField(auto_now_add=True, db_index=True, help_text="When it was done.")
    account = models.CharField(max_length=150, help_text="Who did it; empty for a command on the server.")
    address = models.CharField(max_length=45, blank=True, help_text="From which address.")
    what = models.CharField(max_length=12, choices=What, help_text="What was done.")
    about = models.CharField(max_length=LONGEST, blank=True, help_text="To what, and how.")

    class Meta:
        ordering = ("-when", "-pk")
        verbose_name = "line of the audit log"
        verbose_name_plural = "audit log"
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.account or 'a command'} {self.get_what_display()}"
