"""A small edition with questions, a timeline, people and a layer for instructors."""

project = "港の市場：注釈版"
author = "試験"
release = version = "1.0"
language = "ja"
extensions = ["study_edition"]
primary_domain = "edition"
myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence"]
bibtex_bibfiles = ["references.bib"]
bibtex_default_style = "japanese"
bibtex_reference_style = "japanese"
edition_moment = "2020-01-01"
edition_released = "2020-02-03"
html_theme = "basic"
html_copy_source = False
html_last_updated_fmt = None
