"""All that follows from saving or deleting a record, a line each, in the order in which it happens.

All of it happens in the transaction of the save (`Addressed.save`). Keeping a version comes first of what follows:
django-simple-history listens to every kind from the moment that its model is made. What writes past these signals,
a load of the fixtures, does by itself what they would have done.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save, pre_save
from simple_history.signals import post_create_historical_record, pre_create_historical_record

from records import former_addresses, roles
from records.corrections.log import give_moment, log_unaided
from records.kinds import ALL_KINDS
from records.models.base import set_days
from records.search import index


def connect() -> None:
    """Listen to every kind; the app does it once it is ready."""
    for kind in ALL_KINDS:
        # Before a record is saved: its first and last day, and under which slug it stood.
        pre_save.connect(set_days, sender=kind)
        pre_save.connect(former_addresses.note_slug, sender=kind)
        # Afterwards, and after its new version: its old address leads to it, and it is found by what it says now.
        post_save.connect(former_addresses.keep_renamed, sender=kind)
        post_save.connect(index.saved, sender=kind)
        # Its countries and topics, which are saved behind it: it is found by them, too.
        for field in kind._meta.many_to_many:
            through: Any = field.remote_field.through
            m2m_changed.connect(index.listed, sender=through)
        # After it is deleted, and after its last version: its address says so, and nobody finds it any more.
        post_delete.connect(former_addresses.keep_withdrawn, sender=kind)
        post_delete.connect(index.deleted, sender=kind)
    # Each version that is kept by itself, of a record or of one of its lists: it has its time, the change log tells it.
    pre_create_historical_record.connect(give_moment)
    post_create_historical_record.connect(log_unaided)
    # After a migration, when Django's own handler has made the permissions: the group of editors has its rights.
    post_migrate.connect(roles.keep_editors, sender=apps.get_app_config("records"))
