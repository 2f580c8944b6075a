"""What of an edition goes into print: its documents and languages. Whatever was asked for must be there."""

from __future__ import annotations

from fnmatch import fnmatch
from typing import TYPE_CHECKING

from sphinx.errors import SphinxError

from ..core.model.problems import did_you_mean
from ..domain.edition_domain import domain_of
from ..markup.passage import passage
from ..support.cli_text import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.environment import BuildEnvironment

_NAMED = 40
"""Documents that one line can name."""


class AskedError(SphinxError):
    """Something was asked for that the edition has not; the message is one line."""

    category = "print"


def documents(env: BuildEnvironment, patterns: list[str]) -> list[str]:
    """The documents that *patterns* name, in the order of the contents; without patterns all but the first page and the lists of notes.

    :raises AskedError: if a pattern names none.
    """
    root = env.config.root_doc
    ordered = list(dict.fromkeys((root, *_contents(env, root, set()))))
    if not patterns:
        docs = domain_of(env).docs
        return [name for name in ordered if name != root and docs[name].layer is None]
    for pattern in patterns:
        if not any(fnmatch(name, pattern) for name in ordered):
            hint = did_you_mean(pattern, ordered, most=_NAMED)
            raise AskedError(
                say(
                    f"「{pattern}」という文書は目次にない（--parts、edition_pdf_documents）。{hint}",
                    f"no document of the contents is called {pattern!r} (--parts, edition_pdf_documents). {hint}",
                )
            )
    return [name for name in ordered if any(fnmatch(name, pattern) for pattern in patterns)]


def _contents(env: BuildEnvironment, docname: str, seen: set[str]) -> Iterator[str]:
    for child in env.toctree_includes.get(docname, ()):
        if child not in seen and child in env.found_docs:
            seen.add(child)
            yield child
            yield from _contents(env, child, seen)


def refuse_languages(env: BuildEnvironment, asked: Iterable[str]) -> None:
    """Refuse a language in which the edition has neither a layer nor a passage; its own and English it always has.

    :raises AskedError: if there is one.
    """
    known = {
        env.config.language,
        "en",
        *(layer.lang for layer in domain_of(env).edition.layers.values()),
    }
    if known.issuperset(asked):
        return
    known |= {
        node["lang"]
        for docname in env.found_docs
        for node in env.get_doctree(docname).findall(passage)
    }
    for lang in asked:
        if lang not in known:
            there = ", ".join(sorted(known))
            raise AskedError(
                say(
                    f"この版に言語「{lang}」で書いたものはない（--languages、edition_pdf_languages）。あるのは {there}。",
                    f"nothing in this edition is in the language {lang!r} (--languages, edition_pdf_languages). There is: {there}.",
                )
            )
