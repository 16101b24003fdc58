"""What comes over a connection and is no good HTTP."""

from __future__ import annotations

from npa_portal.lengths import ADDRESS, HEADERS

HEAD = b"Host: 127.0.0.1\r\n"
GET = b"GET /about/ HTTP/1.1\r\n" + HEAD
LOGIN = b"POST /admin/login/ HTTP/1.1\r\n" + HEAD
# What would be a second request, where a proxy and the server disagreed on the end of the first.
SMUGGLED = b"GET /smuggled/ HTTP/1.1\r\n" + HEAD + b"\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n"

MALFORMED = {
    "no HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "garbage": bytes(range(256)) * 8,
    "no version": b"GET /about/\r\n\r\n",
    "another version": b"GET /about/ HTTP/9.9\r\n" + HEAD + b"\r\n",
    "HTTP/2 at once": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "no path": b"GET HTTP/1.1\r\n" + HEAD + b"\r\n",
    "two spaces": b"GET  /about/  HTTP/1.1\r\n" + HEAD + b"\r\n",
    "NUL in the path": b"GET /about/\0 HTTP/1.1\r\n" + HEAD + b"\r\n",
    "NUL in a header": GET + b"X: a\0b\r\n\r\n",
    "a header without a colon": GET + b"nonsense\r\n\r\n",
    "a space before the colon": GET + b"X : a\r\n\r\n",
    "a folded header": GET + b"X: a\r\n b\r\n\r\n",
    "no host": b"GET /about/ HTTP/1.1\r\n\r\n",
    "a length that is none": LOGIN + b"Content-Length: 1e3\r\n\r\n",
    "a length below zero": LOGIN + b"Content-Length: -1\r\n\r\n",
    "a length with a sign": LOGIN + b"Content-Length: +5\r\n\r\nhello",
    "two lengths": LOGIN + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello" + SMUGGLED,
    "both CL and TE": LOGIN + b"Content-Length: 5\r\n" + CHUNKED + b"\r\n0\r\n\r\n" + SMUGGLED,
    "TE of another name": LOGIN + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + SMUGGLED,
    "a chunk that is none": LOGIN + CHUNKED + b"\r\nzz\r\nhello\r\n0\r\n\r\n",
    "a chunk beyond 64 bits": LOGIN + CHUNKED + b"\r\nfffffffffffffffff\r\nhello\r\n",
    "64 KB of headers": GET + b"".join(b"X%d: %s\r\n" % (number, b"x" * 1_000) for number in range(64)) + b"\r\n",
    "a header of 64 KB": GET + b"X: " + b"x" * 65_536 + b"\r\n\r\n",
    "a thousand headers": GET + b"".join(b"X%d: x\r\n" % number for number in range(1_000)) + b"\r\n",
    "a path of 64 KB": b"GET /" + b"x" * 65_536 + b" HTTP/1.1\r\n" + HEAD + b"\r\n",
    "a long path": b"GET /" + b"x" * ADDRESS + b" HTTP/1.1\r\n" + HEAD + b"\r\n",
    "long headers": GET + b"X: " + b"x" * HEADERS + b"\r\n\r\n",
}
