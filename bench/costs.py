"""What a page costs that no clock is needed for: queries, asked of the app itself, and bytes over the wire."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from bench.asking import Visitor
from bench.bench import Bench
from bench.peers import CACHE_OFF, datasette, portal
from bench.plan import ROOT

ENCODINGS = ("identity", "gzip", "br")


def measure(bench: Bench) -> list[dict[str, Any]]:
    """A row for each kind of page, at its first address."""
    kinds = bench.kinds()
    filled = bench.database()
    command = [sys.executable, "-m", "bench.queries", *(kind.portal[0] for kind in kinds)]
    counted = subprocess.run(
        command, cwd=ROOT, env=filled.environment | CACHE_OFF, stdout=subprocess.PIPE, text=True, check=True
    )
    queries = json.loads(counted.stdout)
    with portal(filled) as ours, datasette(bench.folder, filled) as peer:
        return [
            {
                "kind": kind.name,
                "queries": queries[kind.portal[0]],
                "datasette": Visitor(peer.url).get(kind.datasette[0]).wire,
            }
            | {encoding: Visitor(ours.url, encoding).get(kind.portal[0]).wire for encoding in ENCODINGS}
            for kind in kinds
        ]
