"""What is cited of a page of many: its filters in words and in its key, in one order."""

from __future__ import annotations

import datetime

from records.citations.shown import Shown, citation_of_shown

STATE = datetime.date(2026, 11, 24)
ADDRESS = "https://example.org/treaties/"


def shown(query: str = "", filters: str = "", name: str = "list-treaty") -> Shown:
    return Shown(name, "Treaties", "Attached Table 4", "2 of 31 records" if query else "31 records", query, filters)


def test_a_whole_list_is_cited_by_its_name_and_number() -> None:
    citation = citation_of_shown(shown(), address=ADDRESS, state=STATE)

    assert (citation.key, citation.title) == ("npa-list-treaty", "Treaties, 31 records")
    assert (citation.address, citation.place, citation.state) == (ADDRESS, "Attached Table 4", STATE)


def test_a_filtered_list_says_its_filters() -> None:
    citation = citation_of_shown(
        shown("year=2002&topic=drugs", "Year: 2002; Topic: Drugs"), address=ADDRESS, state=STATE
    )

    assert citation.title == "Treaties, 2 of 31 records, filtered by Year: 2002; Topic: Drugs"
    assert citation.address == f"{ADDRESS}?year=2002&topic=drugs"


def test_a_chart_is_cited_by_its_place_on_the_page() -> None:
    citation = citation_of_shown(shown("year=2002"), address=ADDRESS, anchor="treaties-over-time", state=STATE)

    assert citation.address == f"{ADDRESS}?year=2002#treaties-over-time"


def test_each_filter_has_its_key_and_keeps_it() -> None:
    queries = ["", "year=2002", "year=2003", "q=year+2002", "year_min=2002"]
    keys = [citation_of_shown(shown(query), address=ADDRESS, state=STATE).key for query in queries]
    others = [citation_of_shown(shown(query, name="chart-x"), address=ADDRESS, state=STATE).key for query in queries]

    assert len({*keys, *others}) == 2 * len(queries)
    assert keys[1] == "npa-list-treaty--aa1630a746cc"


def test_words_of_several_lines_are_one_line() -> None:
    assert citation_of_shown(shown("q=a", "Words: a\nER  - \r\n"), address=ADDRESS, state=None).title.endswith("a ER -")
