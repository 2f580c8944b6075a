"""Make a new edition: its plan, its templates, and its files on the disk."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from ..core.newedition.edition_files import EditionPlan, container_of, date_of
from ..core.text.messages import N_, _, translate
from . import engine

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from ..core.newedition.plain_text import ParsedText

_DEFAULT_EDITORS = N_("The editors")
_TEMPLATE_SUFFIX = ".j2"


class NewEditionError(Exception):
    """A new edition that cannot be made; the message is one line."""


def find_wheel(path: Path | None) -> Path | None:
    """Return the engine's wheel for the edition: *path*, or that of the installed engine, if any.

    :raises NewEditionError: if *path* is not this engine's wheel.
    """
    if path is None:
        return engine.installed_wheel()
    if path.name != engine.WHEEL or not zipfile.is_zipfile(path):
        raise NewEditionError(
            _("{path}: this is not {WHEEL}.").format(path=path, WHEEL=engine.WHEEL)
        )
    return path


def make_plan(
    work: ParsedText,
    text: Path,
    *,
    title: str | None,
    author: str | None,
    lang: str,
    rights: str,
    editors: str,
    layer: str,
    container: str,
    date: str | None,
) -> EditionPlan:
    """Return the plan of an edition; what is not given is taken from the work.

    :param text: the file that the work was read from.
    :raises NewEditionError: if the work has no paragraph, or its title or author is unknown.
    """
    if not work.paragraphs:
        raise NewEditionError(
            _("{text}: no paragraph found; at least one line must not be a heading.").format(
                text=text
            )
        )
    title, author = (
        " ".join((given or own).split())
        for given, own in ((title, work.title), (author, work.author))
    )
    for option, value in (("--title", title), ("--author", author)):
        if not value:
            raise NewEditionError(
                _("give {option}: the text does not contain it.").format(option=option)
            )
    return EditionPlan(
        title,
        author,
        lang,
        rights,
        " ".join(editors.split()) or translate(_DEFAULT_EDITORS, lang),
        text.stem,
        layer,
        container or container_of(work),
        date or date_of(work),
        engine.requirements(),
        engine.python_version(),
    )


def check_destination(folder: Path) -> None:
    """Refuse a destination that is neither new nor an empty folder.

    :raises NewEditionError: if it must not be used.
    """
    is_current = folder.resolve() == Path.cwd()
    is_used = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    if is_current or folder.is_symlink() or is_used:
        raise NewEditionError(
            _("{folder} already exists: choose another name.").format(folder=folder)
        )


def read_templates(lang: str) -> dict[str, str]:
    """Return the templates for a language: path of the file to be made → text of the template."""
    templates: dict[str, str] = {}

    def collect(folder: Traversable, prefix: str) -> None:
        for item in folder.iterdir():
            if item.is_dir():
                collect(item, f"{prefix}{item.name}/")
            elif item.name.endswith(_TEMPLATE_SUFFIX):
                path = prefix + item.name.removesuffix(_TEMPLATE_SUFFIX)
                templates[path] = item.read_text("utf-8")

    for name in ("both", lang):
        collect(files(__package__) / "templates/new" / name, "")
    return templates


def write_edition(folder: Path, texts: dict[str, str], wheel: Path | None) -> None:
    """Write an edition whole or not at all: into a temporary folder, which is then renamed.

    :param texts: path in the edition → content.
    :raises OSError: if it cannot be written.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    draft = temporary / folder.name
    try:
        for name, text in sorted(texts.items()):
            path = draft / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
        (draft / engine.FOLDER).mkdir()
        if wheel:
            shutil.copyfile(wheel, draft / engine.FOLDER / wheel.name)
        else:
            (draft / engine.FOLDER / ".gitkeep").touch()
        if folder.exists():
            folder.rmdir()
        draft.rename(folder)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
