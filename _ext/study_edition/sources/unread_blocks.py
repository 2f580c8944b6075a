"""Blocks for instructors that MyST does not read as such: those in code, and what is cut off.

Indented by four spaces, or in a block of code, ``:::{rubric}`` is text, and would be printed for
students. So the lines that look like the directive are compared with those that MyST reads.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.renderer import RendererHTML
from myst_parser.parsers.mdit import create_md_parser

from ..core.model.half_written import WORDS, written_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it import MarkdownIt
    from myst_parser.config.main import MdParserConfig

_NAME = re.compile(r"\{(?:edition:)?(?P<name>[^}]*)\}")
_CODE = frozenset({"code", "code-block", "sourcecode", "parsed-literal", "literal", "math"})
"""Directives with content that is not Markdown."""


def unread_blocks(text: str, config: MdParserConfig) -> list[int]:
    """Return the lines that look like a block for instructors, but are not read as one.

    Also the lines of colons that end nothing, if there is such a block: it may have ended before
    its author thought.
    """
    written = set(written_blocks(text))
    if not written:
        return []
    parser = create_md_parser(config, RendererHTML)
    read: set[int] = set()
    stray: set[int] = set()
    for first, last, name in _fences(parser, text, 1):
        if name in WORDS:
            read.update(range(first, last + 1))
        elif not name:
            stray.add(first)
    return sorted((written - read) | (stray - read))


def _fences(parser: MarkdownIt, text: str, start: int) -> Iterator[tuple[int, int, str]]:
    """Yield the first and last line and the name of each fence with a directive, or of colons."""
    for token in parser.parse(text):
        if token.type not in {"fence", "colon_fence"} or token.map is None:
            continue
        info = token.info.strip()
        found = _NAME.match(info)
        first, last = start + token.map[0], start + token.map[1] - 1
        if found:
            name = found["name"].lower()
            yield first, last, name
            if name not in {*WORDS, *_CODE}:
                yield from _fences(parser, token.content, first + 1)
        elif token.type == "colon_fence" and not info:
            yield first, last, ""
