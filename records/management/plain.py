"""What the commands that serve nothing have in common."""

from __future__ import annotations

from django.core.management.base import BaseCommand


class PlainCommand(BaseCommand):
    """A command that serves nothing, and checks nothing first: what serves checks settings, addresses and templates.

    Importing all of them would take it a third of a second.
    """

    requires_system_checks = ()
