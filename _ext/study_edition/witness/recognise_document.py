"""Recognise the essay's paragraphs in a reader's file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.text.document_line import Part
from ..core.text.messages import _
from ..core.witness.recognition import ParagraphState, recognise
from ..core.witness.witness_record import WitnessError, read_record
from ..documents.read_document import DocumentError
from ..support.config import RECORD

if TYPE_CHECKING:
    from pathlib import Path

    from ..documents.read_document import Document


def recognise_document(root: Path, document: Document) -> dict[str, str]:
    """Return the exact paragraphs of the essay in a document, by id.

    :param root: the folder of the edition, which has the record of the witness.
    :raises DocumentError: if there is no record, or the document has none of its paragraphs.
    """
    try:
        record = read_record(root / RECORD)
    except (OSError, WitnessError) as error:
        raise DocumentError(
            _("it cannot be recognised: {RECORD} is not readable.").format(RECORD=RECORD)
        ) from error
    text = "\n".join(line.text for line in document.lines if line.part is not Part.NOTE)
    recognition = recognise(text, record)
    exact = {
        key: found.text
        for key, found in recognition.found.items()
        if recognition.states[key] is ParagraphState.EXACT
    }
    if not exact:
        raise DocumentError(_("it contains no paragraph of this edition's essay."))
    return exact
