"""The edition's settings, in reading order; every line may be changed."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

# -- The edition -----------------------------------------------------------------------------------
project = "瀬戸際の「自由世界」、再生と崩壊の分かれ道：注釈版"
author = "編者"
copyright = "2026 編者（要旨・注釈・用語集：CC BY 4.0）"  # noqa: A001  Sphinx's name
release = version = "0.1.0"
language = "ja"

# The date of the essay: later events are described only under 「その後」.
edition_moment = "2026-01-01"
# The audience: "student", or "instructor" to include rubrics, answers and instructors' layers
# (edition build --audience).
edition_audience = "student"
# The record of the essay's text: fingerprints and lemmas, never the text itself.
edition_witness_record = "witness.json"

# -- How it is cited -------------------------------------------------------------------------------
# The essay; leave out what is unknown. Romanised and English titles are shown as the editors' own.
edition_essay = {
    "author": {
        "family": "Brands",
        "given": "Hal",
        "native": "ハル・ブランズ",
        "native_family": "ブランズ",
    },
    "title": {
        "own": "瀬戸際の「自由世界」、再生と崩壊の分かれ道",
        "romanised": "Setogiwa no “jiyū sekai,” saisei to hōkai no wakaremichi",
        "english": "The “free world” on the brink: A crossroads of renewal and collapse",
        "short": "瀬戸際の「自由世界」",
        "short_romanised": "Setogiwa no “jiyū sekai”",
    },
    "container": "Bloomberg",
    "date": "2026-01-01",
    "language": "ja",
}
edition_title = {
    "own": "『瀬戸際の「自由世界」』注釈版",
    "romanised": "Setogiwa no “jiyū sekai” chūshakuban",
    "english": "The “free world” on the brink: Annotated study edition",
}
edition_editors = {"family": "The edition’s editors", "native": "本版編者"}
edition_license = "CC-BY-4.0"
# The address where the edition is published, such as "https://example.org/edition/", for citations.
html_baseurl = ""

# -- The study guide (PDF) -------------------------------------------------------------------------
edition_released = "2026-11-23"
edition_pdf_documents = [
    "about",
    "text/*",
    "questions",
    "timeline",
    "glossary",
    "names",
    "bibliography",
]
edition_pdf_paper = "a4"  # or b5, letter
edition_pdf_size = "normal"  # or large
edition_pdf_languages = ["en"]  # besides Japanese; [] for Japanese alone

# -- Sources of the notes --------------------------------------------------------------------------
bibtex_bibfiles = ["references.bib"]
bibtex_default_style = "japanese"
bibtex_reference_style = "japanese"

# -- How the sources are read ----------------------------------------------------------------------
extensions = ["study_edition"]
primary_domain = "edition"  # so that {note}, {term} and {para} need no prefix
myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist"]
exclude_patterns = ["**/_*"]
nitpicky = True

# -- The pages -------------------------------------------------------------------------------------
html_theme = "sphinx_book_theme"
html_title = "瀬戸際の「自由世界」注釈版"
html_last_updated_fmt = None  # two builds of the same sources are the same
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_permalinks_icon = "#"
html_theme_options = {
    "use_download_button": False,
    "use_fullscreen_button": False,
    "use_source_button": False,
    "show_toc_level": 2,
    "home_page_in_toc": False,
    "navbar_persistent": [],  # one search field, in the side bar
}
html_sidebars = {"**": ["navbar-logo.html", "search-button-field.html", "sbt-sidebar-nav.html"]}
