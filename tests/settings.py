"""The portal's settings as the tests want them: nothing of the developer's shell, and a data folder of their own."""

import os
import tempfile

from tools.scratch_portal import UNSET

# The database is for whoever starts the tests to name.
for name in UNSET.keys() - {"DATABASE_URL"}:
    os.environ.pop(name, None)

_data_dir = tempfile.TemporaryDirectory(prefix="npa-portal-tests-", ignore_cleanup_errors=True)
os.environ["DATA_DIR"] = _data_dir.name

from npa_portal.settings import *  # noqa: E402, F403

# Static files under their own names, without collecting them; passwords hashed in no time.
STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
