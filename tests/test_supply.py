"""What the engine is built from: locked by hash, under licences that may be shipped, and listed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib

import pytest
from jsonschema import Draft202012Validator
from packaging.requirements import Requirement
from support import PROJECT

sys.path.insert(0, str(PROJECT / "tools"))
import locked
import sbom

LICENCES = {
    "type": "array",
    "minItems": 1,
    "items": {"anyOf": [{"required": ["expression"]}, {"required": ["license"]}]},
}
SHAPE = {
    "required": ["bomFormat", "specVersion", "version", "metadata", "components", "dependencies"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"const": "http://cyclonedx.org/schema/bom-1.6.schema.json"},
        "bomFormat": {"const": "CycloneDX"},
        "specVersion": {"const": "1.6"},
        "version": {"const": 1},
        "metadata": {
            "required": ["component"],
            "additionalProperties": False,
            "properties": {"component": {"type": "object"}},
        },
        "components": {
            "type": "array",
            "uniqueItems": True,
            "items": {
                "required": ["type", "bom-ref", "name", "version", "hashes", "licenses", "purl"],
                "properties": {
                    "type": {"const": "library"},
                    "scope": {"enum": ["required", "excluded"]},
                    "hashes": {
                        "type": "array",
                        "minItems": 1,
                        "items": {"properties": {"content": {"pattern": "^[0-9a-f]{64}$"}}},
                    },
                    "licenses": LICENCES,
                    "purl": {"pattern": "^pkg:pypi/[a-z0-9-]+@[^@]+$"},
                },
            },
        },
        "dependencies": {"type": "array", "items": {"required": ["ref", "dependsOn"]}},
    },
}
"""Of CycloneDX 1.6, what the bill uses; the whole schema was tried by hand."""


@pytest.mark.parametrize("path", locked.LOCKS.values(), ids=locked.LOCKS)
def test_every_line_of_a_lock_has_its_hashes_and_none_names_an_index(path):
    found = locked.read_lock(path)
    assert len(found) > 25
    assert all(one.hashes and one.parents for one in found)
    assert "://" not in path.read_text("utf-8")


@pytest.mark.parametrize(
    "line", ["--index-url https://example.org/simple", "six", "six==1.17.0", "-e ."]
)
def test_a_lock_with_anything_else_is_refused(tmp_path, line):
    path = tmp_path / "requirements.txt"
    path.write_text(f"six==1.17.0 \\\n    --hash=sha256:{'0' * 64}\n    # via x\n{line}\n", "utf-8")
    with pytest.raises(ValueError, match=r"requirements\.txt:4"):
        locked.read_lock(path)


def test_every_licence_may_be_shipped():
    found = {
        one.name: locked.licence(one.name)
        for path in locked.LOCKS.values()
        for one in locked.read_lock(path)
    }
    assert {name: said for name, said in found.items() if not locked.is_allowed(said)} == {}
    assert locked.SEEN.keys() <= found.keys()


@pytest.mark.parametrize(
    "said",
    [
        "GPL-3.0-only",
        "AGPL-3.0",
        "LGPL-2.1",
        "unknown",
        "",
        "MIT AND GPL-2.0",
        "GNU General Public License (GPL)",
    ],
)
def test_a_licence_that_may_not_be_shipped(said):
    assert not locked.is_allowed(said)


@pytest.mark.parametrize(
    "said", ["MIT", "GPL-2.0 OR MIT", "MIT AND PSF-2.0", "Apache-2.0 OR BSD-2-Clause"]
)
def test_a_licence_that_may_be_shipped(said):
    assert locked.is_allowed(said)


def test_the_bill_of_materials():
    bill = sbom.bill()
    Draft202012Validator(SHAPE).validate(bill)
    assert json.dumps(bill) == json.dumps(sbom.bill())
    refs = {one["bom-ref"] for one in bill["components"]} | {
        bill["metadata"]["component"]["bom-ref"]
    }
    assert {one["ref"] for one in bill["dependencies"]} == refs
    assert {ref for one in bill["dependencies"] for ref in one["dependsOn"]} == refs - {
        bill["metadata"]["component"]["bom-ref"]
    }
    assert len(bill["components"]) == len(locked.read_lock(locked.LOCKS["build"]))


@pytest.mark.parametrize(("arguments", "has_uv"), [(["x.whl"], False), (["x.whl", "latest"], True)])
def test_what_cannot_be_tried_is_told_in_a_line(arguments, has_uv, tmp_path):
    if has_uv:
        (tmp_path / "uv").touch(0o755)
    command = [sys.executable, PROJECT / "tools/versions.py", *arguments]
    result = subprocess.run(
        command, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stdout) == (1, "")
    assert re.fullmatch(r"versions: (?:uv is needed|no such set: latest).+\n", result.stderr)


def test_what_is_locked_is_within_the_ranges():
    wanted = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"][
        "dependencies"
    ]
    pinned = {one.name: one.version for one in locked.read_lock(locked.LOCKS["build"])}
    ranges = [Requirement(line) for line in wanted]
    assert [str(one) for one in ranges if not one.specifier.contains(pinned[one.name])] == []
