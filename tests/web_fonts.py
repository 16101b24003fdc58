"""Reads which letters a web font (WOFF2) has, and who made it, by the parts of the format that this needs."""

from __future__ import annotations

import struct
from pathlib import Path

import brotli

# The tags that the format gives a number instead of a name; cmap is the first.
CMAP, NAMED = 0, 63
HEADER = 48


def letters_of(path: Path) -> set[int]:
    """The code points that the font maps to glyphs."""
    tables = _tables(path.read_bytes())
    cmap = tables[CMAP]
    [count] = struct.unpack_from(">H", cmap, 2)
    records = [struct.unpack_from(">HHL", cmap, 4 + 8 * number) for number in range(count)]
    found: set[int] = set()
    for *_, offset in records:
        if struct.unpack_from(">H", cmap, offset) == (4,):
            found |= _segments(cmap[offset:])
    return found


def _tables(font: bytes) -> dict[int, bytes]:
    """The tables whose tags have numbers, by these. None of them is transformed in a font with CFF outlines."""
    if font[:4] != b"wOF2":
        raise ValueError("This is no WOFF2 font.")
    [count] = struct.unpack_from(">H", font, 12)
    [packed] = struct.unpack_from(">L", font, 20)
    place, lengths = HEADER, []
    for _ in range(count):
        tag = font[place] & 0x3F
        place += 5 if tag == NAMED else 1
        length, place = _base_128(font, place)
        lengths.append((tag, length))
    whole, start, tables = brotli.decompress(font[place : place + packed]), 0, {}
    for tag, length in lengths:
        tables[tag] = whole[start : start + length]
        start += length
    return tables


def _base_128(font: bytes, place: int) -> tuple[int, int]:
    """The number there, seven bits a byte, and the place behind it."""
    value = 0
    while True:
        value = value << 7 | font[place] & 0x7F
        place += 1
        if not font[place - 1] & 0x80:
            return value, place


def _segments(table: bytes) -> set[int]:
    """The code points of a table of format 4, segment by segment; the last segment is its end mark."""
    count = struct.unpack_from(">H", table, 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", table, 14)
    starts = struct.unpack_from(f">{count}H", table, 16 + 2 * count)
    return {code for first, last in zip(starts, ends, strict=True) for code in range(first, last + 1)} - {0xFFFF}
