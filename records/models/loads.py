"""What the last load of the fixtures wrote, so that a later one can tell an editor's work from it."""

from __future__ import annotations

from django.db import models


class LoadedRow(models.Model):
    """One fixture row as the last load wrote it."""

    kind = models.CharField(max_length=40, help_text="The kind's public name, such as treaties.")
    slug = models.CharField(max_length=120, help_text="The record's slug.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the row as it was loaded, in hexadecimal.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="one_loaded_row_per_record")]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}"
