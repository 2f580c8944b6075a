"""Recognise the essay's paragraphs in a reader's file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.text.document_line import Part
from ..core.witness.recognition import ParagraphState, recognise
from ..core.witness.witness_record import WitnessError, read_record
from ..documents.read_document import DocumentError
from ..support.cli_text import say
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
            say(
                f"{RECORD} が読めないので照合できない。",
                f"it cannot be recognised: {RECORD} is not readable.",
            )
        ) from error
    text = "\n".join(line.text for line in document.lines if line.part is not Part.NOTE)
    recognition = recognise(text, record)
    exact = {
        key: found.text
        for key, found in recognition.found.items()
        if recognition.states[key] is ParagraphState.EXACT
    }
    if not exact:
        raise DocumentError(
            say(
                "この版の論考の段落が一つも見つからない。",
                "it contains no paragraph of this edition's essay.",
            )
        )
    return exact
