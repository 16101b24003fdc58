"""The filters of the reconciliation page: words, verdict, section."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import django_filters

from records.lists.filter_sets import WordsFilterSet
from records.lists.filters import ChoiceFilter, SectionFilter
from records.models import Section
from records.outline import Outline
from records.reconciliation.figure import Figure, Verdict


class FigureSectionFilter(SectionFilter):
    """Figures printed in any of the sections, in what stands below them or in the attached tables they refer to."""

    def options(self) -> Iterable[Any]:
        outline: Outline = self.parent.outline
        printing = {figure.section for figure in self.parent.figures}
        for section in outline.sections:
            section.used = any(below.slug in printing for below in outline.subtree(section))
        return outline.sections


class FigureFilterSet(WordsFilterSet):
    """Narrows down figures, which are no queryset; otherwise like the filters of every list."""

    q = django_filters.CharFilter(label="Words", max_length=200)
    verdict = ChoiceFilter(label="Verdict", choices=Verdict.choices)
    section = FigureSectionFilter(label="Section")

    def __init__(self, data: Any, *, figures: list[Figure], outline: Outline) -> None:
        self.figures = figures
        self.outline = outline
        super().__init__(data, queryset=Section.objects.none())

    def matching_figures(self) -> list[Figure]:
        """Those of the figures that the address asks for; none where it asks for what cannot be."""
        if not self.is_valid():
            return []
        asked = self.form.cleaned_data
        words = asked["q"].split()[:20]
        chosen = {below.slug for section in asked["section"] for below in self.outline.subtree(section)}
        return [
            figure
            for figure in self.figures
            if figure.has_words(words)
            and (not asked["verdict"] or figure.finding.verdict == asked["verdict"])
            and (not asked["section"] or figure.section in chosen)
        ]
