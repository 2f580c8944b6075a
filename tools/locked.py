"""The locked dependencies: what a lock file names, and under which licence each is."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
LOCKS = {"build": ROOT / "requirements.txt", "test": ROOT / "requirements-test.txt"}
"""What is installed to build an edition, which is what we ship; and what is installed to test the engine."""

SEEN = {
    "axe-playwright-python": (
        "MIT AND MPL-2.0",
        "no field; its LICENSE is MIT, and the axe.min.js in it says MPL-2.0",
    ),
    "colorama": ("BSD-3-Clause", "Windows only; its LICENSE.txt, seen in the wheel"),
    "docutils": (
        "LicenseRef-Public-Domain AND BSD-2-Clause",
        "COPYING.rst: the GPL is that of tools/editors/emacs/rst.el, which is in no wheel; math2html.py was licensed anew as BSD",
    ),
    "pylopdf-fonts-cjk": ("OFL-1.1", "its field holds the whole text of the licence"),
}
"""Licences that metadata do not say, or say wrongly: what was found by reading, and where."""

_ALIASES = {
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "SIL Open Font License 1.1 (OFL-1.1)": "OFL-1.1",
}
ALLOWED = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "BSD License",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC0-1.0",
        "LicenseRef-Public-Domain",
        "MIT",
        "MPL-2.0",
        "OFL-1.1",
        "PSF-2.0",
    }
)
"""Licences that may be shipped: permissive, or, as MPL-2.0 and the OFL, copyleft of the file or the font alone."""
UNKNOWN = "unknown"

_PIN = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[^ ;]+)(?: ; (?P<marker>.+?))? \\$")
_HASH = re.compile(r"    --hash=sha256:(?P<hash>[0-9a-f]{64})(?: \\)?$")
_VIA = re.compile(r"    #(?: via)?\s+(?P<parent>.+)$|    # via$")


class Locked(NamedTuple):
    """A distribution as a lock file has it."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]
    parents: tuple[str, ...]
    """Who needs it; the project itself as ``study-edition``."""


def read_lock(path: Path) -> list[Locked]:
    """Every distribution of a lock file.

    :raises ValueError: naming the first line that is no part of one, such as an option or a requirement without a hash.
    """
    found: list[Locked] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if match := _PIN.match(line):
            found.append(Locked(match["name"], match["version"], match["marker"] or "", (), ()))
        elif found and (match := _HASH.match(line)):
            found[-1] = found[-1]._replace(hashes=(*found[-1].hashes, match["hash"]))
        elif found and found[-1].hashes and (match := _VIA.match(line)):
            parents = [match["parent"].split(" ")[0]] if match["parent"] else []
            found[-1] = found[-1]._replace(parents=(*found[-1].parents, *parents))
        else:
            message = f"{path.name}:{number}: {line}"
            raise ValueError(message)
    return found


def licence(name: str) -> str:
    """The licence of a distribution: SPDX where it can be told; :data:`UNKNOWN` where metadata say nothing."""
    if name in SEEN:
        return SEEN[name][0]
    try:
        known = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return UNKNOWN
    said = known.get("License-Expression") or known.get("License") or ""
    classes = [
        line.rpartition(" :: ")[2]
        for line in known.get_all("Classifier") or []
        if line.startswith("License ::")
    ]
    if not said or "\n" in said or len(said) > 60:
        said = classes[0] if len(classes) == 1 else UNKNOWN
    return _ALIASES.get(said, said)


def is_allowed(expression: str) -> bool:
    """Whether what is under a licence may be shipped: of alternatives one, of several together each."""
    return any(
        all(part.strip("() ") in ALLOWED for part in one.split(" AND "))
        for one in expression.split(" OR ")
    )
