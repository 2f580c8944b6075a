"""What the tests share: a copy of a small edition that a test may change and build, and the command line."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import sphinx.jinja2glue
from bs4 import BeautifulSoup
from jinja2 import BytecodeCache
from jinja2.sandbox import SandboxedEnvironment
from sphinx.testing.util import SphinxTestApp

import command_process
from project_paths import ROOTS


class _Compiled(BytecodeCache):
    """Compiled templates, so that not every build of a small edition compiles the theme's anew; the key holds their text."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket) -> None:
        if code := self.kept.get((bucket.key, bucket.checksum)):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket) -> None:
        self.kept[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


sphinx.jinja2glue.SandboxedEnvironment = partial(SandboxedEnvironment, bytecode_cache=_Compiled())


class Warned(NamedTuple):
    """A warning as the user sees it, taken apart."""

    path: str
    line: int | None
    text: str
    subtype: str


class Workshop:
    """A copy of an edition under *folder*, with a builder that remembers nothing between calls but the disk."""

    def __init__(self, folder: Path, root: str = "test-edition") -> None:
        self.source = folder / "source"
        self.folder = folder
        shutil.copytree(ROOTS / root, self.source)
        self.warned: list[Warned] = []
        self.app: SphinxTestApp | None = None

    def write(self, name: str, text: str) -> None:
        """Write a source file."""
        path = self.source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        """Replace *old* by *new* in a source file; *old* must be there."""
        text = (self.source / name).read_text("utf-8")
        assert old in text, f"{old!r} not in {name}"
        self.write(name, text.replace(old, new))

    def add(self, name: str, text: str) -> None:
        """Append to a source file."""
        self.write(name, (self.source / name).read_text("utf-8") + text)

    def line(self, name: str, text: str, nth: int = 1) -> int:
        """The line of a source file on which *text* stands for the *nth* time."""
        lines = (self.source / name).read_text("utf-8").splitlines()
        return [i for i, line in enumerate(lines, 1) if text in line][nth - 1]

    def build(
        self, builder: str = "html", output: str = "out", *, fresh: bool = False, jobs: int = 1
    ) -> Path:
        """Build, and keep what was warned of in ``warned``; *fresh* ignores what was read before."""
        warning = StringIO()
        app = SphinxTestApp(
            builder,
            self.source,
            builddir=self.folder / output,
            freshenv=fresh,
            warning=warning,
            parallel=jobs,
        )
        try:
            app.build()
        finally:
            app.cleanup()
        self.app = app
        self.warned = [
            _parse(line, self.source)
            for line in _uncoloured(warning.getvalue()).splitlines()
            if "WARNING" in line or "ERROR" in line
        ]
        return Path(app.outdir)

    def page(self, name: str, output: str = "out") -> BeautifulSoup:
        """A built page."""
        return BeautifulSoup(
            (self.folder / output / "html" / f"{name}.html").read_text("utf-8"), "html.parser"
        )


def _uncoloured(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def _parse(line: str, source: Path) -> Warned:
    match = re.fullmatch(
        r"(?:(?P<path>[^:]*?)(?::(?P<line>\d*))?: )?(?:WARNING|ERROR): (?P<text>.*?)(?: \[(?P<subtype>[\w.]+)\])?",
        line,
    )
    assert match, line
    path = (match["path"] or "").replace(str(source) + "/", "")
    return Warned(
        path, int(match["line"]) if match["line"] else None, match["text"], match["subtype"] or ""
    )


def lay_out(folder: Path, root: str = "test-edition") -> Path:
    """A copy of a small edition laid out as the command expects it: ``conf.py`` beside ``source/``."""
    source = folder / "project/source"
    shutil.copytree(ROOTS / root, source)
    for name in ("conf.py", "references.bib"):
        (source / name).rename(source.parent / name)
    return source.parent


def run_edition(
    folder: Path,
    *arguments: str,
    check: bool = False,
    lang: str = "C.UTF-8",
    afresh: bool = False,
    **environ: str,
) -> subprocess.CompletedProcess[str]:
    """Run the command ``edition`` in *folder*, with *environ* added to the environment.

    :param afresh: start Python for it, as a user does, which takes a second longer; it is always done where *environ* is for Python.
    """
    environment = {**os.environ, "LC_ALL": lang, "PYTHONUTF8": "1", **environ}
    if afresh or any(name.startswith("PYTHON") for name in environ):
        command = [*command_process.AFRESH, *arguments]
        result = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
    else:
        result = command_process.run(folder, tuple(map(str, arguments)), environment)
    assert not check or result.returncode == 0, result.stderr
    return result


def pdf_text(path: Path, *options: str) -> str:
    """The text of a PDF as poppler reads it."""
    return subprocess.run(
        ["pdftotext", *options, str(path), "-"], capture_output=True, text=True, check=True
    ).stdout


class Strict(SimpleHTTPRequestHandler):
    """Serves a folder and allows a page nothing but what the same server has."""

    def end_headers(self) -> None:
        """Add the policy."""
        self.send_header("Content-Security-Policy", "default-src 'self'")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class FileLock:
    """Lets one of several test processes do a thing while the others wait."""

    def __init__(self, path: Path) -> None:
        self.path = path.with_suffix(".lock")

    def __enter__(self) -> None:
        while True:
            try:
                self.path.touch(exist_ok=False)
            except FileExistsError:
                time.sleep(0.1)
            else:
                return

    def __exit__(self, *_: object) -> None:
        self.path.unlink()
