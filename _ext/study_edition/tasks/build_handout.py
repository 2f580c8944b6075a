"""Build a handout: chosen paragraphs with notes, terms, questions and space to write."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

from ..support.lock import CACHE
from .build_edition import build_edition, output_folder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NAME = "handout"
BUILDERS = ("handout-html", "handout-pdf")
FILES = ("handout.html", "handout.css", "handout.pdf")
_IMAGES = "_images"


def build_handout(
    root: Path, settings: Mapping[str, Any], *, audience: str, quiet: bool = False
) -> list[Path] | None:
    """Build a handout as HTML and PDF, and print the errors.

    :param settings: values that override those in ``conf.py``, without the prefix ``edition_``.
    :returns: the files to open; None if there were errors, and then the previous handout is kept.
    """
    built = root / CACHE / audience / "handout-made"
    shutil.rmtree(built, ignore_errors=True)
    for builder in BUILDERS:
        if build_edition(
            root, builder, built, audience=audience, quiet=quiet, settings=settings, cache=NAME
        ):
            return None
    target = output_folder(root, NAME, audience)
    shutil.rmtree(target / _IMAGES, ignore_errors=True)
    target.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        shutil.copyfile(built / name, target / name)
    if (built / _IMAGES).is_dir():
        shutil.copytree(built / _IMAGES, target / _IMAGES)
    return [target / "handout.html", target / "handout.pdf"]
