"""Check the types of the pages' scripts with TypeScript: ``make js``. This alone needs npm."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / ".cache/js"
TYPESCRIPT = "typescript@7"
MARK = "// @ts-check"


def main() -> int:
    """Check every script, and that it begins with :data:`MARK`.

    :returns: 1 if npm is missing or a script has an error.
    """
    npm = shutil.which("npm")
    if not npm:
        sys.stderr.write("npm is needed.\n")
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    install = ("install", "--silent", "--no-save", "--no-package-lock", TYPESCRIPT)
    compiler = ("exec", "--offline", "--", "tsc", "--noEmit", "-p", str(ROOT / "tools/scripts"))
    for command in (install, compiler):
        run = subprocess.run([npm, *command], cwd=FOLDER, check=False)  # noqa: S603  npm itself
        if run.returncode:
            return 1
    scripts = sorted(ROOT.glob("_ext/study_edition/*/static/*.js"))
    unmarked = [path.name for path in scripts if not path.read_text("utf-8").startswith(MARK)]
    if unmarked:
        sys.stderr.write(f"{', '.join(unmarked)}: the first line must be {MARK}\n")
        return 1
    sys.stdout.write(f"{len(scripts)} scripts checked\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
