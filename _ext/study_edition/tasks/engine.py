"""The installed engine: the wheel it came from, and the versions of what it needs."""

from __future__ import annotations

import json
import platform
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
"""The folder of an edition that holds the engine's wheel."""


def installed_wheel() -> Path | None:
    """Return the wheel that the engine was installed from, if the file still exists (PEP 610)."""
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
    """Return the lines by which pip installs this engine and its dependencies, each pinned.

    The engine is named by its file: a bare name would be looked up in an index, where anybody can
    register it.
    """
    return (
        f"./{FOLDER}/{WHEEL}",
        *(f"{name}=={version}" for name, version in sorted(_dependency_versions().items())),
    )


def python_version() -> str:
    """Return the version of this Python, on which the pinned versions run; not all do on others."""
    return ".".join(platform.python_version_tuple()[:2])


def _dependency_versions() -> dict[str, str]:
    """Return the installed version of every direct and indirect dependency."""
    versions: dict[str, str] = {}
    pending = [NAME, "pytest"]
    while pending:
        try:
            distribution = metadata.distribution(pending.pop())
        except metadata.PackageNotFoundError:
            continue
        name = canonicalize_name(distribution.metadata["Name"])
        if name in versions:
            continue
        versions[name] = distribution.version
        needs = [Requirement(line) for line in distribution.requires or ()]
        pending += [
            need.name
            for need in needs
            if need.marker is None or need.marker.evaluate({"extra": ""})
        ]
    versions.pop(NAME, None)
    return versions
