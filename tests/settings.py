"""The portal's settings as the tests want them: nothing of the developer's shell, and a data folder of their own."""

import os
import tempfile

for name in (
    "ADMIN_ENABLED",
    "ADMIN_URL",
    "ALLOWED_HOSTS",
    "DATABASE_REPLICA_URL",
    "DEBUG",
    "HOST",
    "HSTS",
    "HTTPS",
    "LOG_ADDRESSES",
    "LOG_FORMAT",
    "LOG_REQUESTS",
    "METRICS",
    "PLAIN_HTTP",
    "PORT",
    "READ_ONLY",
    "SECRET_KEY",
    "WORKERS",
):
    os.environ.pop(name, None)

_data_dir = tempfile.TemporaryDirectory(prefix="npa-portal-tests-", ignore_cleanup_errors=True)
os.environ["DATA_DIR"] = _data_dir.name

from npa_portal.settings import *  # noqa: E402, F403
