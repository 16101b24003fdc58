#!/usr/bin/env python
"""Django's command line for the portal."""

from __future__ import annotations

import os
import sys

from django.core.exceptions import ImproperlyConfigured

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
            case ["work", application, listening]:
                from npa_portal.worker import work

                work(application, int(listening))
            case _:
                from django.core.management import execute_from_command_line

                execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, ListeningError) as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
