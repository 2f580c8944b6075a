"""Markdown: the lines of its blocks, each with its line in the file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from . import html_file
from .document import Line, Part, mark, with_address
from .text_file import split

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

_READING = re.compile(r"<(/?)r[tp]\b", re.IGNORECASE)
"""The start or the end of a reading over a word, or of its brackets."""


def lines(text: str) -> list[Line]:
    """The lines of a text in CommonMark with tables and footnotes; front matter is left out, notes come last."""
    parser = MarkdownIt("commonmark").enable("table").use(footnote_plugin).use(front_matter_plugin)
    found = [line for line in _blocks(parser.parse("\n".join(split(text)))) if line.text.strip()]
    return sorted(found, key=lambda line: line.part is Part.NOTE)


def _blocks(tokens: list[Token]) -> Iterator[Line]:
    quotes = notes = 0
    heading = False
    label = ""
    reached = 1
    for token in tokens:
        reached = token.map[0] + 1 if token.map else reached
        quotes += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        notes += {"footnote_open": 1, "footnote_close": -1}.get(token.type, 0)
        heading = token.type == "heading_open" or (heading and token.type != "heading_close")
        part = (
            Part.NOTE if notes else Part.QUOTE if quotes else Part.HEADING if heading else Part.TEXT
        )
        if token.type == "footnote_open":
            label = mark(str(token.meta["id"] + 1)) + " "
        elif token.type == "inline":
            for i, line in enumerate(_inline(token.children or [])):
                yield Line(reached + i, label + line.strip(), part)
                label = ""
        elif token.type in {"fence", "code_block"}:
            first = reached + (token.type == "fence")
            yield from (
                Line(first + i, line.strip(), part)
                for i, line in enumerate(token.content.split("\n"))
            )
        elif token.type == "html_block":
            yield from (
                line._replace(number=reached + line.number - 1)
                for line in html_file.lines(token.content)
            )


def _inline(tokens: list[Token]) -> list[str]:
    """The lines of a block's text, without marks and readings."""
    words: list[str] = []
    links: list[tuple[int, str]] = []
    reading = False
    for token in tokens:
        if token.type == "html_inline":
            found = _READING.match(token.content)
            reading = not found[1] if found else reading
        elif reading:
            continue
        elif token.type in {"softbreak", "hardbreak"}:
            words.append("\n")
        elif token.type == "footnote_ref":
            words.append(mark(str(token.meta["id"] + 1)))
        elif token.type == "link_open":
            links.append((len(words), str(token.attrGet("href") or "")))
        elif token.type == "link_close":
            first, address = links.pop()
            words[first:] = [with_address("".join(words[first:]), address)]
        else:
            words.append(token.content)
    return "".join(words).split("\n")
