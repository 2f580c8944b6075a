"""Sphinx settings of the handbook (``make docs``)."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent / "_ext"), str(Path(__file__).parents[1] / "_ext")]

from study_edition.version import VERSION

project = "注釈版の手引き / The edition’s handbook"
author = "編者"
copyright = "2026 編者（CC BY 4.0）"  # noqa: A001  Sphinx's name
release = version = VERSION
language = "ja"

extensions = ["myst_parser", "study_edition.markup.passage", "reference"]
myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_*", "decisions/**"]
nitpicky = True

html_theme = "sphinx_book_theme"
html_title = "手引き Handbook"
html_static_path = ["_static"]
html_css_files = ["docs.css"]
html_last_updated_fmt = None
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_permalinks_icon = "#"
html_theme_options = {
    "use_download_button": False,
    "use_fullscreen_button": False,
    "use_source_button": False,
    "show_toc_level": 2,
}
