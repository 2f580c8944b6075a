"""A search index of character pairs for Japanese, so that every word of two characters or more is found.

Sphinx segments the Japanese index and leaves the query whole, so most queries find nothing. Here both
sides are cut into overlapping pairs of characters; Latin words stay whole.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx.search.ja import SearchJapanese

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_CJK = "\u3005-\u30ff\u3400-\u9fff"
_RUN = re.compile(f"[{_CJK}]+|[^\\W{_CJK}]+")
_JAPANESE = re.compile(f"[{_CJK}]")
_SPLITTER = r"""
var splitQuery = (query) =>
  (query.match(/[CJK]+|(?:(?![CJK])[\p{Letter}\p{Number}_])+/gu) || []).flatMap((run) =>
    /[CJK]/.test(run) && run.length > 1
      ? Array.from({ length: run.length - 1 }, (_, i) => run.slice(i, i + 2))
      : [run]);
""".replace("CJK", r"\u3005-\u30ff\u3400-\u9fff")


def pairs(text: str) -> list[str]:
    """Cut *text* into Latin words and overlapping pairs of Japanese characters."""
    found: list[str] = []
    for run in _RUN.findall(text):
        if not _JAPANESE.match(run) or len(run) == 1:
            found.append(run)
        else:
            found += (run[i : i + 2] for i in range(len(run) - 1))
    return found


class SearchPairs(SearchJapanese):
    """Takes the place of Sphinx's Japanese search language."""

    lang = "ja"
    js_splitter_code = _SPLITTER

    def __init__(self, options: dict[str, str]) -> None:
        """No segmenter is needed, so none is loaded."""
        self.options = options

    def split(self, input: str) -> list[str]:  # noqa: A002  Sphinx's name
        """Cut text for the index."""
        return pairs(input)


def setup(app: Sphinx) -> None:
    """Register the language."""
    app.add_search_language(SearchPairs)
