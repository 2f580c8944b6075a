"""Resolve references to paragraphs and entries, and explain those that lead nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..core.model.edition import ids_of
from ..core.model.locus import format_locus
from ..core.model.problems import Problem, Subtype, did_you_mean
from ..markup.kinds import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..core.model.edition import Edition

    Link = Callable[[str, str, nodes.Element], nodes.Element]
    """Makes a link from a document name, an id in the document, and the content."""


def resolve(
    edition: Edition,
    kind: str,
    target: str,
    explicit: nodes.Element | None,
    lang: str,
    link: Link,
) -> nodes.Element | None:
    """Return the link that a reference becomes; None if it leads nowhere.

    :param kind: ``para``, or the name of a kind of entry.
    :param explicit: the author's own content, instead of the wording in *lang*.
    """
    if kind == "para":
        return _resolve_para(edition, target, explicit, lang, link)
    entry = edition.find(kind, target)
    if entry is None:
        return None
    content = explicit
    if content is None:
        classes = BY_NAME[kind].reference_class.split()
        content = nodes.inline("", entry.wording(lang), classes=classes)
    return link(edition.page_of(entry), entry.key, content)


def _resolve_para(
    edition: Edition, target: str, explicit: nodes.Element | None, lang: str, link: Link
) -> nodes.Element | None:
    """Return a link to a paragraph or a range; for a set, one link to each of its ranges."""
    locus = edition.locus(target)
    if locus is None:
        return None

    def reference(number: int, content: nodes.Element) -> nodes.Element:
        paragraph = edition.paragraphs[f"p{number}"]
        return link(paragraph.docname, paragraph.id, content)

    if explicit is not None or len(locus.ranges) == 1:
        content = (
            explicit
            if explicit is not None
            else nodes.inline("", format_locus(locus, lang), classes=["edition-para"])
        )
        return reference(locus.first, content)
    label = format_locus(locus, lang)
    result = nodes.inline("", classes=["edition-para"])
    for part in locus.ranges:
        shown = f"{part[0]}–{part[1]}" if part[0] != part[1] else str(part[0])
        before, _, label = label.partition(shown)
        result += [nodes.Text(before), reference(part[0], nodes.inline("", shown))]
    result += nodes.Text(label)
    return result


def missing(edition: Edition, kind: str, target: str) -> Problem:
    """Return the problem of a reference that leads nowhere."""
    if kind == "para":
        problem = edition.locus_problem(target, "", None)
        return problem or Problem(Subtype.BAD_LOCUS, "", None, {"locus": target})
    known = ids_of(kind, edition.entries[kind])
    args = {"id": target, "kind": kind, "hint": did_you_mean(target, known)}
    return Problem(BY_NAME[kind].unknown, "", None, args)


def target_facts(edition: Edition, kind: str, target: str) -> object:
    """Return everything that a reference shows of its target, for the facts of its page."""
    if kind == "para":
        locus = edition.locus(target)
        return locus and [(n, edition.paragraphs[f"p{n}"].docname) for n in locus.starts]
    entry = edition.find(kind, target)
    return entry and (
        entry.key,
        edition.page_of(entry),
        entry.wording("ja"),
        entry.wording("en"),
    )
