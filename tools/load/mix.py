"""What is asked, and how often: pages above all, a few of them again and again, the others now and then."""

from __future__ import annotations

import random
import re
import urllib.request
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

from bench.cluster.machines import BEHIND
from bench.pages import COUNTRIES, WORDS
from tools.hostile import corpus, malformed

HOSTILE, MALFORMED = "hostile input", "no good HTTP"
# Of a hundred requests.
SHARES = {
    "pages that many open": 86.9,
    "all other pages": 1.0,
    "the interface": 6.0,
    "searches": 3.0,
    "files": 1.0,
    "pictures": 1.0,
    HOSTILE: 1.0,
    MALFORMED: 0.1,
}
OFTEN = (
    *("/", "/treaties/", "/timeline/", "/statistics/", "/countries/", "/topics/", "/glossary/", "/about/", "/data/"),
    *("/treaties/?sort=-date", "/treaties/?year=2002", "/meetings/", "/sections/2/", "/reconciliation/", "/changes/"),
    *(f"/countries/{country}/" for country in COUNTRIES),
)
INTERFACE = (
    *("/api/v1/", "/api/v1/treaties/", "/api/v1/treaties/?year=2002", "/api/v1/meetings/", "/api/v1/timeline/?page=2"),
    *("/api/v1/treaties/convention-on-cybercrime/", "/api/v1/countries/", "/api/v1/training-courses/"),
)
FILES = (
    *("/api/v1/treaties/?format=csv", "/api/v1/treaties/?format=xlsx", "/api/v1/training-courses/?format=csv"),
    *("/api/v1/meetings/?format=json", "/treaties/convention-on-cybercrime.bib", "/changes/feed/", "/sitemap.xml"),
    *("/api/v1/meetings/?format=csv", "/data/npa-portal.zip"),
)
PICTURES = (
    "/charts/treaties-over-time.svg",
    "/charts/treaties-over-time.png",
    "/cards/about.png",
    "/charts/world-map.svg",
)
CODINGS = ("gzip", "gzip", "br", "identity")
# What a client has to end a request by itself for is the matter of `tools.hostile`.
METHODS = [method for method in corpus.METHODS if method not in {"CONNECT", "HEAD"}]
HEADERS = {name: values for name, values in corpus.HEADERS.items() if name not in {"Expect", "Host"}}
# So many hostile requests are made up.
MADE_UP = 2_000


@dataclass(frozen=True)
class Asked:
    """A request as it goes over the wire, and of which kind it is."""

    kind: str
    sent: bytes


def mix(url: str, chance: random.Random) -> tuple[list[Asked], list[float]]:
    """All that is asked of the portal at ``url``, and the weight of each: its share of a hundred requests."""
    pages = pages_of(url)
    asked = {
        "pages that many open": OFTEN,
        "all other pages": pages,
        "the interface": INTERFACE,
        "searches": [f"/search/?{urlencode({'q': words})}" for words in searches(chance)],
        "files": FILES,
        "pictures": PICTURES,
    }
    found = {kind: [get(kind, path, coding) for path in paths for coding in CODINGS] for kind, paths in asked.items()}
    found[HOSTILE] = [hostile(chance, pages) for _ in range(MADE_UP)]
    found[MALFORMED] = [Asked(MALFORMED, sent) for sent in malformed.MALFORMED.values()]
    weights = [SHARES[kind] / len(of_kind) for kind, of_kind in found.items() for _ in of_kind]
    return [one for of_kind in found.values() for one in of_kind], weights


def pages_of(url: str) -> Sequence[str]:
    """The address of every page, as the sitemap has it."""
    with urllib.request.urlopen(urllib.request.Request(f"{url}/sitemap.xml", headers=BEHIND), timeout=60) as answer:
        return [urlsplit(found).path for found in re.findall(r"<loc>(.*?)</loc>", answer.read().decode())]


def searches(chance: random.Random) -> Iterator[str]:
    """Words that are asked for, alone and in twos."""
    for word in WORDS:
        yield word
        yield f"{word} {chance.choice(WORDS)}"


def get(kind: str, path: str, coding: str) -> Asked:
    """What a browser sends."""
    return Asked(kind, request("GET", path, {"Accept-Encoding": coding}))


def hostile(chance: random.Random, pages: Sequence[str]) -> Asked:
    """What nobody should send: an address that is one, or nearly, with parameters, headers and a body of the corpus."""
    path = chance.choice((*pages, "/admin/", "/api/v1/treaties/", "/search/"))
    if chance.random() < 0.5:
        path += quote(word(chance), safe="/")
    names = chance.choices(corpus.NAMES, k=chance.randrange(4))
    query = urlencode([(name, word(chance)) for name in names])
    method = chance.choice(("GET", "GET", "GET", *METHODS))
    headers = {name: chance.choice(HEADERS[name]) for name in chance.sample(sorted(HEADERS), k=2)}
    body = b"" if method == "GET" else urlencode({chance.choice(corpus.FIELDS): word(chance)}).encode()
    return Asked(HOSTILE, request(method, f"{path}?{query}", headers, body))


def word(chance: random.Random) -> bytes:
    """One of the corpus."""
    return chance.choice(corpus.WORDS).encode("utf-8", "surrogatepass")


def request(method: str, target: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """The bytes of a request, to a portal behind a server that speaks HTTPS."""
    told: Iterable[tuple[str, str]] = (BEHIND | headers | {"Content-Length": str(len(body))}).items()
    lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in told), "", ""]
    return "\r\n".join(lines).encode("latin-1") + body
