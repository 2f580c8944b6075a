"""References to what an edition has: where they lead, what they read as, and why one leads nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..core.model.locus import format_locus
from ..core.model.problems import Problem, Subtype, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..core.model.edition import Edition

    Link = Callable[[str, str, nodes.Element], nodes.Element]
    """Makes a link to a document and an id in it, with its content."""


def resolve(
    edition: Edition, typ: str, target: str, explicit: nodes.Element | None, lang: str, link: Link
) -> nodes.Element | None:
    """The link that a reference becomes; None if it leads nowhere.

    :param typ: ``para``, ``note``, ``term``, ``question``, ``event`` or ``name``.
    :param explicit: what the author wants it to read as, in the place of what it reads as in *lang*.
    """
    if typ == "para":
        return _resolve_para(edition, target, explicit, lang, link)
    content = explicit
    if content is None:
        content = nodes.inline(
            "",
            edition.wording(typ, target, lang),
            classes=["edition-term"] if typ == "term" else [],
        )
    if typ == "note":
        note = edition.note_for(target)
        return link(edition.note_docname(note), note.id, content) if note else None
    entry = edition.entry_for(typ, target)
    return (
        link(
            entry.docname,
            entry.id if typ in {"question", "event"} else f"{typ}-{entry.id}",
            content,
        )
        if entry
        else None
    )


def _resolve_para(
    edition: Edition, target: str, explicit: nodes.Element | None, lang: str, link: Link
) -> nodes.Element | None:
    """A link to a paragraph or a range; a set becomes one link to each of its ranges."""
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


def missing(edition: Edition, typ: str, target: str) -> Problem:
    """Why a reference leads nowhere."""
    if typ == "para":
        return edition.locus_problem(target, "", None) or Problem(
            Subtype.BAD_LOCUS, "", None, {"locus": target}
        )
    ids: dict[str, Iterable[str]] = {
        "term": edition.terms,
        "note": edition.notes,
        "question": edition.questions,
        "event": edition.events,
        "name": edition.names,
    }
    known = [name.removeprefix(f"{typ}-") for name in ids[typ]]
    return Problem(
        Subtype[f"UNKNOWN_{typ.upper()}"],
        "",
        None,
        {"id": target, "hint": did_you_mean(target, known)},
    )
