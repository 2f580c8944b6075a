"""Annotations as a table: one a row, with the columns named in the first row."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from .annotation import Annotation, AnnotationFileError, ForeignAnnotation, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

COLUMNS = {
    "locus": ("段落", "paragraph", "paragraphs"),
    "lemma": ("見出し語句", "語句"),
    "text": ("本文", "注", "note"),
    "id": ("識別名", "name"),
    "lang": ("言語", "language"),
    "author": ("書き手", "著者", "creator"),
    "license": ("利用条件", "rights", "licence"),
}
"""The columns in the order in which they are written, with the other names accepted for them."""
REQUIRED = ("locus", "text")
TEMPLATE_COLUMNS = ("locus", "lemma", "text", "id")
"""The columns of the template."""
_FORMULA = re.compile(r"'*[=+\-@]")
_NAMES = {name: column for column, others in COLUMNS.items() for name in (column, *others)}


def write_csv(annotations: Iterable[Annotation]) -> str:
    """Return the annotations as CSV (RFC 4180)."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for a in annotations:
        writer.writerow(
            map(_as_text, (str(a.locus), a.lemma, a.text, a.name, a.lang, a.author, a.license))
        )
    return out.getvalue()


def _as_text(cell: str) -> str:
    """Protect a cell from being taken for a formula (OWASP, CSV injection).

    A cell that a spreadsheet might evaluate gets a leading apostrophe.
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _from_text(cell: str) -> str:
    """Undo :func:`_as_text`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def read_csv(text: str) -> Iterator[ForeignAnnotation]:
    """Read the annotations of a CSV text.

    The delimiter is a comma, semicolon or tab, whichever occurs most in the first line.

    :raises AnnotationFileError: if a column is missing, or the text is not a table.
    """
    text = text.removeprefix("\ufeff")
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int, Sequence[str]]] = []
    line = 1
    try:
        for row in reader:
            rows.append((line, row))
            line = reader.line_num + 1
    except csv.Error as error:
        raise AnnotationFileError(Reason.BAD_ROW, line, detail=str(error)) from error
    yield from read_table_rows(rows)


def read_table_rows(rows: Iterable[tuple[int, Sequence[str]]]) -> Iterator[ForeignAnnotation]:
    """Read the annotations of numbered rows of text, the first of which names the columns.

    Empty rows are skipped.

    :raises AnnotationFileError: if a column is missing.
    """
    filled = ((line, row) for line, row in rows if any(cell.strip() for cell in row))
    line, head = next(filled, (1, ()))
    columns = [_NAMES.get(cell.strip().lower(), "") for cell in head]
    for column in REQUIRED:
        if column not in columns:
            raise AnnotationFileError(Reason.NO_COLUMN, line, column=column)
    for number, row in filled:
        cells = {
            column: _from_text(cell.strip())
            for column, cell in zip(columns, row, strict=False)
            if column
        }
        yield ForeignAnnotation(
            number,
            cells.get("text", ""),
            locus_text=cells.get("locus", ""),
            lemma=cells.get("lemma", ""),
            name=cells.get("id", ""),
            lang=cells.get("lang", ""),
            author=cells.get("author", ""),
            license=cells.get("license", ""),
        )
