"""The content codings of answers: which one a visitor takes (RFC 9110, 12.5.3), and the bytes of an answer in it."""

from __future__ import annotations

import functools
import gzip
import re
from collections.abc import Iterable, Iterator

import brotli
from zlib_ng import zlib_ng

BROTLI, GZIP, IDENTITY = "br", "gzip", "identity"
# By our own preference, where a visitor has none: Brotli takes two or three times as long as gzip, once for a page that
# is kept, and gives a tenth less, or a quarter.
CODINGS = (BROTLI, GZIP)
# The next level of gzip takes twice as long for the paths of the map, a fifth of home's time, and gives 2 % less.
BROTLI_QUALITY, GZIP_LEVEL = 5, 5
# zlib's bits of the window, with the head and the sum of gzip.
AS_GZIP = 31
# What is shorter than this gains nothing, as Django has it.
LEAST = 200
COMPRESSIBLE = (
    "text/",
    "application/json",
    "application/problem+json",
    "application/vnd.oai.openapi+json",
    "application/xml",
    "image/svg+xml",
)
# An ``Accept-Encoding`` that is longer is made up, and not to be remembered.
LONGEST = 1_000
WEIGHT = re.compile(r"q\s*=\s*([01](?:\.[0-9]{0,3})?)", re.IGNORECASE)


def is_worth_it(content_type: str, body: bytes | None = None) -> bool:
    """Whether an answer of that type becomes smaller by it, and is long enough where its ``body`` is known."""
    return content_type.startswith(COMPRESSIBLE) and (body is None or len(body) >= LEAST)


def coding_for(accepted: bytes, among: tuple[str, ...] = CODINGS) -> str:
    """The coding that a visitor who sent this ``Accept-Encoding`` likes best; identity where it takes none of them."""
    return _coding_for(accepted, among) if len(accepted) <= LONGEST else IDENTITY


@functools.lru_cache(maxsize=256)
def _coding_for(accepted: bytes, among: tuple[str, ...]) -> str:
    weights = _weights(accepted.decode("latin-1"))
    # Where none is named, identity goes without saying, but is no wish.
    others = weights.get("*", 0.0)
    liked = [coding for coding in (*among, IDENTITY) if weights.get(coding, others) > 0]
    return max(liked, key=lambda coding: weights.get(coding, others), default=IDENTITY)


def _weights(accepted: str) -> dict[str, float]:
    """The weight of each coding that the header names; of one that is not well-formed, none."""
    weights = {}
    for said in accepted.split(","):
        coding, _, parameter = said.partition(";")
        weight = WEIGHT.fullmatch(parameter.strip())
        weights[coding.strip().lower()] = float(weight[1]) if weight else 0.0 if parameter.strip() else 1.0
    return weights


def compressed(body: bytes, coding: str) -> bytes:
    """The body in the coding."""
    if coding == BROTLI:
        return bytes(brotli.compress(body, quality=BROTLI_QUALITY))
    return bytes(zlib_ng.compress(body, GZIP_LEVEL, wbits=AS_GZIP)) if coding == GZIP else body


def decompressed(body: bytes, coding: str) -> bytes:
    """What was put into the coding."""
    if coding == BROTLI:
        return bytes(brotli.decompress(body))
    return gzip.decompress(body) if coding == GZIP else body


def compressed_pieces(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces of an answer as gzip, one for each, be it empty: a compressor gives nothing out until it has enough,
    which may take thousands of records, and the others wait for their turn.
    """
    # Half the time of a page's level, for an eighth more bytes: nobody keeps these.
    compressor = zlib_ng.compressobj(2, wbits=AS_GZIP)
    for piece in pieces:
        yield compressor.compress(piece)
    yield compressor.flush()
