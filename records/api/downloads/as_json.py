"""Records as one JSON array, each as the interface gives it page by page, a line each.

A file that breaks off lacks its last bracket, so that nothing takes it for whole.
"""

from __future__ import annotations

from collections.abc import Iterator

from rest_framework.renderers import JSONRenderer

from records.api.downloads.content import Content


def pieces(content: Content) -> Iterator[bytes]:
    """The file, piece by piece."""
    render = JSONRenderer().render
    before = b"[\n"
    for records in content.records():
        yield before + b",\n".join(render(data) for data in records)
        before = b",\n"
    yield b"\n]\n" if before == b",\n" else b"[]\n"
