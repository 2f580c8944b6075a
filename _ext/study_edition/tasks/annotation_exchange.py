"""Between the edition and annotations as others have them: which notes go out, where foreign ones may stand, and reading their files."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from ..core.annotations.annotation import Annotation, FileError, Reason, clean
from ..core.annotations.annotation_table import TEMPLATE, read_csv
from ..core.annotations.annotation_table import read_rows as read_table
from ..core.annotations.hypothesis_export import read_rows, rows_of
from ..core.annotations.placing import Places
from ..core.annotations.web_annotation import load, read_annotations
from ..core.model.problems import did_you_mean
from ..documents.read_document import DocumentError, decode, file_bytes
from ..domain.edition_domain import domain_of
from ..support.cli_text import say
from .run_sphinx import EditionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sphinx.application import Sphinx

    from ..core.annotations.annotation import Found

LARGEST = 8 * 1024**2
"""Bytes of a file."""
UNPACKED = 64 * 1024**2
"""Bytes of a workbook when it is unpacked."""
COLUMNS = 64
"""Columns of a sheet that are looked at: a format set on all of them makes a sheet seem as wide as a sheet can be."""


def exported(app: Sphinx, layers: Iterable[str] | None) -> list[Annotation]:
    """The notes of some layers, or of all, in the order of their paragraphs.

    :raises EditionError: if a layer is not there.
    """
    edition = domain_of(app.env).edition
    for name in layers or ():
        if name not in edition.layers:
            hint = did_you_mean(name, edition.layers)
            raise EditionError(
                say(f"層「{name}」はない。{hint}", f"there is no layer {name!r}. {hint}")
            )
    chosen = set(edition.layers if layers is None else layers)
    placed = (note for notes in edition.notes_at.values() for note in notes if note.layer in chosen)
    made = []
    for note in sorted(placed, key=lambda note: note.locus):
        layer = edition.layers[note.layer]
        made.append(
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
    return made


def address_of(app: Sphinx, annotation: Annotation) -> str:
    """The address of a note from the edition's root: where it is shown."""
    edition = domain_of(app.env).edition
    return f"{edition.page_of(edition.notes[annotation.name])}.html#{annotation.name}"


def places_of(app: Sphinx) -> Places:
    """Where foreign annotations may stand."""
    domain = domain_of(app.env)
    edition = domain.edition
    return Places(
        {p.number: p.precis for p in edition.paragraphs.values()},
        {p.number: tuple(domain.witness.lemmas.get(p.id, ())) for p in edition.paragraphs.values()},
        {note.id: (note.locus, note.text) for note in edition.notes.values()},
        edition.known_range(),
    )


def read_file(path: Path) -> list[Found]:
    """The annotations of a file: CSV, XLSX, an export of Hypothesis, or W3C Web Annotations; its content says which.

    :raises EditionError: if it cannot be read or holds none; the message has its name and, where there is one, the line.
    """
    try:
        return _filled(list(_read(file_bytes(path, LARGEST))))
    except FileError as error:
        line = f":{error.line}" if error.line else ""
        message = f"{path}{line}: {error}"
        raise EditionError(message) from error
    except DocumentError as error:
        message = f"{path}: {error}"
        raise EditionError(message) from error


def _filled(found: list[Found]) -> list[Found]:
    if not found:
        raise FileError(Reason.NO_ROWS)
    return found


def _read(data: bytes) -> Iterator[Found]:
    if data.startswith(b"PK\x03\x04"):
        return read_table(_workbook(data))
    text = decode(data)
    if not text.removeprefix("\ufeff").lstrip().startswith(("{", "[")):
        return read_csv(text)
    content = load(text.removeprefix("\ufeff"))
    return read_rows(content) if rows_of(content) is not None else read_annotations(content)


def _workbook(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """The rows of the first sheet of a workbook, as text.

    :raises DocumentError: if it is none, or unpacks to too much.
    """
    import openpyxl  # noqa: PLC0415  a third of a second, for workbooks alone

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(member.file_size for member in packed.infolist())
        book = (
            openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            if size <= UNPACKED
            else None
        )
        rows = (
            enumerate(book.worksheets[0].iter_rows(max_col=COLUMNS, values_only=True), 1)
            if book
            else ()
        )
        read = [
            (number, [_cell(value) for value in row])
            for number, row in rows
            if any(value is not None for value in row)
        ]
    except Exception as error:  # openpyxl lets through whatever the parts of a broken file raise
        raise DocumentError(
            say(
                "Excel のブック（.xlsx）として読めない。",
                "cannot be read as an Excel workbook (.xlsx).",
            )
        ) from error
    if book is None:
        raise DocumentError(say("大きすぎる。", "too large."))
    return iter(read)


def _cell(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value)


def template_csv(rows: list[tuple[str, ...]]) -> bytes:
    """A table to fill in, with examples; it begins with a mark by which Excel knows UTF-8."""
    import csv  # noqa: PLC0415

    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([TEMPLATE, *rows])
    return out.getvalue().encode("utf-8-sig")


def template_xlsx(rows: list[tuple[str, ...]]) -> bytes:
    """The same as a workbook, all of whose cells are text: 3-5 is to be no date."""
    import openpyxl  # noqa: PLC0415
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "notes"
    for row in (TEMPLATE, *rows):
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
