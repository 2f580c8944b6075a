"""An edition of an essay that nobody wrote but the engine's authors, about a ferry that never was."""

project = "橋と「待つ町」：注釈版"
author = "試験"
release = version = "1.1"
language = "ja"
extensions = ["study_edition"]
primary_domain = "edition"
myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence"]
bibtex_bibfiles = ["references.bib"]
bibtex_default_style = "japanese"
bibtex_reference_style = "japanese"
edition_moment = "2019-05-01"
edition_released = "2020-02-03"
edition_essay = {
    "author": {"family": "Mizuno", "given": "Haruka", "native": "水野遥", "native_family": "水野"},
    "title": {
        "own": "橋と「待つ町」",
        "english": "The bridge and the “waiting town”",
        "short": "橋と「待つ町」",
    },
    "container": "川岸",
    "date": "2019-05-01",
}
edition_title = {
    "own": "『橋と「待つ町」』注釈版",
    "english": "The bridge and the “waiting town”: Annotated edition",
}
edition_editors = {"family": "The edition’s editors", "native": "本版編者"}
html_title = "橋と「待つ町」注釈版"
html_theme = "basic"
html_copy_source = False
html_last_updated_fmt = None
