"""Read Markdown: the lines of its blocks, each with its line in the file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from ..core.text.document_line import Line, Part
from . import html_file
from .document import note_mark, with_address
from .text_file import split_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

_READING_TAG = re.compile(r"<(/?)r[tp]\b", re.IGNORECASE)
"""The start or the end of a reading over a word, or of its brackets."""


def read_lines(text: str) -> list[Line]:
    """Return the lines of a text in CommonMark with tables and footnotes.

    Front matter is left out; notes come last.
    """
    parser = MarkdownIt("commonmark").enable("table").use(footnote_plugin).use(front_matter_plugin)
    tokens = parser.parse("\n".join(split_lines(text)))
    lines = [line for line in _block_lines(tokens) if line.text.strip()]
    return sorted(lines, key=lambda line: line.part is Part.NOTE)


def _block_lines(tokens: list[Token]) -> Iterator[Line]:
    quotes = notes = 0
    heading = False
    label = ""
    number = 1
    for token in tokens:
        number = token.map[0] + 1 if token.map else number
        quotes += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        notes += {"footnote_open": 1, "footnote_close": -1}.get(token.type, 0)
        heading = token.type == "heading_open" or (heading and token.type != "heading_close")
        part = (
            Part.NOTE if notes else Part.QUOTE if quotes else Part.HEADING if heading else Part.TEXT
        )
        if token.type == "footnote_open":
            label = note_mark(str(token.meta["id"] + 1)) + " "
        elif token.type == "inline":
            for i, line in enumerate(_inline_lines(token.children or [])):
                yield Line(number + i, label + line.strip(), part)
                label = ""
        elif token.type in {"fence", "code_block"}:
            first = number + (token.type == "fence")
            yield from (
                Line(first + i, line.strip(), part)
                for i, line in enumerate(token.content.split("\n"))
            )
        elif token.type == "html_block":
            yield from (
                line._replace(number=number + line.number - 1)
                for line in html_file.read_lines(token.content)
            )


def _inline_lines(tokens: list[Token]) -> list[str]:
    """Return the lines of a block's text, without markup and readings."""
    texts: list[str] = []
    links: list[tuple[int, str]] = []
    in_reading = False
    for token in tokens:
        if token.type == "html_inline":
            tag = _READING_TAG.match(token.content)
            in_reading = not tag[1] if tag else in_reading
        elif in_reading:
            continue
        elif token.type in {"softbreak", "hardbreak"}:
            texts.append("\n")
        elif token.type == "footnote_ref":
            texts.append(note_mark(str(token.meta["id"] + 1)))
        elif token.type == "link_open":
            links.append((len(texts), str(token.attrGet("href") or "")))
        elif token.type == "link_close":
            first, address = links.pop()
            texts[first:] = [with_address("".join(texts[first:]), address)]
        else:
            texts.append(token.content)
    return "".join(texts).split("\n")
