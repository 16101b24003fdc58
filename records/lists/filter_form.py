"""The form of the filters, kept for each state of the records, with each field as HTML while nobody filled it in."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.safestring import SafeString

from npa_portal.fragments import fragment
from records.models.state import kept_by_state


class FilterForm(forms.Form):
    """The form of every list: words and the kind's own filters before those that all lists share."""

    shared = ("year", "year_min", "year_max", "country", "topic", "section")

    # The fields that nobody has filled in as HTML, which all forms of a class share.
    untouched: ClassVar[dict[str, SafeString]]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.untouched = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*(name for name in self.fields if name not in self.shared), *self.shared])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("year_min"), cleaned.get("year_max")
        if first and last and first > last:
            self.add_error("year_max", f"The last year, {last}, comes before the first, {first}.")
        return cleaned

    def drawn(self) -> SafeString:
        """Its fields as HTML."""
        return SafeString("".join(map(self._drawn, self)))

    def _drawn(self, field: forms.BoundField) -> SafeString:
        # The search offers other choices with each of its answers.
        own = getattr(field.field, "choices", None) is not getattr(self.base_fields[field.name], "choices", None)
        if own or field.data or field.errors:
            return draw(field)
        if field.name not in self.untouched:
            self.untouched[field.name] = draw(field)
        return self.untouched[field.name]


def draw(field: forms.BoundField) -> SafeString:
    """A field as HTML: Django's own templates take ten times as long for one with choices."""
    widget = field.field.widget
    attributes = {**widget.attrs, **field.build_widget_attrs({}), "id": field.auto_id}
    return fragment("filter_field", field=field, type=widget.input_type, attributes=attributes)


@kept_by_state()
def forms_kept() -> dict[type, type[FilterForm]]:
    """The forms of the state that the records are in, by the filter sets that made them."""
    return {}
