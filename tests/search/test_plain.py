"""What a query plainly asks for stands on top: lists with their counts, sections, dossiers."""

from __future__ import annotations

import pytest
from django.test import Client

from records.kinds import LIST_TITLES
from records.models import Country, Section, Term, Topic
from records.search.asked_lists import LISTS
from records.search.directory import directory
from records.search.plain import PlainAnswer, plain_answers
from records.search.query import read
from tests.pages import context_of, words
from tests.sampling import every_nth
from tests.search.queries import HOSTILE

pytestmark = pytest.mark.django_db

# What is asked for, and the lists, sections and dossiers that answer, in order.
ASKED = {
    "treaties signed": ["/treaties/?action=signed"],
    "signed treaties": ["/treaties/?action=signed"],
    "treaties signed 2000 to 2003": ["/treaties/?action=signed&year_min=2000&year_max=2003"],
    "which treaties did Japan sign between 2000 and 2003?": ["/treaties/?action=signed&year_min=2000&year_max=2003"],
    "treaties ratified 2000-2003": ["/treaties/?action=ratified&year_min=2000&year_max=2003"],
    "treaties 2002": ["/treaties/?year=2002"],
    "treaties since 2000": ["/treaties/?year_min=2000"],
    "multilateral treaties ratified before 1990": ["/treaties/?action=ratified&kind=multilateral&year_max=1989"],
    "treaties signed or ratified": [],
    "bilateral treaties": ["/treaties/?kind=bilateral", "/sections/4-1/"],
    "treaties": ["/treaties/"],
    "narcotics treaties": ["/treaties/?topic=drugs", "/topics/drugs/"],
    "courses on drugs": ["/courses/?topic=drugs", "/topics/drugs/"],
    "ongoing courses": ["/courses/?ongoing=true"],
    "group training": ["/courses/?category=group"],
    "experts to China": ["/experts/?country=china", "/countries/china/"],
    "how many experts did japan send to china": ["/experts/?country=china", "/countries/china/"],
    "experts and projects in Thai": [
        "/experts/?country=thailand",
        "/projects/?country=thailand",
        "/countries/thailand/",
    ],
    "visits from germany 2002": ["/visits/?year=2002&country=germany", "/countries/germany/"],
    "visitors from China or South Korea": [
        "/statistics/?country=china&country=south-korea",
        "/countries/china/",
        "/countries/south-korea/",
    ],
    "disaster relief missions": ["/missions/?type=relief"],
    "peacekeeping missions": ["/missions/?type=peacekeeping"],
    "FATF members": ["/memberships/?body=fatf"],
    "members of the APG": ["/memberships/?body=apg"],
    "meetings of the Rome/Lyon Group in 2001": ["/meetings/?forum=rome-lyon&year=2001"],
    "meetings on terrorism": ["/meetings/?topic=terrorism", "/topics/terrorism/"],
    "events 1999": ["/timeline/?kind=events&year=1999"],
    "what did Japan do in 2002": ["/timeline/?year=2002"],
    "what happened in the 1980s": ["/timeline/?year_min=1980&year_max=1989"],
    "China 2002": ["/timeline/?year=2002&country=china", "/countries/china/"],
    "Attached Table 4": ["/sections/attached-table-4/"],
    "table 4": ["/sections/attached-table-4/"],
    "2 (1) B": ["/sections/2-1-b/"],
    "2-1-b": ["/sections/2-1-b/"],
    "section 4": ["/sections/4/"],
    "Section 5 (3)": ["/sections/5-3/"],
    "Dispatch of experts": ["/sections/2-1-b/"],
    "FATF": ["/glossary/fatf/", "/sections/3-2/"],
    "what is the FATF": ["/glossary/fatf/", "/sections/3-2/"],
    "what does ODA mean?": ["/glossary/oda/", "/sections/2-1/", "/topics/oda/"],
    "untoc": ["/glossary/unctoc/"],
    "koban": ["/glossary/koban/", "/topics/police-box/"],
    "glossary": ["/glossary/"],
    "foreign words": ["/glossary/?kind=foreign-word"],
    "United Kingdom": ["/countries/united-kingdom/"],
    "indonesia": ["/countries/indonesia/"],
    "the then Soviet Union": ["/countries/russia/"],
    "what did japan do with indonesia": ["/countries/indonesia/"],
    "drugs": ["/topics/drugs/"],
    "firearms China": ["/topics/firearms/", "/countries/china/"],
    "Japan": ["/countries/japan/"],
    # A word is left over, or something else is meant.
    "police": [],
    "treaties about whales": [],
    "experts to China in 2002": [],
    "treaties 2001 2003": [],
    "treaties -bilateral": [],
    '"treaties signed"': [],
    "November 2001": [],
    "Treaty on Extradition between Japan and United States": [],
    "golden triangle": [],
}


