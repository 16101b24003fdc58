"""What every page has in common."""

from __future__ import annotations

from django.template import Context, Engine

from records.templatetags import layout


def test_templates_extend_each_other_as_djangos_do() -> None:
    templates = {
        "outermost": "{% block a %}1{% endblock %} {% block b %}2{% block c %}3{% endblock %}{% endblock %}",
        "between": '{# A comment. #}{% extends "outermost" %}{% block c %}{{ block.super }}4{% endblock %}',
        "page": (
            '{% extends "between" %}{% block a %}5{{ block.super }}{% endblock %}'
            "{% block c %}6{{ block.super }}{% endblock %}"
        ),
    }
    loaders = [("django.template.loaders.locmem.Loader", templates)]
    ours, djangos = (Engine(loaders=loaders, builtins=builtins) for builtins in ([layout.__name__], []))
    for name in (*templates, "page"):
        drawn = [engine.get_template(name).render(Context()) for engine in (ours, djangos)]
        assert drawn[0] == drawn[1]
    assert drawn[0] == "51 2634"
