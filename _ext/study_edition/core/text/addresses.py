"""Addresses in what others wrote: which a reader's browser may be given."""

from __future__ import annotations

import re

SCHEMES = frozenset({"http", "https", "mailto"})
"""The schemes of addresses that a link may have; one without a scheme leads within the edition."""

_IGNORED = re.compile(r"[\x00-\x20\x7f-\x9f]+")
"""What a browser drops or may drop from an address (WHATWG URL, basic URL parser)."""
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*(?=:)", re.IGNORECASE)


def refused_scheme(address: str) -> str | None:
    r"""The scheme for which an address is refused, in small letters; None for an address that may stand.

    An address is read as a browser reads it, which overlooks control characters: ``java\tscript:`` is ``javascript:``.
    """
    match = _SCHEME.match(_IGNORED.sub("", address))
    if match is None or match[0].lower() in SCHEMES:
        return None
    return match[0].lower()


def is_elsewhere(address: str) -> bool:
    """Whether an address leaves the edition, as ``https://…``, ``//host/…`` and ``data:…`` do."""
    plain = _IGNORED.sub("", address).replace("\\", "/")
    return plain.startswith("//") or _SCHEME.match(plain) is not None
