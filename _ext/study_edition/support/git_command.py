"""Run git in a folder, whatever repository a surrounding git command is about."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def run_git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run git in *folder* without the ``GIT_*`` variables that a hook inherits.

    :returns: the exit code with what git wrote, as bytes.
    :raises OSError: if git cannot be started.
    """
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    return subprocess.run(  # noqa: S603
        ["git", *arguments],  # noqa: S607
        cwd=folder,
        env=environment,
        capture_output=True,
        check=False,
    )
