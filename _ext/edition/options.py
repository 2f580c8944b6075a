"""Converters for directive options."""

from __future__ import annotations

import re


def words(text: str | None) -> tuple[str, ...]:
    """A list parted by commas, Japanese or Latin: ``a, b、c``; empty parts are dropped."""
    return tuple(part.strip() for part in re.split(r"[,、，]", text or "") if part.strip())


def line(text: str | None) -> str:
    """A single line of text, white space folded."""
    return " ".join((text or "").split())
