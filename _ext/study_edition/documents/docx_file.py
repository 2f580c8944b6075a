"""Word documents: paragraphs, tables, text boxes and notes in order, as their reader sees them.

Read from the XML itself: python-docx gives neither notes nor tracked insertions, and loads every picture.
Sizes are limited before anything is unpacked. Elements are known by their local names: the strict and the transitional form of
ISO/IEC 29500 differ in the namespace only.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree import (
    ElementTree as ET,  # a document type, and with it every entity, is refused below
)

from ..support.cli_text import say
from .document import DocumentError, Line, Part, mark, with_address
from .word_styles import Styles

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_PART = 16 * 2**20
"""Bytes of XML in one part, unpacked: the tree takes up to twenty times as much."""

_LEFT_OUT = frozenset(
    "del moveFrom pPr rPr rt instrText delText Fallback sdtPr tblPr trPr tcPr sectPr".split()
)  # noqa: SIM905  words read easier
_FOREIGN = {
    "content.xml": "OpenDocument",
    "xl/workbook.xml": "Excel",
    "ppt/presentation.xml": "PowerPoint",
}


def lines(data: bytes) -> list[Line]:
    """The lines of a document; deleted revisions, comments, hidden text and readings over words are left out.

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
        raise DocumentError(
            say(
                "壊れていて読めない。Word で開いて保存しなおす。",
                "it is broken: open it in Word and save it again.",
            )
        ) from error
    except RecursionError as error:
        raise DocumentError(say("入れ子が深すぎる。", "it is nested too deeply.")) from error
    except RuntimeError as error:  # zipfile's word for a password
        raise DocumentError(
            say(
                "パスワードが付いている。外して保存しなおす。",
                "it has a password: save it without.",
            )
        ) from error


class _Refusing(ET.TreeBuilder):
    """Builds a tree from XML without a document type, as Word writes it."""

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        raise ValueError(name)


class _Package:
    """A document's parts."""

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
            kind = next((kind for name, kind in _FOREIGN.items() if name in names), "ZIP")
            raise DocumentError(
                say(
                    f"{kind} は読めない。txt、md、html、docx、pdf で保存する。",
                    f"{kind} is not read: save as txt, md, html, docx or pdf.",
                )
            )
        self.relations = self._relations(self.main)

    def lines(self) -> list[Line]:
        """The lines of the text, and after them those of its notes."""
        body = _Body(
            Styles(self._part("styles")),
            {key: target for key, (kind, target) in self.relations.items() if kind == "hyperlink"},
        )
        root = self._tree(self.main)
        found = [line for element in root for line in body.blocks(element)]
        for kind, tag in (("footnotes", "footnote"), ("endnotes", "endnote")):
            tree = self._part(kind)
            notes = {_get(note, "id"): note for note in (tree if tree is not None else ())}
            for key, (label, number) in body.notes[tag].items():
                if key in notes:
                    found += body.note(notes[key], label, number)
        return found

    def _part(self, kind: str) -> ET.Element | None:
        """The tree of the part that stands in a relation to the document, if there is one."""
        target = next((target for found, target in self.relations.values() if found == kind), None)
        return self._tree(target) if target in self.package.namelist() else None

    def _tree(self, name: str) -> ET.Element:
        with self.package.open(name) as file:
            data = file.read(MAX_PART + 1)
        if len(data) > MAX_PART:
            raise DocumentError(
                say(
                    f"大きすぎる（{name} が {MAX_PART // 2**20} MB を超える）。",
                    f"it is too large ({name} exceeds {MAX_PART // 2**20} MB).",
                )
            )
        parser = ET.XMLParser(target=_Refusing())  # noqa: S314  no document type is let in
        parser.feed(data)
        return parser.close()

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """The relations of a part: id to kind and target (a part's name, or an address)."""
        folder, name = posixpath.split(part)
        path = f"{folder}/_rels/{name}.rels".lstrip("/")
        if path not in self.package.namelist():
            return {}
        found = {}
        for relation in self._tree(path):
            target = relation.get("Target", "")
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], target)
        return found


class _Body:
    """Reads blocks; counts paragraphs; remembers which notes were referred to, and where."""

    def __init__(self, styles: Styles, links: dict[str, str]) -> None:
        self.styles = styles
        self.links = links
        self.number = 0
        self.notes: dict[str, dict[str, tuple[str, int]]] = {"footnote": {}, "endnote": {}}
        self._boxes: list[ET.Element] = []

    def blocks(self, element: ET.Element) -> Iterator[Line]:
        """The lines of a block and of what stands in it."""
        name = _local(element)
        if name == "p":
            yield from self._paragraph(element)
        elif name not in _LEFT_OUT:
            for child in element:
                yield from self.blocks(child)

    def note(self, element: ET.Element, label: str, number: int) -> Iterator[Line]:
        """The lines of a note, under the number of the paragraph that refers to it."""
        head = f"{label} "
        for paragraph in (p for p in element.iter() if _local(p) == "p"):
            text = "".join(self._words(paragraph)).strip()
            if text:
                yield Line(number, head + text, Part.NOTE)
                head = ""

    def _paragraph(self, element: ET.Element) -> Iterator[Line]:
        outer, self._boxes = self._boxes, []
        self.number += 1
        text = "".join(self._words(element))
        if text.strip():
            part = self.styles.part(element)
            yield from (
                Line(self.number, line.strip(), part) for line in text.split("\n") if line.strip()
            )
        else:
            self.number -= 1
        boxes, self._boxes = self._boxes, outer
        for box in boxes:
            yield from self.blocks(box)

    def _words(self, element: ET.Element) -> Iterator[str]:
        for child in element:
            name = _local(child)
            if name in _LEFT_OUT:
                continue
            if name == "t":
                yield child.text or ""
            elif name == "r":
                yield from self._run(child)
            elif name == "hyperlink":
                anchor = _get(child, "anchor")
                address = self.links.get(_get(child, "id"), "") + (f"#{anchor}" if anchor else "")
                yield with_address("".join(self._words(child)), address)
            elif name in {"footnoteReference", "endnoteReference"}:
                yield self._reference(name.removesuffix("Reference"), _get(child, "id"))
            elif name == "txbxContent":
                self._boxes.append(child)
            else:
                yield {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}.get(name, "")
                yield from self._words(child)

    def _run(self, run: ET.Element) -> Iterator[str]:
        properties = {_local(p): _get(p, "val") for r in run if _local(r) == "rPr" for p in r}
        if properties.get("vanish", "0") not in {"0", "false"}:
            return
        text = "".join(self._words(run))
        raised = properties.get("vertAlign") == "superscript" and re.fullmatch(
            r"\s*[\[(（]?\d+[\])）]?\s*", text
        )
        yield mark(re.sub(r"\D", "", text)) if raised else text

    def _reference(self, kind: str, key: str) -> str:
        known = self.notes[kind]
        prefix = "" if kind == "footnote" else "e"
        return known.setdefault(key, (mark(f"{prefix}{len(known) + 1}"), self.number))[0]


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _get(element: ET.Element, name: str) -> str:
    """The value of an attribute, whatever its namespace."""
    return next(
        (value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), ""
    )
