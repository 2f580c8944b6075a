"""A small edition about a harbour market that never was."""

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
edition_essay = {
    "author": {
        "family": "Smith",
        "given": "Anna",
        "native": "アンナ・スミス",
        "native_family": "スミス",
    },
    "title": {
        "own": "港の「市場」、昨日と明日",
        "romanised": "Minato no “ichiba,” kinō to asu",
        "english": "The harbour “market,” yesterday and tomorrow",
        "short": "港の「市場」",
        "short_romanised": "Minato no “ichiba”",
    },
    "container": "Harbour Times",
    "date": "2020-01-01",
}
edition_title = {
    "own": "『港の「市場」』注釈版",
    "romanised": "Minato no “ichiba” chūshakuban",
    "english": "The harbour “market”: Annotated study edition",
}
edition_editors = {"family": "The edition’s editors", "native": "本版編者"}
edition_license = "CC-BY-4.0"
html_baseurl = "https://example.org/harbour/"
html_theme = "basic"
html_copy_source = False
html_last_updated_fmt = None
