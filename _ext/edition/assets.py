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
    # new lists: the old ones may be Sphinx's own defaults, shared by every application of the process
    config.templates_path = [*config.templates_path, str(HERE / "templates")]
    config.html_static_path = [str(HERE / "static"), *config.html_static_path]


def setup(app: Sphinx) -> None:
    """Connect the event and name the stylesheet."""
    app.connect("config-inited", add_paths)
    app.add_css_file("edition.css")
