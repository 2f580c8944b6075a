"""Read Word documents: paragraphs, tables, text boxes and notes in order, as a reader sees them.

They are read from the XML itself: python-docx gives neither notes nor tracked insertions, and loads
every picture. Sizes are limited before anything is unpacked. Elements are identified by their local
names, since the strict and the transitional form of ISO/IEC 29500 differ only in the namespace.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET  # _SafeTreeBuilder refuses document types and entities

from ..core.text.document_line import Line, Part
from ..core.text.messages import _
from .document import (
    DocumentError,
    note_mark,
    password_error,
    unsupported_error,
    with_address,
)
from .word_styles import WordStyles, attribute, local_name

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_PART_SIZE = 16 * 2**20
"""Bytes of XML in one unpacked part; the tree takes up to twenty times as much."""

_SKIPPED = frozenset(
    {
        *("del", "moveFrom", "delText", "rt", "instrText", "Fallback"),
        *("pPr", "rPr", "sdtPr", "tblPr", "trPr", "tcPr", "sectPr"),
    }
)
_OTHER_PACKAGES = {
    "content.xml": "OpenDocument",
    "xl/workbook.xml": "Excel",
    "ppt/presentation.xml": "PowerPoint",
}
"""A part by which another kind of document is recognised."""


def read_lines(data: bytes) -> list[Line]:
    """Return the lines of a document.

    Deleted revisions, comments, hidden text and readings over words are left out.

    :raises DocumentError: if it is broken, encrypted, too large, or of another kind.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            return _Package(package).lines()
    except (
        zipfile.BadZipFile,
        zlib.error,
        ET.ParseError,
        EOFError,
        NotImplementedError,
        OSError,
        ValueError,
    ) as error:
        raise DocumentError(_("it is broken: open it in Word and save it again.")) from error
    except RecursionError as error:
        raise DocumentError(_("it is nested too deeply.")) from error
    except RuntimeError as error:  # raised by zipfile for a password
        raise password_error() from error


class _SafeTreeBuilder(ET.TreeBuilder):
    """Builds a tree, and refuses XML with a document type; Word writes none."""

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        raise ValueError(name)


class _Package:
    """The parts of a document."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self.package = package
        names = set(package.namelist())
        self.main = next(
            (
                target
                for kind, target in self._relations("").values()
                if kind == "officeDocument" and target in names
            ),
            "",
        )
        if not self.main.startswith("word"):
            kind = next((kind for name, kind in _OTHER_PACKAGES.items() if name in names), "ZIP")
            raise unsupported_error(kind)
        self.relations = self._relations(self.main)

    def lines(self) -> list[Line]:
        """Return the lines of the text, followed by those of its notes."""
        body = _BodyReader(
            WordStyles(self._part("styles")),
            {key: target for key, (kind, target) in self.relations.items() if kind == "hyperlink"},
        )
        root = self._tree(self.main)
        lines = [line for element in root for line in body.block_lines(element)]
        for kind, tag in (("footnotes", "footnote"), ("endnotes", "endnote")):
            tree = self._part(kind)
            notes = {attribute(note, "id"): note for note in (tree if tree is not None else ())}
            for key, (label, number) in body.notes[tag].items():
                if key in notes:
                    lines += body.note_lines(notes[key], label, number)
        return lines

    def _part(self, kind: str) -> ET.Element | None:
        """Return the tree of the part with a relation to the document; None if it has none."""
        target = next((target for name, target in self.relations.values() if name == kind), None)
        return self._tree(target) if target in self.package.namelist() else None

    def _tree(self, name: str) -> ET.Element:
        with self.package.open(name) as file:
            data = file.read(MAX_PART_SIZE + 1)
        if len(data) > MAX_PART_SIZE:
            raise DocumentError(
                _("it is too large ({name} exceeds {limit} MB).").format(
                    name=name, limit=MAX_PART_SIZE // 2**20
                )
            )
        parser = ET.XMLParser(target=_SafeTreeBuilder())  # noqa: S314  refuses document types
        parser.feed(data)
        return parser.close()

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Return the relations of a part: id to kind and target (a part's name, or an address)."""
        folder, name = posixpath.split(part)
        path = f"{folder}/_rels/{name}.rels".lstrip("/")
        if path not in self.package.namelist():
            return {}
        relations = {}
        for relation in self._tree(path):
            target = relation.get("Target", "")
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = relation.get("Type", "").rpartition("/")[2]
            relations[relation.get("Id", "")] = (kind, target)
        return relations


