"""The editions that the essays discuss, each as a folder in which the command can be run."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from project_paths import PROJECT, ROOTS
from workshop import run_edition

BESIDE = ("conf.py", "references.bib", "anchors.lock", "readings.txt", "witness.json", "essay.txt")
"""What stands beside ``source/`` in an edition; some have not all of it."""


def _laid_out(source: Path, folder: Path) -> Path:
    """A copy of an edition, laid out as the command expects it."""
    for path in source.iterdir():
        if path.name in BESIDE:
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, folder / path.name)
        elif source != PROJECT:
            target = folder / "source" / path.name
            target.parent.mkdir(parents=True, exist_ok=True)
            (shutil.copytree if path.is_dir() else shutil.copy2)(path, target)
    if source == PROJECT:
        shutil.copytree(PROJECT / "source", folder / "source")
    return folder


@pytest.fixture(scope="session")
def bridge(tmp_path_factory) -> Path:
    """The edition of an essay that is ours, with the record of its text; ``essay.txt`` is the text."""
    folder = _laid_out(ROOTS / "test-coursework", tmp_path_factory.mktemp("bridge"))
    run_edition(folder, "fingerprint", "essay.txt", check=True)
    return folder


@pytest.fixture(scope="session")
def real(tmp_path_factory) -> Path:
    """The edition of this repository."""
    return _laid_out(PROJECT, tmp_path_factory.mktemp("real"))
