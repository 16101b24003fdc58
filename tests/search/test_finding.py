"""The search: what is found, what comes first, how it is counted, shown, and asked for wrongly.

Both databases must give the same answers. So each query is answered a second time here, by going through all documents
in Python, and what the database finds is held against that.
"""

from __future__ import annotations

import itertools
import re
from html import unescape
from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from django.utils.html import strip_tags

from records.kinds import NAMES
from records.models import Country, SearchDocument, Section, Topic
from records.search import finding
from tests.factories import make_event, make_training_course
from tests.pages import words
from tests.search.asking import addresses, hits_of

pytestmark = pytest.mark.django_db

UNTOC = "/treaties/united-nations-convention-against-transnational-organized-crime/"
MLAT = "/treaties/treaty-between-japan-and-united-states-of-america-on-mutual-legal-assistance/"

# What is typed, and where the first hit leads.
FIRST_HITS = {
    # Countries, also as the report prints them.
    "Thai": "/countries/thailand/",
    "Korea": "/countries/south-korea/",
    "Republic of Korea": "/countries/south-korea/",
    "Macau": "/countries/macao/",
    "Viet Nam": "/countries/vietnam/",
    "Soviet Union": "/countries/russia/",
    "the then Soviet Union": "/countries/russia/",
    "U.S.": "/countries/united-states/",
    "US": "/countries/united-states/",
    "USA": "/countries/united-states/",
    "UK": "/countries/united-kingdom/",
    "East Timor": "/countries/east-timor/",
    "Soviet Union consular": "/timeline/consular-treaties-concluded-by-the-1970s/",
    # Abbreviations and other words for the same.
    "UNTOC": UNTOC,
    "UNCTOC": UNTOC,
    "United Nations Convention against Transnational Organized Crime": UNTOC,
    "MLAT": MLAT,
    "mutual legal assistance treaty": MLAT,
    "ATS": "/projects/regional-drug-control-cooperation-project-for-thailand/",
    "JDR": "/timeline/disaster-relief-team-law-1987/",
    "FBI": "/sections/5-5/",
    "ODA": "/sections/2-1/",
    "FATF": "/sections/3-2/",
    "APG": "/sections/3-4/",
    "PKO": "/sections/2-3/",
    "koban": "/topics/police-box/",
    "police boxes": "/topics/police-box/",
    "narcotics": "/topics/drugs/",
    "cyber crime": "/topics/high-tech-crime/",
    "organised crime": "/topics/organized-crime/",
    "Tokyo Convention": "/treaties/convention-on-offences-and-certain-other-acts-committed-on-board-aircraft/",
    # A title that is just these words, in any form.
    "traffic": "/topics/traffic/",
    "drug": "/topics/drugs/",
    "Convention on Cybercrime": "/treaties/convention-on-cybercrime/",
    "conventions on cybercrime": "/treaties/convention-on-cybercrime/",
    "2 (1) B": "/sections/2-1-b/",
    "Attached Table 4": "/sections/attached-table-4/",
    # Several words, phrases, words left out, words half typed.
    "extradition korea": "/treaties/treaty-on-extradition-between-japan-and-republic-of-korea/",
    "extradition -korea": "/topics/extradition/",
    '"rights of the child"': "/treaties/optional-protocol-to-convention-on-rights-of-child-on-sale-of-children/",
    "“police box” Singapore": "/projects/exportation-of-police-box-to-singapore/",
    "earthquake algeria": "/missions/algeria-earthquake-2003/",
    "terr": "/topics/terrorism/",
    "extradition trea": "/treaties/treaty-on-extradition-between-japan-and-united-states/",
    # Dates and the printed row.
    "November 2001": "/meetings/rome-lyon-2001-11-firenze/",
    "Jun.12, 1974": "/treaties/convention-for-suppression-of-unlawful-acts-against-safety-of-civil-aviation/",
    # What only the text tells.
    "sky marshals": "/meetings/rome-lyon-2003-11-paris/",
    "Golden Triangle": "/timeline/golden-triangle-drug-control-project-2002/",
    "Superintendent Takada": "/timeline/cambodia-attack-superintendent-takada-1992-1993/",
    "SARS": "/timeline/visitor-assistance-dip-sars-2003/",
    "communique": "/meetings/justice-interior-2001-02-milan/",
    "driver's license forgery": (
        "/courses/study-on-transfer-of-technologies-relating-to-prevention-of-drivers-license-forgery/"
    ),
    "Gulf Cooperation Council": "/memberships/fatf-gulf-cooperation-council/",
    "carabineros": "/visits/subsecretary-of-chilean-carabineros-uniformed-national-police-2001/",
    # What kind of thing it is.
    "visit germany": "/visits/german-minister-of-interior-2002/",
    "training courses brazil": "/courses/seminar-on-community-policing-for-federative-republic-of-brazil/",
    "relief mission iran": "/missions/iran-earthquake-1990/",
    "hostages": "/treaties/international-convention-against-taking-of-hostages/",
}

