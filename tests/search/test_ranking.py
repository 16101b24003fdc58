"""What comes first."""

from __future__ import annotations

import pytest

from records.models import Country, Section, Topic
from tests.factories import make_event
from tests.search.asking import addresses
from tests.search.queries import FIRST_HITS, QUESTIONS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("text", FIRST_HITS)
def test_the_first_hit_is_what_one_looks_for(text: str) -> None:
    assert (addresses(text) or [""])[0] == FIRST_HITS[text]


@pytest.mark.parametrize("text", QUESTIONS)
def test_the_first_hit_of_a_question_is_the_dossier_of_what_it_is_about(text: str) -> None:
    assert addresses(text)[0] == QUESTIONS[text]


def test_titles_outrank_texts() -> None:
    in_text = make_event(title="Something else", text="All about zeppelins, zeppelins and zeppelins.")
    in_title = make_event(title="A long title in which zeppelins are but one of very many words")
    assert addresses("zeppelins") == [in_title.get_absolute_url(), in_text.get_absolute_url()]


def test_every_country_topic_and_section_is_found_first_by_its_name() -> None:
    for record in [*Country.objects.all(), *Topic.objects.all()]:
        assert addresses(str(record))[0] == record.get_absolute_url()
    for section in Section.objects.all():
        # A country, a topic or a second section may have the same name.
        assert section.get_absolute_url() in addresses(section.title)[:4]
