"""Write output files only where their content changes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def write_if_changed(path: Path, text: str) -> None:
    """Write *text* to *path* in UTF-8, unless the file has that content already."""
    data = text.encode()
    if not path.exists() or path.read_bytes() != data:
        path.write_bytes(data)


def compact_json(value: object) -> str:
    """Return *value* as JSON without unnecessary spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def write_script(path: Path, function: str, *arguments: object) -> None:
    """Write a script that calls a global function with data, if its content changes.

    The scripts of a page get their data this way because a page opened from a disk can load scripts
    but cannot fetch JSON. Missing folders are created.

    :param function: the name under which a script of the page keeps the function.
    :param arguments: its arguments, which become JSON.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    write_if_changed(path, f"{function}({','.join(map(compact_json, arguments))})\n")
