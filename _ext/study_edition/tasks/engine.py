"""The engine as it is installed: the wheel it came in, and the versions it runs with."""

from __future__ import annotations

import json
from importlib import metadata
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from ..version import VERSION

NAME = "study-edition"
WHEEL = f"{NAME.replace('-', '_')}-{VERSION}-py3-none-any.whl"
FOLDER = "wheels"
"""Where an edition keeps the engine's wheel."""


def installed_wheel() -> Path | None:
    """The wheel that the engine was installed from, if it is still where pip found it (PEP 610)."""
    try:
        text = metadata.distribution(NAME).read_text("direct_url.json")
    except metadata.PackageNotFoundError:
        return None
    address = urlsplit(json.loads(text)["url"]) if text else None
    path = (
        Path(url2pathname(unquote(address.path))) if address and address.scheme == "file" else None
    )
    return path if path and path.name == WHEEL and path.is_file() else None


def requirements() -> tuple[str, ...]:
    """The lines by which pip installs this engine, and what it runs with, as they are here.

    The engine is named by its file: a name alone would be looked for in an index, where it can be anybody's.
    """
    return (
        f"./{FOLDER}/{WHEEL}",
        *(f"{name}=={version}" for name, version in sorted(_closure().items())),
    )


def _closure() -> dict[str, str]:
    """Every distribution that the engine needs here, directly or not, with its version."""
    found: dict[str, str] = {}
    waiting = [NAME, "pytest"]
    while waiting:
        try:
            known = metadata.distribution(waiting.pop())
        except metadata.PackageNotFoundError:
            continue
        name = canonicalize_name(known.metadata["Name"])
        if name in found:
            continue
        found[name] = known.version
        needs = [Requirement(line) for line in known.requires or ()]
        waiting += [
            need.name
            for need in needs
            if need.marker is None or need.marker.evaluate({"extra": ""})
        ]
    found.pop(NAME, None)
    return found
