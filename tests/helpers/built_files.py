"""The files of a build: compared with those of another, and searched as text."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

from workshop import pdf_text

if TYPE_CHECKING:
    from pathlib import Path


def files(out: Path) -> dict[str, bytes]:
    """Return every file of a build by its path."""
    return {
        str(p.relative_to(out)): p.read_bytes()
        for p in out.rglob("*")
        if p.is_file() and p.name != ".buildinfo.bak"
    }


def files_below(folder: Path) -> dict[str, bytes | None]:
    """Return the contents of everything below a folder by path; None for folders."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


def differing_files(one: Path, other: Path) -> list[str]:
    """Return the paths of files that differ or exist on one side only."""
    a, b = files(one), files(other)
    return sorted(name for name in a.keys() | b.keys() if a.get(name) != b.get(name))


def file_texts(folder):
    """Yield every file below a folder with its text, without white space.

    The text has its name, its bytes as UTF-8 and UTF-16, its streams inflated, and all of these
    without markup and readings.
    """
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        data = path.read_bytes()
        parts = [data.decode("utf-8", "ignore"), data.decode("utf-16-be", "ignore")]
        for match in re.finditer(rb"stream\r?\n", data):
            try:
                inflated = zlib.decompressobj().decompress(data[match.end() :])
            except zlib.error:
                continue
            parts += [inflated.decode("utf-8", "ignore"), inflated.decode("utf-16-be", "ignore")]
        if path.suffix == ".pdf":
            parts.append(pdf_text(path))
        bare = [
            re.sub(r"<r[tp][^>]*>.*?</r[tp]>|<[^>]*>", "", part.replace("\\u003c", "<"))
            for part in parts
        ]
        yield (
            path,
            re.sub(r"\s", "", "\n".join([path.relative_to(folder).as_posix(), *parts, *bare])),
        )


def files_containing(folder, needles):
    """Return the needles that occur in files of a folder, each with the paths of these files."""
    hits = {}
    for path, text in file_texts(folder):
        for needle in needles:
            if re.sub(r"\s", "", needle) in text:
                hits.setdefault(needle, []).append(path.relative_to(folder).as_posix())
    return hits
