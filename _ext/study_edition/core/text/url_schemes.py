"""Decide which URLs written by contributors may reach a reader's browser."""

from __future__ import annotations

import re

ALLOWED_SCHEMES = frozenset({"http", "https", "mailto"})
"""The schemes a link may have. A URL without a scheme is a link within the edition."""

_IGNORED = re.compile(r"[\x00-\x20\x7f-\x9f]+")
"""Characters that browsers strip from URLs (WHATWG URL, basic URL parser)."""
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*(?=:)", re.IGNORECASE)


def refused_scheme(address: str) -> str | None:
    r"""Return the lower-case scheme for which a URL is refused, or None if the URL is allowed.

    The URL is read as a browser reads it, without control characters: ``java\tscript:`` is
    ``javascript:``.
    """
    match = _SCHEME.match(_IGNORED.sub("", address))
    if match is None or match[0].lower() in ALLOWED_SCHEMES:
        return None
    return match[0].lower()


def is_external(address: str) -> bool:
    """Return whether a URL leaves the edition, as ``https://…``, ``//host/…`` and ``data:…`` do."""
    plain = _IGNORED.sub("", address).replace("\\", "/")
    return plain.startswith("//") or _SCHEME.match(plain) is not None
