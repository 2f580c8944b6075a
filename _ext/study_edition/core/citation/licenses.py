"""Names and URLs of licences, from their SPDX identifiers."""

from __future__ import annotations

import re

_CREATIVE_COMMONS = re.compile(r"CC-(?P<terms>BY(?:-NC)?(?:-ND|-SA)?)-(?P<version>\d\.\d)")


def license_name(spdx: str) -> str:
    """Return a licence as its makers write it: CC BY-SA 4.0 for ``CC-BY-SA-4.0``."""
    match = _CREATIVE_COMMONS.fullmatch(spdx)
    return (
        f"CC {match['terms']} {match['version']}" if match else spdx.replace("CC0-1.0", "CC0 1.0")
    )


def license_address(spdx: str) -> str:
    """Return the URL of a Creative Commons licence; empty for others."""
    match = _CREATIVE_COMMONS.fullmatch(spdx)
    if match is None:
        return "https://creativecommons.org/publicdomain/zero/1.0/" if spdx == "CC0-1.0" else ""
    return f"https://creativecommons.org/licenses/{match['terms'].lower()}/{match['version']}/"
