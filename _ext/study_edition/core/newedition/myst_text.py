"""A text written into a MyST file so that it reads there as itself."""

from __future__ import annotations

import re

_ANYWHERE = re.compile(r"[\\`*_{}\[\]<>#|~$&]")
"""What MyST takes as markup wherever it stands."""
_FIRST = re.compile(r"(\d{0,9})([-+=%:>(^.)])")
"""What it takes as markup at the beginning of a block only: a list, a heading's line, a comment, a definition, a quotation, a target."""


def escape(text: str) -> str:
    """*text* for the middle of a line."""
    return _ANYWHERE.sub(r"\\\g<0>", text)


def begin(escaped: str) -> str:
    """What :func:`escape` gave, for the beginning of a block; one line."""
    match = _FIRST.match(escaped)
    return f"{match[1]}\\{match[2]}{escaped[match.end() :]}" if match else escaped
