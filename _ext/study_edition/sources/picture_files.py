"""Which picture files are published: of a known kind by their content, and an SVG that only draws.

A browser that opens an SVG by itself runs the scripts in it, on the edition's own origin.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET  # an entity is refused before the file is parsed

from ..core.text.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_SVG_SIZE = 8 * 2**20
"""Bytes of an SVG; a map in fine detail has about one million."""

_BEGINNINGS = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF87a", b"GIF89a"),
    ".webp": (b"RIFF",),
}
_SVG = "http://www.w3.org/2000/svg"
_ACTIVE_NAMESPACES = {"http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML"}
_ELEMENTS = frozenset(
    {
        *("svg", "g", "defs", "symbol", "use", "switch", "view", "title", "desc", "metadata"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "image"),
        *("text", "tspan", "textPath", "style", "font-face"),
        *("linearGradient", "radialGradient", "stop", "pattern", "clipPath", "mask", "marker"),
        "filter",
    }
)
_DATA = r"data:(?:image/(?:png|jpeg|gif|webp)|font/|application/(?:x-)?font-)"
_OUTSIDE = re.compile(
    rf"url\s*\((?!\s*[\"']?\s*(?:#|{_DATA}))|@import|expression\s*\(|javascript:|\\",
    re.IGNORECASE,
)
"""What in a style leads elsewhere: an address that is not in the file, or is hidden by escapes."""
_INSIDE = re.compile(rf"\s*(?:#|{_DATA})", re.IGNORECASE)


def refused_part(path: Path) -> str:
    """Return what in a picture's file is not allowed; empty if all is.

    :raises OSError: if the file cannot be read.
    """
    suffix = path.suffix.lower()
    if suffix != ".svg":
        with path.open("rb") as file:
            begins = file.read(16).startswith(_BEGINNINGS.get(suffix, ()))
        return "" if begins else _("content of another kind")
    if path.stat().st_size > MAX_SVG_SIZE:
        return _("more than {size} MB").format(size=MAX_SVG_SIZE // 2**20)
    data = path.read_bytes()
    if re.search(rb"<!ENTITY|<\?xml-stylesheet", data, re.IGNORECASE) or b"\0" in data:
        return "<!ENTITY, <?xml-stylesheet, U+0000"
    try:
        root = ET.fromstring(data)  # noqa: S314  without entities
    except (ET.ParseError, ValueError, LookupError):
        return _("XML that cannot be read")
    if root.tag != f"{{{_SVG}}}svg":
        return _("content of another kind")
    return next(_refused(root), "")


def _refused(root: ET.Element) -> Iterator[str]:
    for element in root.iter():
        namespace, brace, name = str(element.tag).lstrip("{").rpartition("}")
        is_drawing = namespace == _SVG or not brace
        known = name in _ELEMENTS or re.fullmatch("fe[A-Z][A-Za-z]+", name)
        if namespace in _ACTIVE_NAMESPACES or (is_drawing and not known):
            yield f"<{name}>"
        if is_drawing and name == "style" and _OUTSIDE.search("".join(element.itertext())):
            yield "<style>"
        for key, value in element.attrib.items():
            plain = key.rpartition("}")[2].lower()
            leads_out = plain in {"href", "src"} and not _INSIDE.match(value)
            if plain.startswith("on") or plain == "base" or leads_out or _OUTSIDE.search(value):
                yield f"{plain}="
