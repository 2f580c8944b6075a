"""Write the tracked record of a witness."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model.problems import Subtype
from ..core.witness.text_fingerprint import normalise
from ..core.witness.witness_record import (
    WitnessError,
    WitnessRecord,
    format_record,
    make_record,
    split_witness,
)
from ..domain.edition_domain import domain_of
from ..support.config import RECORD
from ..support.files import write_if_changed
from .read_sources import read_sources
from .run_sphinx import EditionError

if TYPE_CHECKING:
    from pathlib import Path


def record_witness(root: Path, name: str, text: str) -> WitnessRecord:
    """Write the tracked record of a witness, and return it.

    :param text: the essay's text, split by :func:`~.split_witness`.
    :raises WitnessError: if the text and the edition have different numbers of paragraphs, or the
        edition cannot be read.
    """
    try:
        app, warnings = read_sources(
            root,
            {"edition_witness_record": "", "edition_ledger": "", "edition_audience": "instructor"},
        )
    except EditionError as error:
        raise WitnessError(str(error)) from error
    not_found = f"[edition.{Subtype.LEMMA_NOT_FOUND.label}]"
    errors = [line for line in warnings if not_found not in line]
    if errors:
        raise WitnessError(errors[0])
    edition = domain_of(app.env).edition
    paragraphs = split_witness(text, list(edition.paragraphs), edition.titles.values())
    lines = set(map(normalise, text.splitlines()))
    headings = [title for title in edition.titles.values() if normalise(title) in lines]
    record = make_record(name, paragraphs, edition.notes.values(), headings)
    write_if_changed(root / RECORD, format_record(record))
    return record
