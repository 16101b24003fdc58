"""Prints how many queries each of these pages costs, made anew, once what is kept of the data is kept.

``python -m bench.queries /treaties/ /timeline/``, in the environment of a portal.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import Any

import django


def main(addresses: Iterable[str]) -> None:
    """Write a JSON object: the queries by address."""
    django.setup()
    print(json.dumps({address: count(address) for address in addresses}))


def count(address: str) -> int:
    """The queries of the second visit."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(SERVER_NAME="localhost")
    read(client.get(address))
    with CaptureQueriesContext(connection) as captured:
        read(client.get(address))
    return len(captured)


def read(response: Any) -> bytes:
    """All of an answer, also of one that comes in pieces."""
    return b"".join(response)


if __name__ == "__main__":
    main(sys.argv[1:])
