"""A whole answer in its codings, ready to be sent: made once by Django, compressed when a coding is first asked for."""

from __future__ import annotations

import hashlib
import sys
from http import HTTPStatus

from npa_portal.codings import CODINGS, IDENTITY, compressed, decompressed, is_worth_it

Headers = list[tuple[bytes, bytes]]

# What a 304 does not say again: it tells of the content.
OF_CONTENT = {b"content-type", b"content-length", b"content-encoding", b"content-disposition", b"link"}
# What a view says of an answer that is for one visitor alone.
NOT_SHARED = (b"no-store", b"private")


class Form:
    """A page in one coding: its headers, those of a 304, and its body as ASGI sends it."""

    __slots__ = ("body", "etag", "headers", "headers_alone")

    def __init__(self, headers: Headers, body: bytes, coding: str, *, is_found: bool) -> None:
        self.etag = b'"%b"' % hashlib.md5(body, usedforsecurity=False).hexdigest().encode()
        self.headers = [*headers, (b"content-length", b"%d" % len(body))]
        if coding != IDENTITY:
            self.headers.append((b"content-encoding", coding.encode()))
        if is_found:
            self.headers.append((b"etag", self.etag))
        self.headers_alone = [header for header in self.headers if header[0] not in OF_CONTENT]
        self.body = {"type": "http.response.body", "body": body}

    @property
    def content(self) -> bytes:
        body: bytes = self.body["body"]  # type: ignore[assignment]
        return body

    @property
    def size(self) -> int:
        """In bytes."""
        lists = sys.getsizeof(self.headers) + sys.getsizeof(self.headers_alone)
        # The tag stands in its header as well; three headers are its own.
        return lists + sys.getsizeof(self.body) + sys.getsizeof(self.content) + sys.getsizeof(self.etag) + 500


class Page:
    """An answer as Django gave it, in the codings that were asked for."""

    __slots__ = ("forms", "headers", "last_modified", "status")

    def __init__(self, status: int, headers: Headers, body: bytes, coding: str) -> None:
        named = dict(headers)
        self.status = status
        self.headers = [header for header in headers if header[0] != b"content-length"]
        self.last_modified = named.get(b"last-modified")
        if b"content-encoding" not in named and is_worth_it(named.get(b"content-type", b"").decode("latin-1"), body):
            self.forms = {coding: self._form(body, coding)}
        else:
            self.forms = dict.fromkeys((*CODINGS, IDENTITY), self._form(body, IDENTITY))

    def _form(self, body: bytes, coding: str) -> Form:
        return Form(self.headers, compressed(body, coding), coding, is_found=self.status == HTTPStatus.OK)

    def in_coding(self, coding: str) -> Form:
        """It in the coding; takes a millisecond or two where nobody asked for it yet."""
        if coding not in self.forms:
            known, form = next(iter(self.forms.items()))
            self.forms[coding] = self._form(decompressed(form.content, known), coding)
        return self.forms[coding]

    @property
    def may_be_kept(self) -> bool:
        """Whether everybody who asks for the address may have it: no fault, no cookie, the same for every request but
        for its coding, and not kept by its view for one visitor.
        """
        named = dict(self.headers)
        said, varies = named.get(b"cache-control", b"").lower(), named.get(b"vary", b"").lower()
        same_for_all = all(name.strip() == b"accept-encoding" for name in varies.split(b",") if name)
        shared = same_for_all and b"set-cookie" not in named and not any(word in said for word in NOT_SHARED)
        return self.status == HTTPStatus.OK and shared

    @property
    def size(self) -> int:
        """In bytes, its headers with it; what pages share is counted for each."""
        headers = sum(sys.getsizeof(header) + sum(map(sys.getsizeof, header)) for header in self.headers)
        return headers + sum(form.size for form in set(self.forms.values()))
