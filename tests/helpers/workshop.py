"""Shared by all tests: a small edition that a test may change and build, and the command line."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler
from importlib.metadata import entry_points
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pybtex.plugin
import pytest
import sphinx.jinja2glue
import sphinx.registry
import sphinx.theming
import sphinxcontrib.bibtex.plugin
from bs4 import BeautifulSoup
from jinja2 import BytecodeCache
from jinja2.sandbox import SandboxedEnvironment
from sphinx.testing.util import SphinxTestApp

import command_process
from project_paths import ROOTS


class _TemplateCache(BytecodeCache):
    """Compiled templates by name and checksum, so that each is compiled once for all builds."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket) -> None:
        if code := self.kept.get((bucket.key, bucket.checksum)):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket) -> None:
        self.kept[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


sphinx.jinja2glue.SandboxedEnvironment = partial(
    SandboxedEnvironment, bytecode_cache=_TemplateCache()
)

# What the installed packages offer is read once, and not nine times for each build.
for _module in (pybtex.plugin, sphinx.registry, sphinx.theming, sphinxcontrib.bibtex.plugin):
    _module.entry_points = cache(entry_points)


class ParsedWarning(NamedTuple):
    """A warning as the user sees it, in parts."""

    path: str
    line: int | None
    text: str
    subtype: str


class Workshop:
    """A copy of an edition under *folder*, with a builder that keeps its state only on the disk."""

    def __init__(self, folder: Path, root: str = "test-edition") -> None:
        self.source = folder / "source"
        self.folder = folder
        shutil.copytree(ROOTS / root, self.source)
        self.warned: list[ParsedWarning] = []
        self.app: SphinxTestApp | None = None

    def write(self, name: str, text: str) -> None:
        """Write a source file."""
        path = self.source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        """Replace *old*, which must occur, by *new* in a source file."""
        text = (self.source / name).read_text("utf-8")
        assert old in text, f"{old!r} not in {name}"
        self.write(name, text.replace(old, new))

    def add(self, name: str, text: str) -> None:
        """Append to a source file."""
        self.write(name, (self.source / name).read_text("utf-8") + text)

    def line(self, name: str, text: str, nth: int = 1) -> int:
        """Return the line of a source file that contains *text* for the *nth* time."""
        lines = (self.source / name).read_text("utf-8").splitlines()
        return [i for i, line in enumerate(lines, 1) if text in line][nth - 1]

    def build(
        self, builder: str = "html", output: str = "out", *, fresh: bool = False, jobs: int = 1
    ) -> Path:
        """Build, and keep the warnings in ``warned``; *fresh* ignores documents read before."""
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
        self.out = Path(app.outdir)
        self.warned = [
            _parse(line, self.source)
            for line in _uncoloured(warning.getvalue()).splitlines()
            if "WARNING" in line or "ERROR" in line
        ]
        return self.out

    def keep(self) -> None:
        """Keep everything as it is now, for :meth:`restore`."""
        shutil.copytree(self.folder, self._kept)
        self._kept_out = self.out

    def restore(self) -> None:
        """Restore what was kept, in the same place and with the same times, as Sphinx expects it."""
        shutil.rmtree(self.folder)
        shutil.copytree(self._kept, self.folder)
        self.out, self.warned = self._kept_out, []

    @property
    def _kept(self) -> Path:
        return self.folder.with_name(f"{self.folder.name}-kept")

    def page(self, name: str, output: str = "out") -> BeautifulSoup:
        """Return a built page."""
        return BeautifulSoup(
            (self.folder / output / "html" / f"{name}.html").read_text("utf-8"), "html.parser"
        )


def built_workshop(folder: Path, root: str = "test-edition", audience: str = "") -> Workshop:
    """Return an edition as built, with messages in English; what it is now is kept.

    :param audience: ``edition_audience``, if given.
    """
    workshop = Workshop(folder, root)
    if audience:
        workshop.add("conf.py", f'edition_audience = "{audience}"\n')
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LC_ALL", "C.UTF-8")
        workshop.build()
    workshop.keep()
    return workshop


def _uncoloured(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def _parse(line: str, source: Path) -> ParsedWarning:
    match = re.fullmatch(
        r"(?:(?P<path>[^:]*?)(?::(?P<line>\d*))?: )?(?:WARNING|ERROR): (?P<text>.*?)(?: \[(?P<subtype>[\w.]+)\])?",
        line,
    )
    assert match, line
    path = (match["path"] or "").replace(str(source) + "/", "")
    return ParsedWarning(
        path, int(match["line"]) if match["line"] else None, match["text"], match["subtype"] or ""
    )


def make_project(folder: Path, root: str = "test-edition") -> Path:
    """Copy a small edition in the layout of the command: ``conf.py`` next to ``source/``."""
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
    new_process: bool = False,
    processors: int = 1,
    **environ: str,
) -> subprocess.CompletedProcess[str]:
    """Run the command ``edition`` in *folder*, with *environ* added to the environment.

    :param new_process: start a new Python, as a user does, which takes a second longer; always the case
        if *environ* has variables of Python.
    :param processors: as many as Sphinx may use, which forks for each; a new Python uses all.
    """
    environment = _environment(lang) | environ
    if new_process or any(name.startswith("PYTHON") for name in environ):
        command = [*command_process.COMMAND, *arguments]
        result = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
    else:
        result = command_process.run(folder, tuple(map(str, arguments)), environment, processors)
    assert not check or result.returncode == 0, result.stderr
    return result


def start_edition(
    folder: Path, *arguments: str, largest: int | None = None
) -> command_process.Started:
    """Start the command ``edition`` in *folder*, to be killed or waited for.

    :param largest: the most bytes that a file may have, as on a disk with little room.
    """
    return command_process.Started(
        folder,
        tuple(map(str, arguments)),
        _environment("C.UTF-8"),
        os.cpu_count() or 1,
        largest=largest,
    )


def _environment(lang: str) -> dict[str, str]:
    return {**os.environ, "LC_ALL": lang, "PYTHONUTF8": "1"}


def pdf_text(path: Path, *options: str) -> str:
    """Return the text of a PDF as poppler reads it."""
    return subprocess.run(
        ["pdftotext", *options, str(path), "-"], capture_output=True, text=True, check=True
    ).stdout


class StrictHandler(SimpleHTTPRequestHandler):
    """Serves a folder, and lets a page load only from the same server."""

    def end_headers(self) -> None:
        """Add the policy."""
        self.send_header("Content-Security-Policy", "default-src 'self'")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Log nothing."""


class FileLock:
    """Lets one test process do something while the others wait."""

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
