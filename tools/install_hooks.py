"""Make git search every commit for the essay's text: ``make hooks``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SETTING = "core.hooksPath"


def git(*arguments: str) -> str:
    """Return the output of git, or nothing if it fails."""
    command = ["git", *arguments]
    return subprocess.run(  # noqa: S603  git's own
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8", check=False
    ).stdout.strip()


def main() -> int:
    """Set git's folder of hooks.

    :returns: 1 if another is set, or if git refuses.
    """
    folder = git("rev-parse", "--show-prefix") + "hooks"
    known = git("config", "--local", "--get", SETTING)
    if known not in {"", folder}:
        sys.stderr.write(
            f"{SETTING} は {known} である。hooks/ の中のものをそこに写す。"
            " It is set: copy what is in hooks/ there.\n"
        )
        return 1
    git("config", "--local", SETTING, folder)
    if git("config", "--local", "--get", SETTING) != folder:
        return 1
    print(
        "コミットのたびに論考の本文を調べる。外すには："
        f" Every commit is checked for the essay; to undo: git config --unset {SETTING}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