PARTS = [
    "", " ", "\0", "a\0b", '"', '""', '"""', "'", "''", "-", "--", "-\"", "*", "drug*", "^drug", "title:drug",
    "{title}:drug", "AND", "OR", "NOT", "drug AND", "AND OR NOT NEAR", "NEAR(drug treaty, 2)", "drug + treaty",
    "(drug", "drug)", "()(", ":", "a:b", "kind:treaties", "country:china", "|", "||", "a | b", "&", "a & b", "!",
    "!drug", "<->", "drug <-> crime", "drug:A", ":*", "\\", "\\'", "%", "%%", "%s", "_", "?", "$1", "$$", ";",
    "' OR 1=1 --", '" OR ""="', "1; DROP TABLE x", "'); DELETE FROM records_treaty; --",
    "UNION SELECT password FROM auth_user", "/* drug */", "<script>alert(1)</script>", "{{ 7 * 7 }}", "{% now %}",
    "../../etc/passwd", "🗾", "🗾🗾 drug", "日本", "警察庁", "полиция", "شرطة", "é",
    "e\u0301", "ß", "ﬁrearms", "½", "²", "①", "\u200b", "\ufeff", "\u202edrug", "\ud7ff", "\ufffd",
    "\U0010ffff", "½½½", "𞤀𞤁", "क्षि", "\uff11\uff19", "the", "the of and", "-the", "a", "1", "0",
    "-1", "9" * 40, "1e5", "1e5abc", "0x1f", "1.5", "1,000", "U.S.", "U.S", "...", "x" * 300, "x" * 10_000,
    "drug " * 2_000, '"drug ' * 100, "-drug " * 100, "(" * 500, '"' * 501, "-" * 400, "'" * 301, "e\u0301" * 400,
    "a-b-c-d", "a/b/c", "Rome/Lyon", "info-communications", "-info-communications", '-"police box"', '"police box',
    'police box"', 'po"lice b"ox', "“drug„ treaty”", "«drug»", "drug\ttreaty", "drug\r\ntreaty",
    "drug\u2028treaty",
]  # fmt: skip
HOSTILE = PARTS + [f"{one} {other}" for one, other in itertools.islice(zip(PARTS[3:], PARTS, strict=False), 100)]


def by_hand(text: str) -> set[int]:
    """The documents that match, found without the database's index."""
    query, _ = finding.complete(finding.read(text))

    def holds(document: SearchDocument, phrase: tuple[str, ...]) -> bool:
        columns = (document.title_stems, document.names_stems, document.about_stems, document.text_stems)
        return any(f" {' '.join(phrase)} " in f" {column} " for column in columns)

    return {
        document.pk
        for document in SearchDocument.objects.all()
        if query.clauses
        and not any(holds(document, phrase) for phrase in query.excluded)
        and all(
            any(all(holds(document, phrase) for phrase in match) for match in clause.matches)
            for clause in query.clauses
        )
    }


def shown_titles(client: Client, address: str) -> list[str]:
    return [strip_tags(hit.title) for group in client.get(address).context["groups"] for hit in group.hits]


# What is found, and what comes first


@pytest.mark.parametrize("text", FIRST_HITS)
def test_the_first_hit_is_what_one_looks_for(text: str) -> None:
    assert (addresses(text) or [""])[0] == FIRST_HITS[text]


def test_the_database_finds_what_going_through_all_documents_finds() -> None:
    for text in [*FIRST_HITS, *HOSTILE, "police", "drug -treaty", "japan -police -drug", "seminar po", "1999 asia"]:
        assert {hit.pk for hit in hits_of(text)} == by_hand(text), text


def test_titles_outrank_texts() -> None:
    in_text = make_event(title="Something else", text="All about zeppelins, zeppelins and zeppelins.")
    in_title = make_event(title="A long title in which zeppelins are but one of very many words")
    assert addresses("zeppelins") == [in_title.get_absolute_url(), in_text.get_absolute_url()]


def test_all_words_must_be_found_and_none_that_is_left_out() -> None:
    both = set(addresses("drug")) & set(addresses("seminar"))
    assert set(addresses("seminar drug")) >= both
    assert set(addresses("drug -seminar")) == set(addresses("drug")) - set(addresses('"seminar"'))


