"""Stylesheets and scripts as they are sent: the styles of every page as one file, scripts without comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static
from whitenoise.storage import CompressedManifestStaticFilesStorage

# In the order in which they count. A page adds its own in the block styles of its template.
STYLES = tuple(
    f"css/{name}.css"
    for name in (
        *(
            "tokens",
            "base",
            "page",
            "header",
            "navigation",
            "suggest",
            "table",
            "row-cards",
            "filter-form",
            "pills",
            "record",
        ),
        *("cite", "tools"),
    )
)
# And the scripts of every page that wait until it stands.
SCRIPTS = ("js/navigation.js", "js/suggest.js")
TOGETHER, SCRIPTS_TOGETHER = "css/together.css", "js/together.js"
PARTS = {TOGETHER: STYLES, SCRIPTS_TOGETHER: SCRIPTS}
FOLDER_OF_SCRIPTS = "js/"
# What a browser does without: lines that are empty or a comment, and what lines are indented by.
NEEDLESS = re.compile(r"^[ \t]*(?://.*)?\n|^[ \t]+", re.MULTILINE)


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Collected files, named by their content and compressed; our scripts lean, and what every page needs of styles and
    of scripts in one more file each, so that it comes at one request.
    """

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if not dry_run:
            made = {TOGETHER: "\n".join(map(written, STYLES))}
            made |= {name: lean(written(name)) for name in paths if name.startswith(FOLDER_OF_SCRIPTS)}
            made[SCRIPTS_TOGETHER] = "".join(map(made.__getitem__, SCRIPTS))
            for name, text in made.items():
                Path(self.path(name)).write_text(text, encoding="utf-8")
                paths[name] = (self, name)
        yield from super().post_process(paths, dry_run, **options)


def parts(name: str) -> list[str]:
    """The addresses of a file that every page needs: its own where files were collected, else those of its parts."""
    names = [name] if isinstance(staticfiles_storage, StaticFilesStorage) else PARTS[name]
    return [static(part) for part in names]


def written(name: str) -> str:
    """The file as we wrote it."""
    return Path(str(finders.find(name))).read_text(encoding="utf-8")


def lean(script: str) -> str:
    """The script without what a browser does without; none of ours has a text of several lines."""
    return NEEDLESS.sub("", script)
