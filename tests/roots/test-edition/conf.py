"""A small edition about a harbour market that never was."""

project = "港の市場：注釈版"
author = "試験"
release = version = "1.0"
language = "ja"
extensions = ["edition"]
primary_domain = "edition"
myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence"]
bibtex_bibfiles = ["references.bib"]
bibtex_default_style = "japanese"
bibtex_reference_style = "japanese"
edition_moment = "2020-01-01"
html_theme = "basic"
html_copy_source = False
html_last_updated_fmt = None