def test_a_phrase_is_found_in_its_order_alone() -> None:
    event = make_event(title="The green ship sailed home")
    assert addresses('"green ship"') == [event.get_absolute_url()]
    assert addresses('"ship green"') == []
    assert addresses("ship green") == [event.get_absolute_url()]


def test_no_phrase_runs_from_one_part_of_a_record_into_the_next() -> None:
    make_event(title="Zebras", text="Crossings")
    assert addresses('"zebras crossings"') == []


def test_accents_capitals_plurals_and_apostrophes_make_no_difference() -> None:
    event = make_event(title="Ångström’s cafés")
    for text in ("angstrom cafe", "ÅNGSTRÖMS CAFÉS", "ångström's", "cafes"):
        assert addresses(text) == [event.get_absolute_url()], text


def test_what_is_printed_finds_what_is_filed_under_another_name() -> None:
    assert set(addresses("Thai")) == set(addresses("Thailand"))
    assert set(addresses("Macau")) == set(addresses("Macao"))
    assert set(addresses("Viet Nam")) == set(addresses("Vietnam"))
    assert "/treaties/consular-convention-between-japan-and-russian-federation/" in addresses("Soviet Union")
    assert set(addresses("UNTOC")) == set(addresses("UNCTOC"))


def test_every_country_topic_and_section_is_found_first_by_its_name() -> None:
    for record in [*Country.objects.all(), *Topic.objects.all()]:
        assert addresses(str(record))[0] == record.get_absolute_url()
    for section in Section.objects.all():
        # A country, a topic or a second section may have the same name.
        assert section.get_absolute_url() in addresses(section.title)[:4]


def test_every_record_is_found_by_its_name() -> None:
    for document in SearchDocument.objects.all():
        assert document.address in addresses(f'"{document.title}"'.replace("“", "").replace("”", "")), document


# What is asked for wrongly


def test_there_are_two_hundred_hostile_queries() -> None:
    assert len(set(HOSTILE)) >= 200


@pytest.mark.parametrize("number", range(0, len(HOSTILE), 20))
def test_no_query_is_a_fault(client: Client, number: int) -> None:
    for text in HOSTILE[number : number + 20]:
        response = client.get("/search/", {"q": text})
        assert response.status_code == 200, text
        assert not response.cookies


@pytest.mark.parametrize("name", ["kind", "section", "country", "topic", "year_min", "year_max", "page"])
def test_no_filter_is_a_fault(client: Client, name: str) -> None:
    for value in [*PARTS[:40], "9" * 5000, "treaties", "china", "2003", "\0"]:
        assert client.get("/search/", {"q": "drug", name: value}).status_code == 200, value
        assert client.get("/search/", {name: value}).status_code == 200, value


def test_no_raw_bytes_are_a_fault(client: Client) -> None:
    for raw in ("q=%00", "q=%ff%fe", "q=%", "q=%ed%a0%80", "q", "&&&===", "q=a&q=b", "q[]=1"):
        assert client.generic("GET", "/search/", QUERY_STRING=raw).status_code == 200, raw


def test_a_filter_that_does_not_fit_is_said_and_finds_nothing(client: Client) -> None:
    for address, reason in {
        "/search/?q=drug&kind=trains": "“trains” is none of: countries, topics, sections,",
        "/search/?q=drug&country=atlantis": "The report has no country “atlantis”.",
        "/search/?q=drug&year_min=soon": "A year is a whole number from 1 to 9999.",
        "/search/?q=drug&year_min=2003&year_max=1998": "The last year, 1998, comes before the first, 2003.",
    }.items():
        assert reason in words(client, address)
        assert client.get(address).context["match_count"] == 0


def test_a_long_query_is_cut_and_that_is_said(client: Client) -> None:
    assert "Only the first 300 characters are searched for." in words(client, f"/search/?q={'drug+' * 2000}")
    assert "Only the first 30 words are searched for." in words(client, f"/search/?q={'ab+' * 31}")


def test_only_words_to_leave_out_find_nothing_and_that_is_said(client: Client) -> None:
    assert "There is no word to search for." in words(client, "/search/?q=-drug")
    assert "There is no word to search for." in words(client, "/search/?q=%F0%9F%97%BE")


def test_what_was_typed_is_never_markup(client: Client) -> None:
    for text in ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "<b>drug</b>"):
        html = client.get("/search/", {"q": text}).content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "<b>drug" not in html


# Narrowing and counting


