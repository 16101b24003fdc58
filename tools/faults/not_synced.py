"""The portal's settings, but that SQLite does not wait for the disk at each save: a power cut loses some then."""

from npa_portal import settings
from npa_portal.settings import *  # noqa: F403 # Django reads a module.

DATABASES = settings.DATABASES
DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
