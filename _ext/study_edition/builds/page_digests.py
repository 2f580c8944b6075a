"""Make incremental builds equal to clean ones.

What one document contributes can show on the page of another: notes next to paragraphs, links to
terms, lists of occurrences, labels of citations. The modules that show it yield facts for each page
(:mod:`.page_facts`); a page is written again if the digest of its facts has changed since the last
build.
"""

from __future__ import annotations

import gc
import hashlib
import json
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.edition_domain import domain_of
from ..domain.note_placement import NoteStore
from ..support.build_state import build_state
from ..support.page_facts import EVENT, EVERY_PAGE
from .output_cache import OutputCache

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def rewrite_pages(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the pages whose facts have changed (event ``env-updated``)."""
    domain = domain_of(env)
    domain.invalidate()
    build_state(env).drop(NoteStore)
    build_state(env).set(cache := OutputCache())
    cache.load(app)
    if cache.unchanged:
        return []  # there are no problems either: a build with warnings is not cached
    with _no_collection():
        domain.report_problems()
        digests = page_digests(app, env)
    changed = [name for name, digest in digests.items() if domain.pages.get(name) != digest]
    if changed or digests.keys() != domain.pages.keys():
        domain.data["pages"] = digests
    return changed


@contextmanager
def _no_collection() -> Iterator[None]:
    """Suspend the garbage collector, which would walk over an edition that is to stay anyway."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def page_digests(app: Sphinx, env: BuildEnvironment) -> dict[str, str]:
    """Return the digest of the facts of each page, by document name."""
    facts: dict[str, list[object]] = {name: [] for name in env.found_docs}
    everywhere: list[object] = []
    for yielded in app.emit(EVENT, env):
        for docname, fact in yielded:
            (everywhere if docname == EVERY_PAGE else facts[docname]).append(fact)
    shared = _digest(everywhere)
    return {name: _digest([shared, *page]) for name, page in facts.items()}


def _digest(facts: object) -> str:
    # `default` is called for sets only
    text = json.dumps(facts, ensure_ascii=False, default=sorted)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def remove_output(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Delete the pages of documents that are gone (event ``env-get-outdated``)."""
    if app.builder.format == "html" and hasattr(app.builder, "get_outfilename"):
        for docname in removed:
            Path(app.builder.get_outfilename(docname)).unlink(missing_ok=True)
    return []


def setup(app: Sphinx) -> None:
    """Connect both events; the first after all extensions' own (bibtex computes labels there)."""
    app.connect("env-updated", rewrite_pages, priority=900)
    app.connect("env-get-outdated", remove_output)
