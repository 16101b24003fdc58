"""What the production server calls."""

import os

import django
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest
from django.urls import ResolverMatch

from npa_portal.addresses import leads_to

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "npa_portal.settings")


class Handler(WSGIHandler):
    """Django's own, which remembers what an address leads to."""

    def resolve_request(self, request: HttpRequest) -> ResolverMatch:
        request.resolver_match = leads_to(request.path_info)
        return request.resolver_match


django.setup(set_prefix=False)
application = Handler()
