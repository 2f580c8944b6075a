"""Citations and bibliography in Japanese form.

In the text: author and year in full-width brackets, （船橋 1988、55頁）, works parted by ；, ほか for more than
two authors. In the list: Japanese works as 著者（年）『書名』出版社, others author–date; ordered by the reading
of the author's name (``yomi``), then Latin names; pages as 頁 or p. after the language of the work.
The rules for Japanese follow the author–date form of Japanese political science journals (年報政治学), those
for other languages the author–date form of the Chicago Manual of Style.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pybtex.plugin
import sphinxcontrib.bibtex.plugin

from . import bib_files, source_facts, source_labels
from .citation_domain import CitationDomain
from .citation_style import FinishCitations, JapaneseAuthorYear
from .entry_style import JapaneseList

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register the styles under the name ``japanese``, and what makes keys and years differ."""
    pybtex.plugin.register_plugin("pybtex.style.formatting", "japanese", JapaneseList)
    for name in ("docutils", "plaintext"):
        # pybtex looks for these among all installed packages at each citation, which takes longer than all else
        pybtex.plugin.register_plugin(
            "pybtex.backends", name, pybtex.plugin.find_plugin("pybtex.backends", name), force=True
        )
    sphinxcontrib.bibtex.plugin.register_plugin(
        "sphinxcontrib.bibtex.style.referencing", "japanese", JapaneseAuthorYear
    )
    app.add_domain(CitationDomain, override=True)
    app.add_post_transform(FinishCitations)
    bib_files.setup(app)
    source_labels.setup(app)
    source_facts.setup(app)
