"""Citations and the bibliography in Japanese form.

In the text: author and year in full-width brackets, （船橋 1988、55頁）, works separated by ；, and
ほか for more than two authors. In the bibliography: Japanese works as 著者（年）『書名』出版社,
others author–date; sorted by the reading of the author's name (``yomi``), then by Latin names.
Pages are 頁 or p., by the language of the work.
Sources of the rules: for Japanese, the author–date form of Japanese political science journals
(年報政治学); for other languages, the author–date form of the Chicago Manual of Style.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pybtex.plugin
import sphinxcontrib.bibtex.plugin

from . import bib_files, source_facts, source_labels
from .citation_domain import CitationDomain
from .citation_style import JapaneseAuthorYear, LocaliseCitations
from .entry_style import JapaneseBibliography

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register the styles under the name ``japanese``, the citation domain and the checks."""
    pybtex.plugin.register_plugin("pybtex.style.formatting", "japanese", JapaneseBibliography)
    for name in ("docutils", "plaintext"):
        # pybtex otherwise searches all installed packages for these at each citation, which takes
        # longer than everything else
        pybtex.plugin.register_plugin(
            "pybtex.backends", name, pybtex.plugin.find_plugin("pybtex.backends", name), force=True
        )
    sphinxcontrib.bibtex.plugin.register_plugin(
        "sphinxcontrib.bibtex.style.referencing", "japanese", JapaneseAuthorYear
    )
    app.add_domain(CitationDomain, override=True)
    app.add_post_transform(LocaliseCitations)
    bib_files.setup(app)
    source_labels.setup(app)
    source_facts.setup(app)
