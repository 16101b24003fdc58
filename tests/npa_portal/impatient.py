"""What the production server calls, but giving up a slow body at once, so that a test need not wait for long."""

from npa_portal import bodies
from npa_portal.asgi import application as application

bodies.SECONDS = 0.5  # type: ignore[assignment]
