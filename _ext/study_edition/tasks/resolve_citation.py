"""Find what a user wants to cite, and the edition's own record for its citation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.citation.citation_records import TargetKind
from ..core.model.ledger import with_successors
from ..core.model.loci import known_locus, read_locus
from ..core.model.problems import Problem, Subtype, did_you_mean
from ..core.text.messages import _
from ..domain.edition_domain import domain_of
from ..pages.cite_targets import edition_record, find_target
from .run_sphinx import EditionError

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from ..core.citation.citation_records import EditionRecord, Target

_EXAMPLE = (
    'edition_essay = {"author": {"family": "…"}, "title": {"own": "…"}, '
    '"container": "…", "date": "2026-01-01"}'
)


def find_edition_record(app: Sphinx, warnings: list[str]) -> EditionRecord:
    """Return the record of the edition.

    :param warnings: those of the reading of the edition.
    :raises EditionError: if ``conf.py`` does not describe the essay.
    """
    record = edition_record(app)
    if record is not None:
        return record
    label = f"[edition.{Subtype.BAD_RECORD.label}]"
    warning = next((line for line in warnings if label in line), "")
    raise EditionError(
        warning
        or _("conf.py does not describe the essay; add: {_EXAMPLE}").format(_EXAMPLE=_EXAMPLE)
    )


def find_entry(app: Sphinx, name: str) -> Target:
    """Return the note or term with the id *name*.

    :raises EditionError: if there is none.
    """
    entry = find_target(app, name)
    if entry is not None:
        return entry
    edition = domain_of(app.env).edition
    if name.startswith("note-"):
        subtype = Subtype.UNKNOWN_NOTE
        known = [key.removeprefix("note-") for key in edition.notes]
    else:
        subtype = Subtype.UNKNOWN_TERM
        known = list(edition.terms)
    bare = name.partition("-")[2]
    raise _error(app, Problem(subtype, "", None, {"id": bare, "hint": did_you_mean(bare, known)}))


def find_paragraphs(app: Sphinx, text: str, kind: TargetKind = TargetKind.ESSAY) -> Target:
    """Return the paragraphs of a locus, in any of its written forms.

    :param kind: whether the author's words or the editors' précis are cited.
    :raises EditionError: if the locus cannot be read, or the edition lacks any of its paragraphs.
    """
    edition = domain_of(app.env).edition
    numbers = {paragraph.number for paragraph in edition.paragraphs.values()}
    reading = known_locus(read_locus(text), numbers, edition.known_range())
    paragraphs = find_target(app, reading.locus, kind) if reading.locus else None
    if paragraphs is not None:
        return paragraphs
    problem = reading.problem or Problem(Subtype.BAD_LOCUS, "", None, {"locus": text})
    error = _error(app, problem)
    if problem.subtype is Subtype.UNKNOWN_PARAGRAPH and reading.candidates:
        meant = ", ".join(map(str, reading.candidates))
        error = EditionError(f"{error} " + _("Did you mean {meant}?").format(meant=meant))
    raise error


def _error(app: Sphinx, problem: Problem) -> EditionError:
    """Return the problem as an error; for a retired id its message names the successors."""
    domain = domain_of(app.env)
    problem = with_successors(problem, domain.ledger, domain.anchors)
    return EditionError(problem.subtype.message(problem.args))
