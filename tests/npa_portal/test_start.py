"""What a start imports: nothing that no public page needs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Which modules a process has that has imported something, as it does not itself say.
SEEN = "import json, os, sys; print(json.dumps(sorted(sys.modules)), flush=True); os._exit(0)"
# What a worker has before its first page.
WORKER = f"from npa_portal.worker import loaded; loaded('npa_portal.asgi:application'); {SEEN}"
# What makes the pages of the admin, of the interface's description, of files that few ask for, of tests.
LATER = (
    *("django.contrib.auth.admin", "django_otp.admin", "records.accounts.admin", "records.accounts.urls"),
    *("records.admin", "records.corrections.admin", "records.api.schema", "drf_spectacular.generators", "xlsxwriter"),
    *("segno", "prometheus_client", "pikepdf", "hypothesis", "schemathesis", "django.test", "pytest"),
)
# So many modules are 28 MB of a worker and half of its start: who needs more of them says here what for.
MOST_MODULES, OF_PSYCOPG = 1_092, 90


def imported_by(program: str, environment: dict[str, str]) -> set[str]:
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True)
    return set(json.loads(done.stdout))


def test_a_worker_imports_what_public_pages_need(scratch: dict[str, str]) -> None:
    found = imported_by(WORKER, scratch)
    assert "records.views.kinds" in found
    assert not [name for name in found if name.startswith(LATER)]
    assert len(found) <= MOST_MODULES + (OF_PSYCOPG if scratch["DATABASE_URL"] else 0)


def test_what_stands_before_the_workers_needs_no_django(scratch: dict[str, str]) -> None:
    found = imported_by(f"import manage; from npa_portal import serving; {SEEN}", scratch)
    assert "npa_portal.prepared" in found
    assert not [name for name in found if name.startswith(("django", "granian", "records"))]
