"""The bill of materials of what is shipped, CycloneDX 1.6 in JSON: ``make sbom`` writes ``build/sbom.json``.

It is made from the lock file and metadata alone, with neither date nor random serial number, so that the same lock gives the same bytes.
"""

from __future__ import annotations

import json
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

from locked import LOCKS, ROOT, Locked, is_allowed, licence, read_lock

PROJECT = "study-edition"


def bill() -> dict[str, Any]:
    """The bill as data.

    Source: CycloneDX 1.6, https://cyclonedx.org/docs/1.6/json/
    """
    lock = read_lock(LOCKS["build"])
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    version = metadata.version(PROJECT)
    own = {
        "type": "library",
        "bom-ref": _purl(PROJECT, version),
        "name": PROJECT,
        "version": version,
        "description": settings["description"],
        "licenses": _licences(settings["license"]),
        "purl": _purl(PROJECT, version),
    }
    needs: dict[str, set[str]] = {_purl(PROJECT, version): set()}
    for one in lock:
        needs.setdefault(_ref(one), set())
    for one in lock:
        for parent in one.parents:
            for of in (
                [_purl(PROJECT, version)]
                if parent == PROJECT
                else [_ref(other) for other in lock if other.name == parent]
            ):
                needs[of].add(_ref(one))
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": own},
        "components": [_component(one) for one in lock],
        "dependencies": [
            {"ref": ref, "dependsOn": sorted(found)} for ref, found in sorted(needs.items())
        ],
    }


def _component(one: Locked) -> dict[str, Any]:
    component: dict[str, Any] = {
        "type": "library",
        "bom-ref": _ref(one),
        "name": one.name,
        "version": one.version,
        "scope": "excluded"
        if one.name == "setuptools"
        else "required",  # it installs the engine and is not run with it
        "hashes": [{"alg": "SHA-256", "content": content} for content in sorted(one.hashes)],
        "licenses": _licences(licence(one.name)),
        "purl": _ref(one),
    }
    if one.marker:
        component["properties"] = [{"name": f"{PROJECT}:marker", "value": one.marker}]
    return component


def _licences(said: str) -> list[dict[str, Any]]:
    if " " not in said:
        return [{"license": {"id": said}}]
    if is_allowed(said) and (" AND " in said or " OR " in said):
        return [{"expression": said}]
    return [{"license": {"name": said}}]


def _ref(one: Locked) -> str:
    return _purl(one.name, one.version)


def _purl(name: str, version: str) -> str:
    """The package's address, https://github.com/package-url/purl-spec."""
    return f"pkg:pypi/{name}@{version}"


def main() -> int:
    """Write the bill to the file named."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build/sbom.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(bill(), indent=1, ensure_ascii=False) + "\n", "utf-8", newline="\n")
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
