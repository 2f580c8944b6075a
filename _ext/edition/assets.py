"""The stylesheet and the templates of the pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

HERE = Path(__file__).parent


def add_paths(app: Sphinx, config: Config) -> None:
    """Offer the engine's templates and files after the editor's own (event ``config-inited``)."""
    config.templates_path.append(str(HERE / "templates"))
    config.html_static_path.insert(0, str(HERE / "static"))


def setup(app: Sphinx) -> None:
    """Connect the event and name the stylesheet."""
    app.connect("config-inited", add_paths)
    app.add_css_file("edition.css")
