"""The documents and languages of the study guide, with errors for those that do not exist."""

from __future__ import annotations

from fnmatch import fnmatch
from typing import TYPE_CHECKING

from sphinx.errors import SphinxError

from ..core.model.problems import did_you_mean
from ..core.text.messages import _
from ..domain.edition_domain import domain_of
from ..markup.passage import passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.environment import BuildEnvironment

_MOST_LISTED = 40
"""Documents that an error lists."""


class SelectionError(SphinxError):
    """A requested document or language does not exist; the message is one line."""

    category = "print"


def select_documents(env: BuildEnvironment, patterns: list[str]) -> list[str]:
    """Return the documents that match *patterns*, in the order of the table of contents.

    Without patterns, return all but the first page and the layers.

    :raises SelectionError: if a pattern matches no document.
    """
    root = env.config.root_doc
    ordered = list(dict.fromkeys((root, *_contents(env, root, set()))))
    if not patterns:
        docs = domain_of(env).docs
        return [name for name in ordered if name != root and docs[name].layer is None]
    for pattern in patterns:
        if not any(fnmatch(name, pattern) for name in ordered):
            hint = did_you_mean(pattern, ordered, most=_MOST_LISTED)
            raise SelectionError(
                _(
                    "no document of the contents is called {pattern!r} (--parts, "
                    "edition_pdf_documents). {hint}"
                ).format(pattern=pattern, hint=hint)
            )
    return [name for name in ordered if any(fnmatch(name, pattern) for pattern in patterns)]


def _contents(env: BuildEnvironment, docname: str, seen: set[str]) -> Iterator[str]:
    for child in env.toctree_includes.get(docname, ()):
        if child not in seen and child in env.found_docs:
            seen.add(child)
            yield child
            yield from _contents(env, child, seen)


def check_languages(env: BuildEnvironment, languages: Iterable[str]) -> None:
    """Check that the edition has a layer or a passage in each of these languages.

    Its own language and English are always accepted.

    :raises SelectionError: if nothing is in one of the languages.
    """
    known = {
        env.config.language,
        "en",
        *(layer.lang for layer in domain_of(env).edition.layers.values()),
    }
    if known.issuperset(languages):
        return
    known |= {
        node["lang"]
        for docname in env.found_docs
        for node in env.get_doctree(docname).findall(passage)
    }
    for lang in languages:
        if lang not in known:
            existing = ", ".join(sorted(known))
            raise SelectionError(
                _(
                    "nothing in this edition is in the language {lang!r} (--languages, "
                    "edition_pdf_languages). There is: {existing}."
                ).format(lang=lang, existing=existing)
            )
