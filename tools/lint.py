"""Run the linters, all of them whatever the others find: ``make lint``.

``tools/lint.py ruff mypy`` runs the named ones alone. They are those of the Python that runs this
file.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent

COMMANDS = {
    "ruff": ("ruff", "check", "--quiet", "--output-format", "concise", "."),
    "format": ("ruff", "format", "--quiet", "--check", "."),
    "mypy": ("mypy",),
    "imports": ("lint-imports", "--no-logo", "--cache-dir", ".cache/import-linter"),
    "dependencies": ("deptry", "_ext"),
    "prose": (
        *("ast-grep", "scan", "--config", "tools/prose/sgconfig.yml"),
        *("--globs", "!tests", "--globs", "!source", "--report-style", "short"),
    ),
    "workflows": ("zizmor", "--offline", "--quiet", "--no-progress", "."),
}
"""What each linter is called with; how it is set up is in ``pyproject.toml``."""


def main(names: list[str]) -> int:
    """Run the named linters, or all.

    :returns: 1 if one fails, 2 if there is no linter of a name.
    """
    if unknown := [name for name in names if name not in COMMANDS]:
        sys.stderr.write(
            f"lint: no such linter: {', '.join(unknown)}; there are {', '.join(COMMANDS)}\n"
        )
        return 2
    failed = []
    for name in names or COMMANDS:
        tool, *arguments = COMMANDS[name]
        print("lint:", tool, *arguments, flush=True)
        path = BIN / (f"{tool}.exe" if os.name == "nt" else tool)
        if subprocess.run([path, *arguments], cwd=ROOT, check=False).returncode:  # noqa: S603  the commands above
            failed.append(name)
    if failed:
        sys.stderr.write(f"lint: failed: {', '.join(failed)}\n")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