class _BodyReader:
    """Reads blocks, counts paragraphs, and records which notes are referred to and where."""

    def __init__(self, styles: WordStyles, links: dict[str, str]) -> None:
        self.styles = styles
        self.links = links
        self.number = 0
        self.notes: dict[str, dict[str, tuple[str, int]]] = {"footnote": {}, "endnote": {}}
        """By kind and id: the mark of a note, and the paragraph that first refers to it."""
        self._boxes: list[ET.Element] = []

    def block_lines(self, element: ET.Element) -> Iterator[Line]:
        """Yield the lines of a block and of the blocks in it."""
        name = local_name(element)
        if name == "p":
            yield from self._paragraph_lines(element)
        elif name not in _SKIPPED:
            for child in element:
                yield from self.block_lines(child)

    def note_lines(self, element: ET.Element, label: str, number: int) -> Iterator[Line]:
        """Yield the lines of a note, with the number of the paragraph that refers to it."""
        head = f"{label} "
        for paragraph in (p for p in element.iter() if local_name(p) == "p"):
            text = "".join(self._texts(paragraph)).strip()
            if text:
                yield Line(number, head + text, Part.NOTE)
                head = ""

    def _paragraph_lines(self, element: ET.Element) -> Iterator[Line]:
        outer, self._boxes = self._boxes, []
        self.number += 1
        text = "".join(self._texts(element))
        if text.strip():
            part = self.styles.part_of(element)
            yield from (
                Line(self.number, line.strip(), part) for line in text.split("\n") if line.strip()
            )
        else:
            self.number -= 1
        boxes, self._boxes = self._boxes, outer
        for box in boxes:
            yield from self.block_lines(box)

    def _texts(self, element: ET.Element) -> Iterator[str]:
        for child in element:
            name = local_name(child)
            if name in _SKIPPED:
                continue
            if name == "t":
                yield child.text or ""
            elif name == "r":
                yield from self._run_texts(child)
            elif name == "hyperlink":
                anchor = attribute(child, "anchor")
                target = self.links.get(attribute(child, "id"), "")
                address = target + (f"#{anchor}" if anchor else "")
                yield with_address("".join(self._texts(child)), address)
            elif name in {"footnoteReference", "endnoteReference"}:
                yield self._note_reference(name.removesuffix("Reference"), attribute(child, "id"))
            elif name == "txbxContent":
                self._boxes.append(child)
            else:
                yield {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}.get(name, "")
                yield from self._texts(child)

    def _run_texts(self, run: ET.Element) -> Iterator[str]:
        properties = {
            local_name(p): attribute(p, "val")
            for child in run
            if local_name(child) == "rPr"
            for p in child
        }
        if properties.get("vanish", "0") not in {"0", "false"}:
            return
        text = "".join(self._texts(run))
        is_typed_mark = properties.get("vertAlign") == "superscript" and re.fullmatch(
            r"\s*[\[(（]?\d+[\])）]?\s*", text
        )
        yield note_mark(re.sub(r"\D", "", text)) if is_typed_mark else text

    def _note_reference(self, kind: str, key: str) -> str:
        notes = self.notes[kind]
        prefix = "" if kind == "footnote" else "e"
        return notes.setdefault(key, (note_mark(f"{prefix}{len(notes) + 1}"), self.number))[0]
