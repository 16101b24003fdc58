"""What is answered where no view could."""

from __future__ import annotations

import sys
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string

from npa_portal.edge import server_error
from npa_portal.outages import Outage, let_go, outage_of, tell
from records.models.state import in_state

# In seconds: when it is worth while to ask again.
RETRY_AFTER = 2


def fault(request: Any) -> HttpResponse:
    """503 for what the database cannot do at the time, with the reason; 500 for what is the portal's own fault."""
    error = sys.exc_info()[1]
    outage = outage_of(error)
    if outage is None:
        return server_error(request)
    tell(outage, error)
    if outage not in {Outage.LATE, Outage.BUSY}:
        let_go()
    with in_state(None):
        page = render_to_string("503.html", {"outage": outage, "is_late": outage == Outage.LATE})
    return HttpResponse(
        page,
        status=HTTPStatus.SERVICE_UNAVAILABLE,
        headers={"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"},
    )
