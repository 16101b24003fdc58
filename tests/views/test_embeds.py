"""The charts and the map as pages for frames on other sites: whole, open to every frame, without script or cookie."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from records.views.chart_files import CHARTED_PAGES
from records.views.embeds import THEMES
from tests.browser.pages import Links
from tests.charts.reading import TYPES, chart_of, list_address
from tests.sampling import diagonal

pytestmark = pytest.mark.django_db

EMBEDS = [f"/charts/{name}/embed/" for name in (*CHARTED_PAGES, "world-map")]
every_embed = pytest.mark.parametrize("address", EMBEDS)


@every_embed
def test_it_is_open_to_every_frame_and_runs_nothing(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200
    policy = response["Content-Security-Policy"].split("; ")
    assert "frame-ancestors *" in policy
    assert "script-src 'none'" in policy
    assert "X-Frame-Options" not in response
    assert not response.cookies
    html = response.content.decode()
    assert "<script" not in html
    assert "style=" not in html
    assert '<meta name="robots" content="noindex">' in html


@pytest.mark.parametrize(
    "address", ["/", "/treaties/", "/countries/", "/charts/treaties-over-time.svg", "/charts/no-such/embed/"]
)
def test_no_other_answer_is(client: Client, address: str) -> None:
    response = client.get(address)
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"


@every_embed
def test_each_link_opens_a_window_of_its_own(client: Client, address: str) -> None:
    links = re.findall(r"<a [^>]*>", client.get(address).content.decode())
    assert len(links) > 5
    assert all('target="_blank" rel="noopener"' in link for link in links)


@pytest.mark.parametrize("name", CHARTED_PAGES)
def test_a_chart_has_its_title_its_source_and_the_way_back(client: Client, name: str) -> None:
    html = client.get(f"/charts/{name}/embed/").content.decode()
    assert f"<title>{TYPES[name].title} · Progress of International Cooperation and Exchange to 2003</title>" in html
    assert f'<h1 id="{name}-title">{TYPES[name].title}</h1>' in html
    assert f"<cite>Progress of International Cooperation and Exchange to 2003</cite>, {TYPES[name].source}." in html
    back = f"http://testserver{list_address(name)}"
    assert f'<link rel="canonical" href="{back}">' in html
    assert f'<a href="{back}#{name}" target="_blank" rel="noopener">' in html


def test_it_shows_what_the_filters_of_its_list_leave(client: Client) -> None:
    html = unescape(client.get("/charts/treaties-over-time/embed/?year=2002&action=signed&page=3").content.decode())
    drawing = chart_of(client, "treaties-over-time", "year=2002&action=signed").drawing
    assert drawing
    assert drawing.description in html
    assert "Filtered by Action: Signed; Year: 2002." in html
    assert '<link rel="canonical" href="http://testserver/treaties/?action=signed&year=2002">' in html


@pytest.mark.parametrize(
    ("name", "query"),
    [
        *diagonal(CHARTED_PAGES, ["q=%00", "country=atlantis", "section=7", "topic=%ff", "q=no-such-word"]),
        *diagonal(["treaties-over-time"], ["year=text", "year_min=2003&year_max=1990", "kind=trilateral"]),
    ],
)
def test_what_leaves_nothing_is_said_to(client: Client, name: str, query: str) -> None:
    response = client.get(f"/charts/{name}/embed/?{query}")
    assert response.status_code == 200
    html = response.content.decode()
    assert "Nothing in the report matches." in html
    assert "<svg" not in html


@pytest.mark.parametrize("name", ["no-such", "treaties", "list-treaties", "x%0a"])
def test_there_is_no_chart_of_another_name(client: Client, name: str) -> None:
    assert client.get(f"/charts/{name}/embed/").status_code == 404


@every_embed
def test_it_is_light_or_dark_as_asked_or_as_the_device_is(client: Client, address: str) -> None:
    for theme in THEMES:
        assert f'<html lang="en" data-theme="{theme}">' in client.get(f"{address}?theme={theme}").content.decode()
    for other in ("", "?theme=", "?theme=pink", '?theme="><b>'):
        assert '<html lang="en">' in client.get(f"{address}{other}").content.decode()


def test_the_map_shows_what_it_is_asked_for_and_its_regions(client: Client) -> None:
    html = client.get("/charts/world-map/embed/?show=experts").content.decode()
    assert '<h1 class="world-map__title" id="world-map-title">Japan and the world: experts by country</h1>' in html
    assert 'href="http://testserver/countries/?show=experts#world-map"' in html
    assert '<link rel="canonical" href="http://testserver/countries/?show=experts">' in html
    assert '<summary>Asia <span class="count">17</span></summary>' in html
    assert "so it shows all records" in client.get("/charts/world-map/embed/?show=pink").content.decode()


@pytest.mark.parametrize(
    ("name", "query"), [*((name, "") for name in CHARTED_PAGES), ("treaties-over-time", "?q=a&year=2002")]
)
def test_the_page_of_a_chart_offers_the_lines_to_copy(client: Client, name: str, query: str) -> None:
    html = client.get(f"{list_address(name)}{query}").content.decode()
    figure = html[html.index(f'id="{name}"') :].partition("</figure>")[0]
    lines = unescape(re.findall(r"<textarea[^>]* readonly[^>]*>([^<]+)</textarea>", figure)[0])
    title, source = TYPES[name].title, Links.of(lines).files
    assert source == [f"http://testserver/charts/{name}/embed/{query}"]
    assert f'title="{title}"' in lines


@pytest.mark.parametrize(("address", "asked"), [("/", ""), ("/countries/?show=visitors&q=a", "?show=visitors")])
def test_the_page_of_the_map_does_too(client: Client, address: str, asked: str) -> None:
    html = unescape(client.get(address).content.decode())
    assert f'<iframe src="http://testserver/charts/world-map/embed/{asked}" title="Japan and the world: ' in html
