"""What a list can be asked, from the declarations of its filters and columns."""

from __future__ import annotations

import pytest

from records.api.figures import FigureViewSet
from records.api.parameters import parameters_of
from records.api.root import LISTS
from records.api.viewsets import AssistanceByRegionViewSet, MeetingViewSet, TopicViewSet


def names(viewset: type) -> list[str]:
    return [one.name for one in parameters_of(viewset)]


def test_words_and_a_kinds_own_filters_stand_before_those_that_all_share() -> None:
    shared = ["year", "year_min", "year_max", "country", "topic", "section"]
    assert names(MeetingViewSet) == ["q", "forum", *shared, "sort", "page", "page_size", "format"]


def test_a_list_has_only_what_its_page_reads() -> None:
    assert names(TopicViewSet) == ["q", "sort", "page", "page_size", "format"]
    assert names(FigureViewSet) == ["q", "verdict", "section", "page", "page_size", "format"]
    assert "sort" not in names(AssistanceByRegionViewSet)


@pytest.mark.parametrize("viewset", LISTS)
def test_a_choice_names_its_values_in_words(viewset: type) -> None:
    for one in parameters_of(viewset):
        if one.choices and one.name != "format":
            assert list(one.choices) == one.schema["enum"]
            assert all(f"{value}: {words}" in one.description for value, words in one.choices.items())
        assert one.repeatable == (one.name in {"country", "topic", "section", "sort"})
