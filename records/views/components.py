"""The page of components, for whoever designs the next page; npa_portal.public_urls has it in DEBUG only."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from records.citations.views import citation_and_corrections
from records.corrections.past import Past, moments
from records.lists.in_time import in_order
from records.models import Change, TrainingCourse, Treaty
from records.outline import Outline
from records.reconciliation.remembering import reconciliation
from records.reconciliation.telling import RULE, most_telling_first
from records.reconciliation.views import lines
from records.views.kinds import TreatyListView
from records.views.timeline import periods


class ComponentsView(TreatyListView):
    """Every component of the pages once, filled with real records; the correction alone is made up."""

    template_name = "components.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record = Treaty.objects.for_detail().filter(countries__isnull=False)[0]
        reconciled = reconciliation()
        figures, report = reconciled.figures, reconciled.report
        differing = most_telling_first(figures)[:3]
        now = timezone.now()
        correction = Change(
            field="date", before="1980", after="March 26, 1980", reason="Why.", when=now, what="corrected"
        )
        past = Past(now.date(), record, now.date(), record.slug, stands=True)
        made = moments([correction], record.get_absolute_url(), None)
        return super().get_context_data(
            **citation_and_corrections(self.request, record) | {"corrections": made, "since": made, "past": past},
            record=record,
            outline=Outline(),
            period=periods(in_order(TrainingCourse.objects.dated().named()))[0],
            differing=lines(differing, report),
            order=RULE,
            lines=lines(figures[:3], report),
            checks=differing,
            **kwargs,
        )
