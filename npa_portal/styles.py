"""The stylesheets that every page needs, a small file a component, sent as one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from whitenoise.storage import CompressedManifestStaticFilesStorage

# In the order in which they count. A page adds its own in the block styles of its template.
STYLES = tuple(
    f"css/{name}.css"
    for name in (
        *("tokens", "base", "page", "header", "navigation", "suggest", "table", "filter-form", "pills", "record"),
        *("cite", "tools"),
    )
)
TOGETHER = "css/together.css"


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Collected files, named by their content and compressed; what every page needs in one more file, so that it comes
    at one request.
    """

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if not dry_run:
            styles = [Path(str(finders.find(name))).read_text(encoding="utf-8") for name in STYLES]
            Path(self.path(TOGETHER)).write_text("\n".join(styles), encoding="utf-8")
            paths[TOGETHER] = (self, TOGETHER)
        yield from super().post_process(paths, dry_run, **options)
