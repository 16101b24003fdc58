"""The public change log: its table, its filters, its page and its feed."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.contrib.syndication.views import Feed
from django.http import QueryDict
from django.urls import reverse
from django.utils.dateformat import format as format_date
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape, format_html
from django.utils.text import capfirst
from django.views.generic import DetailView

from records.kinds import NAMES, TITLES
from records.lists.columns import Column
from records.lists.filter_sets import WordsFilterSet
from records.lists.filters import ChoiceFilter
from records.lists.record_table import RecordTable
from records.metadata.canonical import Parameters
from records.metadata.views import PublicPage
from records.models import Addressed, Change
from records.views.base import RecordListView
from records.wording import one_line

NEWEST = 50
NEVER = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


class WhenColumn(Column):
    """The day and time of a change, in UTC."""

    css = "when"

    def cell(self, record: Change) -> str:
        return format_html(
            '<time id="change-{}" datetime="{}">{}</time>',
            record.pk,
            record.when.isoformat(timespec="seconds"),
            format_date(record.when, "F j, Y, H:i"),
        )


class ChangedRecordColumn(Column):
    """What was changed, leading to its page."""

    css = "name"

    def cell(self, record: Change) -> str:
        if not record.address:
            return record.name
        return format_html('<a href="{}">{}</a>', record.address, record.name)


class WhatColumn(Column):
    """The field that was corrected, from what to what; or what was done with the record as a whole."""

    css = "change"

    def cell(self, record: Change) -> str:
        if record.what != Change.What.CORRECTED:
            return record.get_what_display()
        address = record.get_absolute_url()
        whole = format_html(' <a href="{}">The whole change</a>', address) if record.is_shortened else ""
        return format_html(
            "<span>{} from <del>{}</del> to <ins>{}</ins>{}</span>",
            capfirst(record.field), record.before_in_short or "nothing", record.after_in_short or "nothing", whole,
        )  # fmt: skip


class SourceColumn(Column):
    """By whom; never a name."""

    def cell(self, record: Change) -> str:
        return record.get_source_display()


class ChangeTable(RecordTable):
    """The change log, newest first."""

    own_order = "Newest first"
    when = WhenColumn("When (UTC)")
    name = ChangedRecordColumn("Record")
    what = WhatColumn("What", orderable=False)
    reason = Column("Why", orderable=False, css="why")
    source = SourceColumn("By", orderable=False)

    @property
    def anchor(self) -> str:
        return "changes"

    class Meta(RecordTable.Meta):
        model = Change
        fields = ()


class ChangeFilterSet(WordsFilterSet):
    """Changes by kind of record and by words."""

    kind = ChoiceFilter(label="Kind", choices=list(TITLES.items()))


class ChangeListView(RecordListView):
    """What was changed since the report was transcribed."""

    template_name = "records/change_list.html"
    url_name = "change-list"
    title = "Changes"
    card = "changes"
    noun = "change"
    introduction = (
        "Every correction, addition and withdrawal since the report was transcribed, newest first. A correction "
        "changes a record’s computable fields, never its row as printed."
    )
    filterset_class = ChangeFilterSet
    table_classes = (ChangeTable,)

    @classmethod
    def kinds_shown(cls) -> Iterable[type[Addressed]]:
        return NAMES


class ChangeView(PublicPage, DetailView):
    """One change as a whole."""

    model = Change
    title = "Changes"
    card = ChangeListView.card


class UndatedFeed(Atom1Feed):
    """An Atom feed of which an empty one does not say that it was written now."""

    def latest_post_date(self) -> datetime.datetime:
        return super().latest_post_date() if self.items else NEVER


class ChangeFeed(Feed):
    """The newest changes as an Atom feed."""

    feed_type = UndatedFeed
    title = "Changes of “Progress of International Cooperation and Exchange to 2003”"
    subtitle = "Corrections, additions and withdrawals in the reference edition, with their reasons."

    def heeded(self, query: QueryDict) -> Parameters:
        return []

    def link(self) -> str:
        return reverse("change-list")

    def feed_url(self) -> str:
        return reverse("change-feed")

    def items(self) -> list[Change]:
        return list(Change.objects.all()[:NEWEST])

    def item_title(self, item: Change) -> str:
        done = f"{item.field} corrected" if item.field else item.what
        return one_line(f"{item.name}: {done}")

    def item_description(self, item: Change) -> str:
        said = f"From “{item.before_in_short}” to “{item.after_in_short}”. " if item.field else ""
        # An Atom summary is HTML, and XML takes no control characters.
        return escape(one_line(f"{said}Why: {item.reason}"))

    def item_link(self, item: Change) -> str:
        """Where the change is told as a whole; by this address a feed reader also tells changes apart."""
        if item.is_shortened:
            return item.get_absolute_url()
        told_on_its_page = item.what == Change.What.CORRECTED and item.address
        return f"{item.address if told_on_its_page else reverse('change-list')}#change-{item.pk}"

    def item_updateddate(self, item: Change) -> datetime.datetime:
        return item.when

    def item_pubdate(self, item: Change) -> datetime.datetime:
        return item.when

    def item_author_name(self, item: Change) -> str:
        return item.get_source_display()

    def item_categories(self, item: Change) -> list[str]:
        return [item.kind] if item.kind else []
