"""Named destinations: a link ``study-guide.pdf#p18`` opens the book at that paragraph.

Typst names only headings, so the places it reports are added to the finished file.
"""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, TextStringObject

if TYPE_CHECKING:
    from collections.abc import Iterable


def add_destinations(pdf: bytes, places: str | list[dict[str, Any]]) -> bytes:
    """Name places in a PDF.

    :param pdf: the file.
    :param places: a list (or its JSON) of ``{"name", "page", "x", "y"}``, pages from 1, points from the top left.
    :returns: the file with a name tree of destinations, sorted as the format wants it.
    """
    listed: Iterable[dict[str, Any]] = json.loads(places) if isinstance(places, str) else places
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    names = ArrayObject()
    for place in sorted(listed, key=lambda place: place["name"].encode("utf-16-be")):
        page = writer.pages[place["page"] - 1]
        top = float(page.mediabox.top) - place["y"]
        target = ArrayObject(
            [page.indirect_reference, NameObject("/XYZ"), FloatObject(round(place["x"], 2)), FloatObject(round(top, 2)), FloatObject(0)]
        )
        names += [TextStringObject(place["name"]), target]
    tree = writer._add_object(DictionaryObject({NameObject("/Names"): names}))  # noqa: SLF001  pypdf's documented way to add an object
    catalog = writer.root_object
    holder = catalog.setdefault(NameObject("/Names"), DictionaryObject())
    holder.get_object()[NameObject("/Dests")] = tree
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()
