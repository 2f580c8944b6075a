"""Named destinations: a link ``study-guide.pdf#p18`` opens the book at that paragraph.

Typst names only headings. The places it reports are added as an incremental update (ISO 32000-1, 7.5.6): the
file it wrote stays as it is, and a new catalogue with a name tree follows.
"""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

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
    from collections.abc import Iterable, Mapping

    from pypdf.generic import PdfObject


def add_destinations(pdf: bytes, places: str | list[dict[str, Any]]) -> bytes:
    """Name places in a PDF.

    :param pdf: the file, with a cross-reference table as Typst writes it.
    :param places: a list (or its JSON) of ``{"name", "page", "x", "y"}``, pages from 1, points from the top left.
        Names must be ASCII, as ids are.
    :returns: the file with its destinations.
    """
    listed: Iterable[dict[str, Any]] = json.loads(places) if isinstance(places, str) else places
    reader = PdfReader(io.BytesIO(pdf))
    pages = [(page.indirect_reference, float(page.mediabox.top)) for page in reader.pages]
    names = ArrayObject()
    for place in sorted(
        (place for place in listed if place["name"].isascii()), key=lambda place: place["name"]
    ):
        page, top = pages[place["page"] - 1]
        at = [
            FloatObject(round(place["x"], 2)),
            FloatObject(round(top - place["y"], 2)),
            FloatObject(0),
        ]
        names += [TextStringObject(place["name"]), ArrayObject([page, NameObject("/XYZ"), *at])]
    size = int(reader.trailer["/Size"])
    root = reader.trailer.raw_get("/Root")
    catalogue = DictionaryObject(reader.trailer["/Root"])
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
    return pdf + _update(
        len(pdf),
        {root.idnum: catalogue, size: DictionaryObject({NameObject("/Names"): names})},
        trailer,
    )


def _update(offset: int, objects: Mapping[int, PdfObject], trailer: DictionaryObject) -> bytes:
    """The bytes of an incremental update that begins at *offset*: objects by number, their table, the trailer."""
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
