"""Exchange annotations: select notes for export, read foreign files, write tables to fill in."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from ..core.annotations.anchoring import AnchorTargets
from ..core.annotations.annotation import Annotation, AnnotationFileError, Reason, clean
from ..core.annotations.annotation_table import TEMPLATE_COLUMNS, read_csv, read_table_rows
from ..core.annotations.hypothesis_export import find_rows, read_export
from ..core.annotations.web_annotation import load_json, read_annotations
from ..core.model.problems import did_you_mean
from ..core.text.messages import _
from ..documents.read_document import DocumentError, decode, read_file_bytes
from ..domain.edition_domain import domain_of
from .run_sphinx import EditionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sphinx.application import Sphinx

    from ..core.annotations.annotation import ForeignAnnotation

MAX_FILE_SIZE = 8 * 1024**2
"""Bytes of a file that is read."""
MAX_UNPACKED_SIZE = 64 * 1024**2
"""Bytes of a workbook after unpacking."""
MAX_COLUMNS = 64
"""Columns of a sheet that are read; one formatted as a whole seems to have thousands."""


def notes_to_export(app: Sphinx, layers: Iterable[str] | None) -> list[Annotation]:
    """Return the notes of some layers, or of all, in the order of their paragraphs.

    :raises EditionError: if there is no such layer.
    """
    edition = domain_of(app.env).edition
    for name in layers or ():
        if name not in edition.layers:
            hint = did_you_mean(name, edition.layers)
            raise EditionError(_("there is no layer {name!r}. {hint}").format(name=name, hint=hint))
    selected = set(edition.layers if layers is None else layers)
    notes = (note for at in edition.notes_at.values() for note in at if note.layer in selected)
    annotations = []
    for note in sorted(notes, key=lambda note: note.locus):
        layer = edition.layers[note.layer]
        annotations.append(
            Annotation(
                note.id,
                note.locus,
                note.lemma,
                clean(note.text),
                layer.lang,
                layer.author,
                layer.license,
            )
        )
    return annotations


def note_address(app: Sphinx, annotation: Annotation) -> str:
    """Return the address at which a note is shown, relative to the edition's root."""
    edition = domain_of(app.env).edition
    return f"{edition.page_of(edition.notes[annotation.name])}.html#{annotation.name}"


def anchor_targets(app: Sphinx) -> AnchorTargets:
    """Return the edition's paragraphs, lemmas and notes, by which annotations are placed."""
    domain = domain_of(app.env)
    edition = domain.edition
    return AnchorTargets(
        {p.number: p.precis for p in edition.paragraphs.values()},
        {p.number: tuple(domain.witness.lemmas.get(p.id, ())) for p in edition.paragraphs.values()},
        {note.id: (note.locus, note.text) for note in edition.notes.values()},
        edition.known_range(),
    )


def read_annotation_file(path: Path) -> list[ForeignAnnotation]:
    """Read the annotations of a CSV, XLSX, Hypothesis export or W3C Web Annotation file.

    The content decides which of them it is.

    :raises EditionError: if the file cannot be read or has no annotations; the message begins with
        its name and, if known, the line.
    """
    try:
        return _read(read_file_bytes(path, MAX_FILE_SIZE))
    except AnnotationFileError as error:
        line = f":{error.line}" if error.line else ""
        message = f"{path}{line}: {error}"
        raise EditionError(message) from error
    except DocumentError as error:
        message = f"{path}: {error}"
        raise EditionError(message) from error


def _read(data: bytes) -> list[ForeignAnnotation]:
    annotations = list(_parse(data))
    if not annotations:
        raise AnnotationFileError(Reason.NO_ROWS)
    return annotations


def _parse(data: bytes) -> Iterator[ForeignAnnotation]:
    if data.startswith(b"PK\x03\x04"):
        return read_table_rows(_workbook(data))
    text = decode(data)
    if not text.removeprefix("\ufeff").lstrip().startswith(("{", "[")):
        return read_csv(text)
    content = load_json(text.removeprefix("\ufeff"))
    return read_export(content) if find_rows(content) is not None else read_annotations(content)


def _workbook(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """Return the numbered rows of the first sheet of a workbook, as text.

    :raises DocumentError: if the data are not a workbook, or unpack to too much.
    """
    import openpyxl  # noqa: PLC0415  it takes a third of a second, and only workbooks need it

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(member.file_size for member in packed.infolist())
        book = (
            openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            if size <= MAX_UNPACKED_SIZE
            else None
        )
        rows = (
            enumerate(book.worksheets[0].iter_rows(max_col=MAX_COLUMNS, values_only=True), 1)
            if book
            else ()
        )
        read = [
            (number, [_cell(value) for value in row])
            for number, row in rows
            if any(value is not None for value in row)
        ]
    except Exception as error:  # openpyxl passes on whatever the parts of a broken file raise
        raise DocumentError(_("cannot be read as an Excel workbook (.xlsx).")) from error
    if book is None:
        raise DocumentError(_("too large."))
    return iter(read)


def _cell(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value)


def template_csv(rows: Iterable[tuple[str, ...]]) -> bytes:
    """Return a table to fill in, with a byte order mark by which Excel recognises UTF-8."""
    import csv  # noqa: PLC0415

    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([TEMPLATE_COLUMNS, *rows])
    return out.getvalue().encode("utf-8-sig")


def template_xlsx(rows: Iterable[tuple[str, ...]]) -> bytes:
    """Return the table as a workbook with text cells, so that 3-5 does not become a date."""
    import openpyxl  # noqa: PLC0415
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "notes"
    for row in (TEMPLATE_COLUMNS, *rows):
        sheet.append(row)
    for column, width in zip("ABCD", (12, 18, 70, 18), strict=True):
        sheet.column_dimensions[column].width = width
        sheet.column_dimensions[column].number_format = "@"
        for number in range(1, 301):
            cell = sheet[f"{column}{number}"]
            cell.number_format = "@"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=number == 1)
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
