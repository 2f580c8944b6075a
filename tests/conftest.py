"""Fixtures."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from support import PROJECT, FileLock, Workshop, run_edition

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """A fresh copy of the small edition; messages are in English."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return Workshop(tmp_path)


@pytest.fixture(scope="session")
def edition(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The edition of this repository, built as a user builds it; its HTML folder."""
    shared = tmp_path_factory.getbasetemp().parent if worker_id != "master" else tmp_path_factory.getbasetemp()
    folder = shared / "the-edition"
    with FileLock(folder):
        if not (folder / "build/pdf/study-guide.pdf").exists():
            files = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, text=True, check=True).stdout
            for name in filter(None, files.split("\0")):
                target = folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                if (PROJECT / name).is_file():
                    shutil.copy2(PROJECT / name, target)
            run_edition(folder, "build", "--quiet", check=True)
    return folder / "build/html"


@pytest.fixture(scope="session")
def guide(edition: Path) -> Path:
    """The study guide of this repository."""
    return edition.parent / "pdf/study-guide.pdf"
