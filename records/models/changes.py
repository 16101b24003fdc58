"""What happened to the records since they were transcribed: the public change log, and addresses of the past."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_
from typing import ClassVar, Self

from django.db import models
from django.db.models import Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from records.models.fields import LONGEST_REASON, LONGEST_TEXT, LineField, ProseField
from records.models.querysets import WordsQuerySet
from records.wording import short

# How many letters of a text are shown where many changes stand one below the other; the report's longest has 605.
MOST_SHOWN = 700
# By less than this a clock is set back that ran fast; by more where it was wrong altogether.
SET_BACK = datetime.timedelta(days=1)


class ChangeQuerySet(WordsQuerySet):
    """Questions about the change log."""

    def for_rows(self) -> Self:
        """With all that a row of the list shows; a change needs nothing beside itself."""
        return self

    def told_of(self, kind: str, record_pk: int) -> Self:
        """All that is told of one record, newest first."""
        return self.filter(kind=kind, record_pk=record_pk)

    def corrections_of(self, pks: Mapping[str, Iterable[int]]) -> Self:
        """What was corrected of some records, given by the name of their kind, oldest first."""
        asked = [models.Q(kind=kind, record_pk__in=found) for kind, found in pks.items()]
        return self.filter(reduce(or_, asked, models.Q(pk=None)), what=Change.What.CORRECTED).order_by("when", "pk")

    def kinds_corrected(self) -> frozenset[str]:
        """The names of the kinds of which any record was corrected; one query."""
        return frozenset(self.filter(what=Change.What.CORRECTED).order_by().values_list("kind", flat=True).distinct())

    def newest_of(self, kinds: Iterable[str]) -> datetime.date | None:
        """The day (UTC) on which any record of ``kinds`` was last changed, or all were first loaded; one query."""
        changed = self.filter(kind__in=kinds).order_by("-when").values("when")[:1]
        loaded = self.filter(what=Change.What.LOADED).order_by("when").values("when")[:1]
        when = self.values_list(Coalesce(Subquery(changed), Subquery(loaded)), flat=True).first()
        return when.date() if when else None

    def newest(self) -> datetime.datetime | None:
        """When anything of the records was last loaded, corrected or withdrawn, None before the first load; one query.

        Every version that says anything new stands in the log, with its own time. What went past the log is not told
        of: whether the records are the same as before, `records.models.state` knows.
        """
        when: datetime.datetime | None = self.order_by("-when").values_list("when", flat=True).first()
        return when

    def moment(self) -> datetime.datetime:
        """Now, as it is told of a change; where the clock was set back meanwhile, the moment after the last change.

        So what follows another change is told to be later. A clock that was wrong by days is not followed.
        """
        now, newest = timezone.now(), self.newest()
        if newest is None or not datetime.timedelta() <= newest - now < SET_BACK:
            return now
        return newest + datetime.timedelta(microseconds=1)


class Change(models.Model):
    """One line of the change log: one field of a record corrected, a record added or withdrawn, or a load."""

    text_fields: ClassVar[tuple[str, ...]] = ("name", "field", "before", "after", "reason")

    class What(models.TextChoices):
        """What was done."""

        CORRECTED = "corrected", "Corrected"
        ADDED = "added", "Added"
        WITHDRAWN = "withdrawn", "Withdrawn"
        LOADED = "loaded", "Loaded"

    class Source(models.TextChoices):
        """Who did it, without a name."""

        EDITOR = "editor", "an editor"
        FIXTURES = "fixtures", "this edition’s files"

    when = models.DateTimeField(help_text="The same for all fields of one correction.")
    what = models.CharField(max_length=10, choices=What, help_text="What was done.")
    source = models.CharField(max_length=10, choices=Source, help_text="By whom; no names are kept here.")
    kind = LineField(max_length=40, blank=True, help_text="The kind's public name; empty for a load.")
    record_pk = models.BigIntegerField(null=True, help_text="The record's primary key, which outlives its slug.")
    name = LineField(max_length=400, blank=True, help_text="What the record was called then.")
    address = LineField(max_length=200, blank=True, help_text="The path of its page then.")
    field = LineField(max_length=60, blank=True, help_text="What of it was corrected, in plain words.")
    # A list of names may be longer than any text.
    before = ProseField(
        max_length=5 * LONGEST_TEXT, blank=True, help_text="What the field said before, as a reader reads it."
    )
    after = ProseField(max_length=5 * LONGEST_TEXT, blank=True, help_text="What it says since then.")
    reason = ProseField(max_length=LONGEST_REASON, help_text="Why.")

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-when", "pk"]
        indexes = [
            models.Index(fields=["-when", "id"], name="changes_newest_first"),
            models.Index(fields=["kind", "record_pk"], name="changes_of_a_record"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.field or self.what}"

    def get_absolute_url(self) -> str:
        """The page that tells it as a whole, however long its texts are."""
        return reverse("change", args=[self.pk])

    @property
    def before_in_short(self) -> str:
        return short(self.before, MOST_SHOWN)

    @property
    def after_in_short(self) -> str:
        return short(self.after, MOST_SHOWN)

    @property
    def is_shortened(self) -> bool:
        """Whether a text is longer than what is shown of it beside other changes."""
        return max(len(self.before), len(self.after)) > MOST_SHOWN


class FormerAddress(models.Model):
    """An address at which a record stood, asked only where none stands now."""

    url_name = LineField(max_length=40, help_text="The first part of its page's name in urls.py: treaty.")
    slug = LineField(max_length=120, help_text="The last part of the address.")
    name = LineField(max_length=400, help_text="What stood there.")
    since = models.DateTimeField(help_text="When it was renamed or withdrawn.")
    now = LineField(max_length=120, blank=True, help_text="The slug that it has now; empty where withdrawn.")

    class Meta:
        verbose_name_plural = "former addresses"
        constraints = [models.UniqueConstraint(fields=["url_name", "slug"], name="one_former_address")]

    def __str__(self) -> str:
        return f"{self.url_name} {self.slug}"
