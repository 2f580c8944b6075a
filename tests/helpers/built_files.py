"""The files of a build: compared with those of another, and searched as text."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

from workshop import pdf_text

if TYPE_CHECKING:
    from pathlib import Path


def files(out: Path) -> dict[str, bytes]:
    """Every file of a build, by its path."""
    return {
        str(p.relative_to(out)): p.read_bytes()
        for p in out.rglob("*")
        if p.is_file() and p.name != ".buildinfo.bak"
    }


def differing(one: Path, other: Path) -> list[str]:
    """The paths whose content, or existence, differs."""
    a, b = files(one), files(other)
    return sorted(name for name in a.keys() | b.keys() if a.get(name) != b.get(name))


def contents(folder):
    """Every file below a folder as text: its name, its bytes as UTF-8 and UTF-16, its streams inflated, without markup and readings."""
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


def found(folder, needles):
    """The needles that stand somewhere in a folder, each with the files that have it."""
    hits = {}
    for path, text in contents(folder):
        for needle in needles:
            if re.sub(r"\s", "", needle) in text:
                hits.setdefault(needle, []).append(path.relative_to(folder).as_posix())
    return hits
