"""Requests as hypothesis makes them: an address, and in every part of it what fits, what does not, or chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, quote_from_bytes, urlencode

import schemathesis
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.core.result import Ok

from tools.hostile.addresses import FITTING, PLACE, routes
from tools.hostile.corpus import FIELDS, HEADERS, METHODS, NAMES, WORDS

STRANGER, EDITOR, SUPERUSER = WHO = ("stranger", "editor", "superuser")
READING = ("GET", "HEAD")
FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"
# The token against requests of other sites, which a browser would send: else every form would end there.
TOKEN = "a" * 32


@dataclass(frozen=True)
class Request:
    """One request; ``path`` and ``query`` as they go over the wire."""

    who: str
    method: str
    path: str
    query: str = ""
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""


def word(draw: st.DrawFn) -> str:
    """One of the corpus, or of chance."""
    return draw(st.one_of(st.sampled_from(WORDS), st.sampled_from(WORDS), st.text(max_size=40)))


def as_written(text: str) -> bytes:
    """What goes over the wire; what no encoding has goes as UTF-8 would have had it."""
    return text.encode("utf-8", "surrogatepass")


@st.composite
def paths(draw: st.DrawFn, known: Sequence[str]) -> str:
    """A route, each place of it filled; seldom with more behind it, or nothing of a route at all."""
    chance = draw(st.integers(0, 19))
    if chance == 0:
        return "/" + quote_from_bytes(draw(st.binary(max_size=60)), safe="/%.;")
    route = draw(st.sampled_from(known))

    def filled(place: str) -> str:
        fitting = FITTING.get(place)
        if fitting and draw(st.booleans()):
            return draw(st.sampled_from(fitting))
        return quote(as_written(word(draw)), safe="")

    path = "/" + PLACE.sub(lambda match: filled(match[2]), route)
    return path + quote(as_written(word(draw)), safe="/") if chance == 1 else path


@st.composite
def queries(draw: st.DrawFn, names: Sequence[str] = NAMES) -> str:
    """Up to four parameters, or bytes of chance."""
    if draw(st.integers(0, 14)) == 0:
        return quote_from_bytes(draw(st.binary(max_size=60)), safe="&=%+;")
    return pairs(draw, names, 4)


def pairs(draw: st.DrawFn, names: Sequence[str], most: int) -> str:
    """Names with their values, as an address or a form has them."""
    count = int(draw(st.integers(0, most)))
    return urlencode([(as_written(draw(st.sampled_from(names))), as_written(word(draw))) for _ in range(count)])


@st.composite
def some_headers(draw: st.DrawFn) -> list[tuple[str, str]]:
    """Up to three, mostly of the corpus."""
    chosen = draw(st.lists(st.sampled_from(sorted(HEADERS)), max_size=3, unique=True))
    free = st.text(st.characters(min_codepoint=0x20, max_codepoint=0xFF, exclude_characters="\x7f"), max_size=60)
    return [(name, draw(st.one_of(st.sampled_from(HEADERS[name]), free))) for name in chosen]


@st.composite
def bodies(draw: st.DrawFn) -> tuple[str, bytes]:
    """A content type and a body: a form, a form in parts, or bytes of chance."""
    kind = int(draw(st.integers(0, 5)))
    if kind <= 3:
        token = "" if kind == 0 else f"csrfmiddlewaretoken={TOKEN}&"
        return FORM, (token + pairs(draw, FIELDS, 6)).encode()
    content: bytes = draw(st.binary(max_size=200))
    if kind == 4:
        head = b'--x\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n' + TOKEN.encode()
        name = as_written(draw(st.sampled_from(FIELDS)))
        part = b'\r\n--x\r\nContent-Disposition: form-data; name="' + name + b'"\r\n\r\n' + content
        return PARTS, head + part + b"\r\n--x--"
    return draw(st.sampled_from((FORM, PARTS, "application/json", "text/plain; charset=utf-7"))), content


@st.composite
def made(draw: st.DrawFn, public: Sequence[str], admin: Sequence[str]) -> Request:
    """Any request; editors and superusers mostly ask the admin, half of them by its forms."""
    who = draw(st.sampled_from(WHO))
    in_admin = draw(st.integers(0, 9)) < (2 if who == STRANGER else 8)
    method = draw(st.sampled_from((*(("GET", "POST") if in_admin else ("GET",)) * 12, *METHODS)))
    path, query = draw(paths(admin if in_admin else public)), draw(queries())
    headers: list[tuple[str, str]] = draw(some_headers())
    if method in READING:
        return Request(who, method, path, query, headers)
    kind, body = draw(bodies())
    return Request(who, method, path, query, [*headers, ("Content-Type", kind)], body)


@st.composite
def described(draw: st.DrawFn, operations: Sequence[schemathesis.schemas.APIOperation]) -> Request:
    """A request of the interface, by its own description: one that fits it, or one that does not."""
    operation = draw(st.sampled_from(operations))
    mode = draw(st.sampled_from((GenerationMode.POSITIVE, GenerationMode.NEGATIVE)))
    case = draw(operation.as_strategy(generation_mode=mode))
    query = {name: value if isinstance(value, list) else [value] for name, value in dict(case.query or {}).items()}
    written = [(as_written(str(name)), as_written(str(one))) for name, values in query.items() for one in values]
    path = quote(as_written(case.formatted_path), safe="/%")
    return Request(STRANGER, "GET", path, urlencode(written))


def requests(description: dict[str, object] | None = None) -> st.SearchStrategy[Request]:
    """Any request to any address; with the description of the interface, some by schemathesis."""
    known = routes()
    admin = [route for route in known if route.startswith("admin")]
    plain = made([route for route in known if route not in admin], admin)
    if description is None:
        return plain
    schema = schemathesis.openapi.from_dict(description)
    operations = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
    by_description = described(operations)
    return st.integers(0, 9).flatmap(lambda chance: by_description if chance == 0 else plain)
