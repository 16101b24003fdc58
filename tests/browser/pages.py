"""The public pages, one or more of each kind, and how to fetch one without a browser."""

from __future__ import annotations

import gzip
import http.client
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

import brotli

LISTS = (
    "/sections/",
    "/courses/",
    "/experts/",
    "/projects/",
    "/missions/",
    "/meetings/",
    "/memberships/",
    "/treaties/",
    "/statistics/",
    "/visits/",
    "/timeline/",
    "/countries/",
    "/topics/",
    "/glossary/",
)
RECORDS = (
    "/sections/2/",
    "/sections/2-1-b/",
    "/sections/attached-table-5/",
    "/courses/traffic-police-administration-seminar/",
    "/experts/china/",
    "/experts/traffic/",
    "/projects/support-for-pakistani-police-reform/",
    "/missions/iran-earthquake-1990/",
    "/missions/east-timor-1999/",
    "/memberships/fatf-japan/",
    "/meetings/rome-lyon-1995-10-ottawa/",
    "/treaties/convention-on-cybercrime/",
    "/statistics/2003/",
    "/statistics/asia-2003/",
    "/statistics/south-korea-2003/",
    "/visits/german-minister-of-interior-2002/",
    "/timeline/colombo-plan-joined-1954/",
    "/countries/china/",
    "/topics/drugs/",
    "/glossary/unctoc/",
)
FILTERED = (
    "/countries/?show=experts",
    "/countries/?region=asia&sort=-experts",
    "/countries/compare/",
    "/countries/compare/?country=china&country=indonesia",
    "/treaties/?year=2002&sort=-date",
    "/treaties/?q=nowhere",
    "/treaties/?year=soon",
    "/timeline/?year=2003&country=china",
    "/search/?q=drug",
    "/search/?q=seminar&kind=training-courses",
    "/search/?q=extradision",
    "/reconciliation/?verdict=differs",
)
NOT_FOUND = "/treaties/no-such-treaty/"
# What the portal of these tests has behind it: its load on March 1, 2026, a topic corrected twice, so that it is as it
# was, and one withdrawn.
CORRECTED, WITHDRAWN = "/topics/drugs/", "/topics/withdrawn-topic/"
PAST = """
from datetime import UTC, datetime
from records.corrections.editing import withdraw
from records.kinds import ALL_KINDS
from records.models import Change, Topic
loaded = datetime(2026, 3, 1, 12, tzinfo=UTC)
for kind in ALL_KINDS:
    kind.history.update(history_date=loaded)
Change.objects.update(when=loaded)
topic = Topic.objects.get(slug="drugs")
for before, after in (("Control", "The control"), ("The control", "Control")):
    topic.description = topic.description.replace(before, after)
    topic._change_reason = "It was read once more."
    topic.save()
gone = Topic.objects.create(slug="withdrawn-topic", name="A topic that was none", description="Nothing.")
withdraw(gone, reason="Nothing carries it.")
"""
ABSENT = (NOT_FOUND, WITHDRAWN)
# Pages whose one address is another: a section for paper, a comparison with what is no country.
OTHERWISE = ("/sections/2/?print", "/countries/compare/?country=china&country=atlantis")
# Records as they stood on the day of that load: one that is the same today, and the one that was corrected since.
STATES = ("/treaties/convention-on-cybercrime/?as_of=2026-03-01", f"{CORRECTED}?as_of=2026-03-01")
APPARATUS = ("/about/", "/search/", "/reconciliation/", "/data/", "/api/", "/changes/")
# One of each verdict, with a sum, a share and a list; the last is made of the most rows.
FIGURES = (
    "/reconciliation/relief-personnel/",
    "/reconciliation/share-asia-2003/",
    "/reconciliation/treaties-increasing/",
    "/reconciliation/assistance-title/",
)
PAGES = ("/", *APPARATUS, *FIGURES, *LISTS, *RECORDS, *FILTERED, *OTHERWISE, *STATES, *ABSENT)


@dataclass
class Answer:
    """What the server sent to one request: ``size`` in bytes as transferred, headers and compression included."""

    status: int
    content_type: str
    body: bytes
    size: int

    @property
    def text(self) -> str:
        return self.body.decode()


def fetch(portal_url: str, address: str) -> Answer:
    """GET ``address`` as a browser does over HTTPS, with gzip and Brotli welcome."""
    connection = http.client.HTTPConnection(urlsplit(portal_url).netloc, timeout=30)
    try:
        connection.request("GET", address, headers={"Accept-Encoding": "gzip, br"})
        response = connection.getresponse()
        sent = response.read()
    finally:
        connection.close()
    unpack = {"gzip": gzip.decompress, "br": brotli.decompress}.get(response.getheader("Content-Encoding", ""), bytes)
    headers = sum(len(f"{name}: {value}\r\n") for name, value in response.getheaders())
    return Answer(response.status, response.getheader("Content-Type", ""), unpack(sent), headers + len(sent))


@dataclass
class Links(HTMLParser):
    """What a page names: ``addresses`` of links, forms and files; ``files`` that the browser fetches by itself; ids."""

    addresses: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, text: str) -> Links:
        links = cls()
        links.feed(text)
        links.close()
        return links

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if identifier := given.get("id"):
            self.ids.add(identifier)
        for name in ("href", "src", "action", "xlink:href"):
            if name in given:
                self.addresses.append(given[name])
        if tag == "script" and "src" in given:
            self.scripts.append(given["src"])
        if "src" in given:
            self.files.append(given["src"])
        elif tag == "link" and given.get("rel") in {"stylesheet", "icon", "preload", "modulepreload"}:
            self.files.append(given["href"])
