"""Add named destinations to a PDF, so that ``study-guide.pdf#p18`` opens the book at a paragraph.

Typst names only headings. The positions it reports are added as an incremental update (ISO 32000-1,
7.5.6): a new catalogue with a name tree is appended to the file, which is otherwise unchanged.
"""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any, cast

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pypdf.generic import PdfObject


def add_destinations(pdf: bytes, destinations: str | list[dict[str, Any]]) -> bytes:
    """Add named destinations to a PDF.

    :param pdf: the file, with a cross-reference table, as Typst writes it.
    :param destinations: a list (or its JSON) of ``{"name", "page", "x", "y"}``, with pages from 1
        and points from the top left. Those with a name that is not ASCII are skipped.
    :returns: the file with the destinations.
    """
    if isinstance(destinations, str):
        destinations = cast("list[dict[str, Any]]", json.loads(destinations))
    reader = PdfReader(io.BytesIO(pdf))
    pages = [(page.indirect_reference, float(page.mediabox.top)) for page in reader.pages]
    names = ArrayObject()
    for entry in sorted(destinations, key=lambda entry: str(entry["name"])):
        if not entry["name"].isascii():
            continue
        page, top = pages[entry["page"] - 1]
        position = [
            FloatObject(round(entry["x"], 2)),
            FloatObject(round(top - entry["y"], 2)),
            FloatObject(0),
        ]
        target = ArrayObject([page, NameObject("/XYZ"), *position])
        names += [TextStringObject(entry["name"]), target]
    size = int(cast("NumberObject", reader.trailer["/Size"]))
    root = reader.trailer.raw_get("/Root")
    catalogue = DictionaryObject(cast("DictionaryObject", reader.trailer["/Root"]))
    holder = DictionaryObject(catalogue.get("/Names", DictionaryObject()))
    holder[NameObject("/Dests")] = IndirectObject(size, 0, reader)
    catalogue[NameObject("/Names")] = holder
    trailer = DictionaryObject(
        {
            NameObject(key): reader.trailer.raw_get(key)
            for key in ("/Root", "/Info", "/ID")
            if key in reader.trailer
        }
    )
    trailer[NameObject("/Size")] = NumberObject(size + 1)
    trailer[NameObject("/Prev")] = NumberObject(int(pdf[pdf.rindex(b"startxref") :].split()[1]))
    objects = {root.idnum: catalogue, size: DictionaryObject({NameObject("/Names"): names})}
    return pdf + _incremental_update(len(pdf), objects, trailer)


def _incremental_update(
    offset: int, objects: Mapping[int, PdfObject], trailer: DictionaryObject
) -> bytes:
    """Return the bytes of an incremental update: objects, cross-reference table, trailer.

    :param offset: where the update begins in the file.
    :param objects: object number to object.
    """
    out = io.BytesIO()
    out.write(b"\n")
    table = []
    for number, item in sorted(objects.items()):
        table.append(b"%d 1\n%010d 00000 n \n" % (number, offset + out.tell()))
        out.write(b"%d 0 obj\n" % number)
        item.write_to_stream(out)
        out.write(b"\nendobj\n")
    start = offset + out.tell()
    out.write(b"xref\n" + b"".join(table) + b"trailer\n")
    trailer.write_to_stream(out)
    out.write(b"\nstartxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()
