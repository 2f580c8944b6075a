"""The set of student essays as handed in: Word documents and PDFs are made from the texts here.

In a text for a .docx or a .pdf a line is a paragraph; ``#`` and ``##`` mark headings, ``>`` a block
quotation, ``[^1]`` the mark of a footnote and ``[^1]:`` the footnote. The files are written by
python-docx and Typst, not by the engine.
"""

from __future__ import annotations

import importlib.util
import re
import tomllib
from pathlib import Path
from typing import NamedTuple

import docx
import typst
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from project_paths import DATA

FOLDER = DATA / "essays"
NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


class Essay(NamedTuple):
    """An essay of the set, and the findings expected in it."""

    name: str
    edition: str
    encoding: str
    references: int
    findings: list[tuple[int, str]]


def essays() -> list[Essay]:
    """Return the set as ``essays.toml`` lists it."""
    listed = tomllib.loads((DATA / "essays.toml").read_text("utf-8"))
    return [
        Essay(
            name,
            data["edition"],
            data.get("encoding", "utf-8"),
            data["references"],
            [(line, kind) for line, kind, _ in data["findings"]],
        )
        for name, data in listed.items()
    ]


def hand_in(essay: Essay, folder: Path) -> Path:
    """Write the file that the author hands in."""
    path = folder / essay.name
    if essay.name.endswith((".docx", ".pdf")):
        lines = (FOLDER / f"{essay.name}.txt").read_text("utf-8").splitlines()
        (write_docx if essay.name.endswith(".docx") else write_pdf)(lines, path)
    else:
        path.write_bytes((FOLDER / essay.name).read_text("utf-8").encode(essay.encoding))
    return path


def write_docx(lines: list[str], path: Path) -> None:
    """Write a Word document."""
    document = docx.Document()
    notes = dict(
        match.groups() for line in lines if (match := re.match(r"\[\^(\d+)\]: (.*)", line))
    )
    for line in lines:
        if re.match(r"\[\^\d+\]: ", line):
            continue
        if line.startswith("#"):
            document.add_heading(line.lstrip("# "), level=line.count("#"))
            continue
        quoted = line.startswith("> ")
        paragraph = document.add_paragraph(style="Quote" if quoted else None)
        for i, piece in enumerate(re.split(r"\[\^(\d+)\]", line.removeprefix("> "))):
            if i % 2:
                mark = f'<w:r {nsdecls("w")}><w:footnoteReference w:id="{piece}"/></w:r>'
                paragraph._p.append(parse_xml(mark))  # noqa: SLF001
            else:
                middle = (
                    len(piece) // 2
                )  # words run over the borders of formatting, as they do in Word
                paragraph.add_run(piece[:middle])
                paragraph.add_run(piece[middle:]).italic = True
    if notes:
        xml = "".join(
            f'<w:footnote w:id="{key}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
            for key, text in notes.items()
        )
        data = f'<?xml version="1.0"?><w:footnotes {nsdecls("w")}>{xml}</w:footnotes>'.encode()
        part = Part(PackURI("/word/footnotes.xml"), NOTES_TYPE, data, document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    document.save(str(path))


def write_pdf(lines: list[str], path: Path) -> None:
    """Write a PDF with broken and justified lines."""
    body = "\n\n".join(
        re.sub(r"^(#+) ", lambda m: "=" * len(m[1]) + " ", line) for line in lines if line
    )
    body = re.sub(r"([@*_`$<>])", r"\\\1", body)
    head = '#set page(paper: "a5", numbering: "1")\n#set text(lang: "ja", font: "Noto Serif JP", size: 10pt)\n'
    head += "#set par(justify: true, first-line-indent: (amount: 1em, all: true))\n"
    fonts = [
        str(Path(spec.submodule_search_locations[0]))
        for name in ("pylopdf_fonts_cjk", "noto_cjk_sans_jp_bold")
        if (spec := importlib.util.find_spec(name)) and spec.submodule_search_locations
    ]
    path.write_bytes(
        typst.compile((head + body).encode(), font_paths=fonts, ignore_system_fonts=True)
    )
