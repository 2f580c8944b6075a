"""Sphinx settings of the handbook (``make docs``), which is built once for each language."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent / "_ext"), str(Path(__file__).parents[1] / "_ext")]

from study_edition.version import VERSION

# Titles and the editors' name are set by docs/_ext/languages.py in the language of the tree.
release = version = VERSION
language = "en"  # the sources' language; `-D language=ja` builds the Japanese tree
locale_dirs = ["locale"]
gettext_compact = False  # a catalogue for each page

extensions = ["myst_parser", "languages", "translatable", "repository_files", "reference"]
myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_*", "decisions/**", "locale/**"]
nitpicky = True

html_theme = "sphinx_book_theme"
templates_path = ["_templates"]
html_static_path = ["_static"]
html_css_files = ["docs.css"]
html_last_updated_fmt = None
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_permalinks_icon = "#"
html_theme_options = {
    "article_header_end": ["languages.html", "article-header-buttons.html"],
    "navbar_persistent": [],  # one search field, in the side bar
    "footer_content_items": ["handbook-footer.html"],
    "use_download_button": False,
    "use_fullscreen_button": False,
    "use_source_button": False,
    "show_toc_level": 2,
}
