"""Reads a picture: how large a PNG is."""

from __future__ import annotations

import struct
from typing import Any

PNG = b"\x89PNG\r\n\x1a\n"


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height in dots; the header comes first, the end last."""
    assert png.startswith(PNG)
    assert png[12:16] == b"IHDR"
    assert png.endswith(b"IEND\xaeB`\x82")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def png_of(response: Any) -> tuple[int, int]:
    """The size of the PNG that was answered."""
    assert response.status_code == 200
    assert response["Content-Type"] == "image/png"
    return size_of(response.content)