def test_counts_by_kind_add_up_and_each_leads_to_so_many(client: Client) -> None:
    context = client.get("/search/?q=drug").context
    (_, everything, _, _), *kinds = context["kinds"]
    assert everything == context["match_count"] == sum(number for _, number, _, _ in kinds)
    for _, number, address, _ in kinds:
        narrowed = client.get(f"/search/{address}").context
        assert narrowed["match_count"] == number
        assert narrowed["kinds"][0][1] == everything


@pytest.mark.parametrize("name", ["country", "topic", "section", "kind"])
@pytest.mark.parametrize("query", ["q=police", "q=crime&kind=meetings", "q=crime&topic=terrorism&year_min=2000"])
def test_each_choice_leaves_as_many_as_it_says(client: Client, name: str, query: str) -> None:
    choices = client.get(f"/search/?{query}").context["filterset"].form.fields[name].choices
    chosen = f"&{name}=" in query
    for slug, label in choices:
        if slug and not chosen:
            number = int(re.search(r"\((\d+)\)$", label)[1])  # type: ignore[index]
            assert client.get(f"/search/?{query}&{name}={slug}").context["match_count"] == number, slug


def test_several_countries_are_either_of_them() -> None:
    def of(*slugs: str) -> set[str]:
        marks = {"country": tuple(f"country:{slug}" for slug in slugs)}
        return set(addresses("police", finding.Narrowing(marks)))

    assert of("china", "thailand") == of("china") | of("thailand")
    assert of("china") < set(addresses("police"))


def test_a_section_takes_in_what_stands_below_it_and_its_tables(client: Client) -> None:
    found = client.get("/search/?q=thailand&section=2").context["match_count"]
    below = sum(
        client.get(f"/search/?q=thailand&section={slug}").context["match_count"] for slug in ("2-1", "2-2", "2-3")
    )
    assert found == below > 1
    assert "Experts dispatched to Thailand" in shown_titles(client, "/search/?q=thailand&section=2-1-b")


def test_years_find_what_their_date_touches(client: Client) -> None:
    assert "Seminar on Criminal Identification" in shown_titles(client, "/search/?q=identification&year_min=2003")
    assert "Criminal identification" in shown_titles(client, "/search/?q=identification")
    # A topic has no date.
    assert "Criminal identification" not in shown_titles(client, "/search/?q=identification&year_min=2003")
    assert client.get("/search/?q=identification&year_max=1950").context["match_count"] == 0


def test_filters_alone_list_what_they_leave(client: Client) -> None:
    found = client.get("/search/?country=chile").context
    assert found["match_count"] == SearchDocument.objects.filter(marks__contains="country:chile").count() > 1


def test_one_kind_is_paged_and_no_hit_is_lost(client: Client) -> None:
    for number in range(60):
        make_training_course(name=f"Zeppelin {number}")
    titles = [title for page in (1, 2, 3) for title in shown_titles(client, f"/search/?q=zeppelin&page={page}")]
    assert len(titles) == len(set(titles)) == 60
    assert "There is no such page; this is page 3 of 3." in words(client, "/search/?q=zeppelin&page=9999999999999999")
    assert "There is no such page; this is page 1 of 3." in words(client, "/search/?q=zeppelin&page=soon")


def test_of_several_kinds_the_first_few_are_shown_and_all_are_linked(client: Client) -> None:
    group = next(group for group in client.get("/search/?q=drug").context["groups"] if group.name == "events")
    assert len(group.hits) == 5 < group.count
    assert client.get(f"/search/{group.address}").context["match_count"] == group.count


def test_more_than_can_be_counted_is_said_and_titles_still_come_first(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "MOST_HITS", 10)
    for _ in range(20):
        make_event(text="Zeppelins")
    event = make_event(title="Zeppelins")
    assert "More records match than are counted and shown here." in words(client, "/search/?q=zeppelin")
    assert addresses("zeppelin")[0] == event.get_absolute_url()


# Showing


def test_what_was_found_is_marked_and_all_else_is_escaped(client: Client) -> None:
    make_event(title="<b>Zeppelins</b> & co", text="<script>alert('zeppelin')</script> & <mark>zeppelins</mark> flew.")
    html = client.get("/search/?q=zeppelin").content.decode()
    assert "&lt;b&gt;<mark>Zeppelins</mark>&lt;/b&gt; &amp; co" in html
    assert "&lt;script&gt;alert(&#x27;<mark>zeppelin</mark>&#x27;)&lt;/script&gt; &amp; &lt;mark&gt;" in html
    assert "<script>alert" not in html


def test_a_snippet_shows_the_part_in_which_the_words_stand() -> None:
    document = SearchDocument(title="Title", text=f"{'Before. ' * 200}Here <is> the needle. {'After. ' * 200}")
    html = finding.snippet(document, finding.read("needle").phrases)
    assert "Here &lt;is&gt; the <mark>needle</mark>." in html
    assert html.startswith("… ")
    assert html.endswith(" …")
    assert len(html) < 400


