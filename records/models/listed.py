"""What the rows of a list on a page need of the records, and no more."""

from __future__ import annotations

from typing import Any, Self

from django.apps import apps
from django.db import models


class RowsQuerySet(models.QuerySet[Any]):
    """Records as the rows of a list, in a fixed number of queries."""

    def named(self) -> Self:
        """With what names and dates a record, and little more."""
        raise NotImplementedError

    def for_rows(self) -> Self:
        """With what a row shows: also the names of its countries, but nothing of its section, nor the printed row."""
        lean = self.named()
        if self.model.country_lookup == "country":
            return lean.defer("as_printed", "country__printed_names")
        if self.model.country_lookup == "countries":
            # Django makes a manager and a queryset for each record otherwise, which takes longer than the query.
            names = apps.get_model("records", "Country").objects.only("slug", "name")
            return lean.prefetch_related(models.Prefetch("countries", names, to_attr="countries_at_hand"))
        return lean

    def with_section(self) -> Self:
        """The same with the number and the address of the section of each."""
        return self.select_related("section").defer("as_printed", "section__as_printed", "section__summary")
