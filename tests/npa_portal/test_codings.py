"""Which coding an answer is sent in, and that its bytes are what they were."""

from __future__ import annotations

import gzip

import pytest

from npa_portal.codings import CODINGS, GZIP, coding_for, compressed, compressed_pieces, decompressed, is_worth_it

TEXT = b"Treaties that Japan ratified or signed. " * 20


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", "identity"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("GZIP", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br; q=0.000, gzip;q=1", "gzip"),
        ("br;q=0.5, gzip", "gzip"),
        ("gzip;q=0.5, br;q=0.5", "br"),
        ("br;q=0,gzip;q=0", "identity"),
        (f"gzip, {'x' * 1_000}", "identity"),
        ("identity", "identity"),
        ("identity, br;q=0.1", "identity"),
        ("br;q=0.1", "br"),
        ("*", "br"),
        ("*;q=0", "identity"),
        ("br;q=0, *", "gzip"),
        ("gzip, *;q=0", "gzip"),
        ("brown, xbr", "identity"),
        ("br;q=high, gzip;q=0.1", "gzip"),
        ("br;q=2", "identity"),
        (",,;", "identity"),
        ("é;q=1", "identity"),
    ],
)
def test_a_visitor_is_sent_what_he_likes_best(accepted: str, coding: str) -> None:
    assert coding_for(accepted.encode("latin-1")) == coding


def test_of_fewer_codings_the_best_of_these() -> None:
    assert coding_for(b"br, gzip;q=0.5", (GZIP,)) == "gzip"
    assert coding_for(b"br", (GZIP,)) == "identity"


@pytest.mark.parametrize("coding", [*CODINGS, "identity"])
def test_what_is_compressed_comes_out_as_it_was(coding: str) -> None:
    packed = compressed(TEXT, coding)
    assert decompressed(packed, coding) == TEXT
    assert packed == compressed(TEXT, coding)
    assert (len(packed) < len(TEXT) / 4) == (coding != "identity")


def test_pieces_come_one_for_each_and_an_end() -> None:
    pieces = list(compressed_pieces([b"a", b"", b"b"]))
    assert len(pieces) == 4
    assert gzip.decompress(b"".join(pieces)) == b"ab"


def test_what_is_short_or_compressed_already_is_left() -> None:
    assert is_worth_it("text/html; charset=utf-8", TEXT)
    assert is_worth_it("text/csv")
    assert not is_worth_it("text/html", TEXT[:199])
    assert not is_worth_it("image/png", TEXT)
