"""A study edition in Sphinx: numbered paragraphs, notes in layers, a glossary, and references to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import (
    admitted,
    assets,
    audience,
    builders,
    cards,
    checkpage,
    citelinks,
    citepages,
    citing,
    config,
    domain,
    edition_json,
    events,
    exports,
    formulas,
    furigana,
    generated,
    genindex,
    head,
    heap,
    incremental,
    language,
    legend,
    linking,
    mynotes,
    mytext,
    names,
    navigation,
    notes,
    outside,
    overview,
    paragraphs,
    permalinks,
    placement,
    places,
    private,
    questions,
    remembered,
    report,
    retired,
    ruby,
    safety,
    search,
    sidebyside,
    since,
    softbreaks,
    stamps,
    terms,
    timeline,
    unwritten,
)
from .version import VERSION

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__version__ = VERSION


def setup(app: Sphinx) -> dict[str, Any]:
    """Register everything, each part by its own ``setup``."""
    app.setup_extension("myst_parser")
    app.setup_extension("sphinxcontrib.bibtex")
    # what the source may say
    config.setup(app)
    heap.setup(app)
    outside.setup(app)
    report.setup(app)
    safety.setup(app)
    admitted.setup(app)
    formulas.setup(app)
    language.setup(app)
    ruby.setup(app)
    since.setup(app)
    paragraphs.setup(app)
    unwritten.setup(app)
    notes.setup(app)
    terms.setup(app)
    questions.setup(app)
    events.setup(app)
    audience.setup(app)
    linking.setup(app)
    domain.setup(app)
    # how it is put together
    softbreaks.setup(app)
    citing.setup(app)
    legend.setup(app)
    placement.setup(app)
    places.setup(app)
    private.setup(app)
    names.setup(app)
    overview.setup(app)
    timeline.setup(app)
    furigana.setup(app)
    incremental.setup(app)
    remembered.setup(app)
    stamps.setup(app)
    # what comes out
    assets.setup(app)
    navigation.setup(app)
    cards.setup(app)
    citelinks.setup(app)
    mynotes.setup(app)
    genindex.setup(app)
    search.setup(app)
    permalinks.setup(app)
    citepages.setup(app)
    generated.setup(app)
    retired.setup(app)
    checkpage.setup(app)
    mytext.setup(app)
    edition_json.setup(app)
    exports.setup(app)
    head.setup(app)
    sidebyside.setup(app)
    builders.setup(app)
    return {"version": __version__, "env_version": 4, "parallel_read_safe": True, "parallel_write_safe": True}