def test_a_phrase_is_marked_as_a_whole_and_its_words_elsewhere_are_not() -> None:
    phrases = finding.read('"rights of the child"').phrases
    assert finding.marked("A child has Rights of the Child", phrases) == "A child has <mark>Rights of the Child</mark>"
    assert finding.marked("police  boxes", finding.read("police box").phrases) == "<mark>police  boxes</mark>"


def test_every_hit_of_every_tested_query_shows_why_it_was_found(client: Client) -> None:
    for text in FIRST_HITS:
        for group in client.get("/search/", {"q": text}).context["groups"]:
            for hit in group.hits:
                assert "<mark>" in f"{hit.title}{hit.snippet}{hit.place}{hit.date}", (text, hit.title)


# Did you mean


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("extradision", "extradition"),
        ("extradision treaty", "extradition treaty"),
        ("Thialand", "thailand"),
        ("Singapur police", "singapore police"),
        ("terorism financng", "terrorism financing"),
        ("amfetamine", "amphetamine"),
    ],
)
def test_a_word_that_stands_nowhere_is_put_right(client: Client, typed: str, meant: str) -> None:
    context = client.get("/search/", {"q": typed}).context
    assert context["match_count"] == 0
    assert context["suggestions"][0][0] == meant
    assert client.get(f"/search/{context['suggestions'][0][1]}").context["match_count"] > 0
    assert f"Did you mean {meant}" in words(client, f"/search/?{urlencode({'q': typed})}")


def test_where_nothing_is_alike_nothing_is_proposed(client: Client) -> None:
    context = client.get("/search/?q=qqqqxxxx").context
    assert context["unknown"] == ["qqqqxxxx"]
    assert context["suggestions"] == context["fewer"] == []


@pytest.mark.parametrize(
    ("typed", "fewer"),
    [
        # An unknown word is left out; where each is known, one after the other, what finds most first.
        ("tsunami earthquake", ["earthquake"]),
        ("tsunamis visited germany", ["visited germany"]),
        ("earthquake germany", ["earthquake", "germany"]),
        ('"police box" germany', ['"police box"']),
        ("tsunami qqqqxxxx", []),
        ("tsunami -earthquake", []),
    ],
)
def test_where_nothing_holds_all_words_fewer_are_proposed(client: Client, typed: str, fewer: list[str]) -> None:
    context = client.get("/search/", {"q": typed}).context
    assert context["match_count"] == 0
    assert [words for words, _, _ in context["fewer"]] == fewer
    for found, address, number in context["fewer"]:
        assert client.get(f"/search/{address}").context["match_count"] == number > 0
        assert f"{found} {number}" in words(client, f"/search/?{urlencode({'q': typed})}")


def test_with_fewer_words_the_filters_stay(client: Client) -> None:
    [(_, address, number)] = client.get("/search/?q=tsunami+seminar&kind=training-courses").context["fewer"]
    assert address == "?kind=training-courses&q=seminar"
    assert client.get(f"/search/{address}").context["match_count"] == number


# The page


def test_without_a_query_the_page_helps_with_examples_that_find_something(client: Client) -> None:
    for address in ("/search/", "/search/?q=", "/search/?q=+"):
        assert "For example" in words(client, address)
    for text, _ in client.get("/search/").context["examples"]:
        assert f'href="?q={quote(text, safe="")}"' in client.get("/search/").content.decode()
        assert client.get("/search/", {"q": text}).context["match_count"] > 0, text


def test_the_box_stands_on_every_page_and_keeps_what_was_typed(client: Client) -> None:
    for address in ("/", "/treaties/", "/treaties/convention-on-cybercrime/", "/nowhere/"):
        html = client.get(address).content.decode()
        assert 'action="/search/"' in html
        assert '<label class="visually-hidden" for="site-search">' in html
    html = unescape(client.get("/search/", {"q": 'drug "treaty"'}).content.decode())
    assert 'id="site-search" name="q" value="drug "treaty""' in html


def test_every_kind_can_be_found_and_narrowed_to(client: Client) -> None:
    for kind, name in NAMES.items():
        assert client.get(f"/search/?kind={name}").context["match_count"] == kind.objects.count(), name


def test_every_hit_leads_to_a_page(client: Client) -> None:
    for name in NAMES.values():
        document = SearchDocument.objects.filter(kind=name).first()
        assert document is not None
        assert client.get(document.address).status_code == 200
