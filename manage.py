#!/usr/bin/env python
"""Django's command line for the portal."""

from __future__ import annotations

import os
import sys

from npa_portal.environment import SettingError
from npa_portal.listening import ListeningError


def main() -> None:
    """Run a management command; a wrong setting or Ctrl-C ends it without a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "npa_portal.settings")
    try:
        match sys.argv[1:]:
            # The server does without Django, which its workers set up.
            case ["serve"]:
                from npa_portal.serving import serve

                serve()
            case ["work", application, prepared, listening]:
                from npa_portal.worker import work

                work(application, int(prepared), int(listening))
            case _:
                command_of_django()
    except (SettingError, ListeningError) as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)


def command_of_django() -> None:
    """Run one of the commands that need Django, which a server starts without."""
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