def answers(text: str) -> list[PlainAnswer]:
    return plain_answers(read(text), directory())


@pytest.mark.parametrize("text", ASKED)
def test_what_is_plainly_asked_for_is_answered(text: str) -> None:
    assert [answer.address for answer in answers(text)] == ASKED[text]


@pytest.mark.parametrize("text", [text for text, found in ASKED.items() if found and "?" in found[0]])
def test_a_list_counts_and_shows_what_its_own_page_does(text: str) -> None:
    for answer in answers(text):
        if "?" not in answer.address:
            continue
        context = context_of(answer.address)
        assert context["match_count"] == answer.count
        assert answer.said.split()[0] == str(answer.count)
        records = [record for table in context["tables"] for record in getattr(table, "paginated_rows", [])]
        # Statistics stand in tables of their own, by year and region.
        if all(hasattr(record, "get_absolute_url") for record in records):
            assert [row.address for row in answer.rows] == [record.get_absolute_url() for record in records[:5]]


def test_a_list_is_said_in_words() -> None:
    [signed] = answers("treaties signed 2000 to 2003")
    assert (signed.title, signed.said) == ("Treaties: signed, from 2000 to 2003", "7 treaties")
    [experts, china] = answers("how many experts did Japan send to China?")
    assert (experts.title, experts.said) == ("Experts: China", "1 record")
    assert experts.rows[0].said == "Long-term 2, short-term 64, total 66 experts"
    assert (china.title, china.said) == ("China", "country: all that the report tells of it")
    assert answers("treaties")[0].title == "Treaties"
    fatf = answers("FATF")[0]
    assert (fatf.title, fatf.said) == ("FATF: Financial Action Task Force", "in the glossary")


def test_every_list_country_topic_term_and_section_can_be_asked_for() -> None:
    assert {one.url_name for one in LISTS} == set(LIST_TITLES)
    for record in [*Country.objects.all(), *Topic.objects.all()]:
        assert record.get_absolute_url() in [answer.address for answer in answers(f"what about {record}")], record
    for term in Term.objects.all():
        for form in term.forms:
            assert term.get_absolute_url() in [answer.address for answer in answers(form)], form
    for section in Section.objects.all():
        for number in (section.number, section.slug):
            assert answers(number)[0].address == section.get_absolute_url()


def test_it_stands_on_top_of_the_page_unless_the_hits_are_narrowed(client: Client) -> None:
    said = words(client, "/search/?q=treaties+signed+2000+to+2003")
    assert "Treaties: signed, from 2000 to 2003 7 treaties United Nations Convention" in said
    assert "All 7 treaties" in said
    assert "Nothing in the report matches" not in said
    page = words(client, "/search/?q=indonesia")
    assert page.index("Indonesia country: all that the report tells of it") < page.index("records match")
    assert context_of("/search/?q=indonesia&kind=events")["plain"] == []
    response = client.get("/search/?q=indonesia&kind=&year_min=", follow=True)
    assert context_of(response.redirect_chain[-1][0])["plain"] != []


@pytest.mark.parametrize("number", every_nth(range(10), 5))
def test_no_query_is_a_fault(number: int) -> None:
    for text in HOSTILE[number::10]:
        assert len(answers(text)) <= 10, text
