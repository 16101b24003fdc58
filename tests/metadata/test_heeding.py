"""What each page says that it heeds of an address, and that it reads nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import URLPattern, get_resolver

from records.metadata.heeding import normalised
from tests.addresses import PUBLIC
from tests.sampling import every_nth

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "query", "normal"),
    [
        ("/treaties/", "", ""),
        ("/treaties/", "page=2&sort=-date&year=2002&utm_source=x", "year=2002&sort=-date&page=2"),
        ("/treaties/", "country=thailand&country=china", "country=thailand&country=china"),
        ("/treaties/", "q=two+words&year=2002", "q=two+words&year=2002"),
        ("/treaties/", "q=two%20words", "q=two+words"),
        ("/treaties/", "q=%ff", "q=%EF%BF%BD"),
        ("/treaties/", "year=2002&q=", None),
        ("/treaties/", "rubbish=", None),
        ("/treaties.bib", "year=2002&rubbish=1", "year=2002"),
        ("/experts/", "field-page=2&field-sort=total&by=field&page=1", "by=field&page=1&field-sort=total&field-page=2"),
        ("/countries/", "show=treaties&region=asia", "region=asia&show=treaties"),
        ("/countries/compare/", "country=china&x=1&country=thailand", "country=china&country=thailand"),
        ("/timeline/", "page=2&year_min=1990", "year_min=1990&page=2"),
        ("/search/", "page=2&q=drugs&kind=treaties", "q=drugs&kind=treaties&page=2"),
        ("/search/suggest/", "q=dr&_=1", "q=dr"),
        ("/sections/2/", "print", "print="),
        ("/sections/2/", "print=1&as_of=2026-11-24", "as_of=2026-11-24&print="),
        ("/sections/2/", "as_of=", ""),
        # The last is heeded, and asks for no day.
        ("/sections/2/", "as_of=2026-11-24&as_of=", "as_of=2026-11-24&as_of="),
        ("/treaties/convention-on-cybercrime/", "as_of=2026-11-24&x=1", "as_of=2026-11-24"),
        ("/treaties/convention-on-cybercrime.bib", "x=1", ""),
        ("/charts/treaties-over-time.svg", "year=2002&x=1", "year=2002"),
        ("/charts/treaties-over-time/embed/", "theme=dark&year=2002", "year=2002&theme=dark"),
        ("/charts/world-map.svg", "show=treaties&theme=dark", "show=treaties"),
        ("/charts/no-such-chart.svg", "year=2002", ""),
        ("/about/", "x=1", ""),
        ("/sitemap.xml", "p=2&x=1", "p=2"),
        # The interface refuses what it does not know, and says it by its name.
        ("/api/v1/treaties/", "year=2002&nothing=1&action=", "action=&nothing=1&year=2002"),
        ("/nowhere/", "x=1", None),
        ("/\xff", "", None),
    ],
)
def test_a_query_is_put_in_one_order_without_what_is_not_heeded(path: str, query: str, normal: str | None) -> None:
    assert normalised(path.encode("latin-1"), query.encode()) == (None if normal is None else normal.encode())


def patterns(found: Any = None) -> Iterator[URLPattern]:
    """Every address of the portal but those of the admin."""
    for one in found or get_resolver().url_patterns:
        if isinstance(one, URLPattern):
            yield one
        elif not str(one.pattern).startswith("admin/"):
            yield from patterns(one.url_patterns)


def test_every_view_says_what_it_heeds() -> None:
    silent = {
        pattern.name
        for pattern in patterns()
        if not hasattr(getattr(pattern.callback, "view_class", pattern.callback), "heeded")
        and not hasattr(pattern.callback, "cls")
    }
    assert silent == {"healthz"}


class Noting(QueryDict):
    """A query that notes which of its parameters were asked for."""

    noted: set[str]

    def __getitem__(self, key: str) -> Any:
        self.noted.add(key)
        return super().__getitem__(key)

    def getlist(self, key: str, default: Any = None) -> Any:
        self.noted.add(key)
        return super().getlist(key, default)

    def __contains__(self, key: object) -> bool:
        self.noted.add(str(key))
        return super().__contains__(key)


@contextmanager
def noting(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """While it lasts, the names of the parameters that views ask for."""
    noted: set[str] = set()
    with monkeypatch.context() as patched:
        patched.setattr(Noting, "noted", noted, raising=False)
        patched.setattr("django.core.handlers.wsgi.QueryDict", Noting)
        yield noted


@pytest.mark.parametrize("address", every_nth([one for one in PUBLIC if not one.startswith("/api/v1/")], 6))
def test_no_page_reads_what_it_does_not_say(client: Client, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    path = address.partition("?")[0]
    with noting(monkeypatch) as noted:
        assert client.get(address).status_code == 200
    everything = "&".join(f"{name}=1" for name in noted)
    said = QueryDict(normalised(path.encode(), everything.encode()) or b"").keys()
    assert noted <= set(said)
