"""Escape text so that MyST reads it literally."""

from __future__ import annotations

import re

_ANYWHERE = re.compile(r"[\\`*_{}\[\]<>#|~$&]")
"""Characters that are markup in MyST anywhere."""
_AT_BLOCK_START = re.compile(r"(\d{0,9})([-+=%:>(^.)])")
"""Characters that are markup only at the start of a block: a list, the underline of a heading, a
comment, a definition, a quotation, a target."""


def escape(text: str) -> str:
    """Escape text for the middle of a line."""
    return _ANYWHERE.sub(r"\\\g<0>", text)


def begin(escaped: str) -> str:
    """Escape a line that :func:`escape` returned further, for the start of a block."""
    match = _AT_BLOCK_START.match(escaped)
    return f"{match[1]}\\{match[2]}{escaped[match.end() :]}" if match else escaped
