"""Links to the repository's Markdown files outside ``docs/``, such as its README.

They go to a copy, in the page's language if there is one (``README.ja.md``).
"""

from __future__ import annotations

from os.path import relpath
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx import addnodes
from sphinx.transforms import SphinxTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class CopyRepositoryFile(SphinxTransform):
    """Replace a link to a page that is not the handbook's by one to a file to download."""

    default_priority = 25  # after Sphinx's transform that translates, which is 20

    def apply(self, **options: object) -> None:
        """Replace the links that MyST took for pages."""
        folder = Path(self.env.doc2path(self.env.docname)).parent
        for link in list(self.document.findall(addnodes.pending_xref)):
            path = Path(f"{link['reftarget']}.md")
            if link.get("refdomain") == "doc" and path.is_absolute() and path.is_file():
                own = path.with_suffix(f".{self.config.language}.md")
                path = own if own.is_file() else path
                link.replace_self(
                    addnodes.download_reference(
                        "",
                        "",
                        *link.children,
                        reftarget=relpath(path, folder),
                        refdoc=link["refdoc"],
                    )
                )


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the transform."""
    app.add_transform(CopyRepositoryFile)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
