"""Section 2 (2): disaster relief; section 2 (3): United Nations peacekeeping operations (PKO)."""

from __future__ import annotations

from django.db import models

from records.models.base import Dated, OneCountryRecord
from records.models.fields import LineField


class Mission(Dated, OneCountryRecord):
    """What both dispatch records print: a place, a time and a number of police personnel."""

    url_name = "mission"

    personnel = models.PositiveIntegerField(help_text="Number of police personnel dispatched.")

    class Meta(Dated.Meta, OneCountryRecord.Meta):
        abstract = True


class DisasterReliefMission(Mission):
    """A dispatch of the Japan Disaster Relief Team with police personnel, section 2 (2)."""

    text_fields = ("country__name", "country__printed_names", "type_of_disaster")

    type_of_disaster = LineField(max_length=60, help_text="As printed: Earthquake or Building collapse.")

    class Meta(Mission.Meta):
        verbose_name = "disaster relief mission"

    def __str__(self) -> str:
        return f"{self.type_of_disaster} in {self.country}, {self.date_in_words}"


class PeacekeepingMission(Mission):
    """A dispatch of civilian police to a United Nations peacekeeping operation, section 2 (3)."""

    text_fields = ("country__name", "country__printed_names")

    class Meta(Mission.Meta):
        verbose_name = "peacekeeping mission"

    def __str__(self) -> str:
        return f"PKO civilian police in {self.country}, {self.date_in_words}"
