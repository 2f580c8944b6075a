"""The gate: nothing that is published may hold the essay.

What git tracks, what is staged for a commit, and what a public build has made are looked through for the fingerprints of the essay's
paragraphs; where the text is at hand, also for any part of it of 18 characters. A message never repeats the words.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

from ...core.witness.leak_search import RUN_LENGTH, drop_covered
from ...core.witness.markup_stripping import readable_forms
from ...support.cli_text import fail, print_line, say
from ..attached import PRIVATE
from . import git_files
from .clean_files import Memory
from .file_contents import pieces
from .protected_text import GateError, RecordError, essay
from .unreadable import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from ...core.witness.leak_search import LeakSearch, Leak

_SCISSORS = b"------------------------ >8 ------------------------"
"""What stands below is git's, and no part of the message."""
_PICKLED = (".doctree", ".pickle")


class Finding(NamedTuple):
    """Something that may not be published: the file, the place in it, and what is wrong, in the user's language."""

    name: str
    place: str
    message: str

    def __str__(self) -> str:
        """One line."""
        return f"{self.name}{self.place}: {self.message}"


def check(root: Path, witness: Path | None = None, *, is_told: bool = False) -> int:
    """Look through all that git tracks, and tell what may not be published, and what was looked for.

    :param witness: a file with the essay, where it is not attached.
    :param is_told: whether the edition has been read, and a record that cannot be read been told.
    :returns: 0, or 1 if anything was found or the search could not be made.
    """
    try:
        sought = essay(root, witness)
    except GateError as error:
        return 1 if is_told and isinstance(error, RecordError) else fail(str(error))
    if sought is None:
        print_line(
            say(
                "底本の記録がない（または本文そのものの版である）ので、論考の本文は調べていない。",
                "There is no record of a witness, or this is an edition of the text itself: the essay was not looked for.",
            )
        )
        return 0
    memory = (
        None if witness else Memory(root, "tracked", sought)
    )  # which leaves nothing of a text that is not attached
    names = git_files.files(root)
    status = _tell(_look(((name, git_files.read(root / name)) for name in names), sought, memory))
    if memory:
        memory.save()
    if not status:
        print_line(_looked(len(names), sought))
    return status


def staged(root: Path) -> int:
    """Look through what is staged for a commit, as it is staged.

    :returns: 0, or 1 if the commit must not be made; why has been told.
    """
    return _hook(root, git_files.staged)


def message(root: Path, path: Path) -> int:
    """Look through the message of a commit.

    :returns: 0, or 1 if the commit must not be made; why has been told.
    """
    return _hook(
        root,
        lambda: [
            (say("コミットの説明", "commit message"), path.read_bytes().partition(_SCISSORS)[0])
        ],
    )


def refuse(root: Path, folder: Path, *, witness: Path | None = None, quiet: bool = False) -> int:
    """Look through what a public build has made in *folder*; what may not be published is told and removed.

    :param witness: a file with the essay, where it is not attached.
    :returns: 0, or 1 if anything was found: the build has failed, and what was removed must be made again.
    """
    try:
        sought = essay(root, witness)
    except GateError as error:
        return fail(str(error))
    if sought is None or not folder.is_dir():
        return 0
    place = (
        folder.relative_to(root).as_posix() if folder.is_relative_to(root) else folder.as_posix()
    )
    memory = None if witness else Memory(root, place, sought)
    paths = {
        f"{place}/{path.relative_to(folder).as_posix()}": path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    found = _look(((name, git_files.read(path)) for name, path in paths.items()), sought, memory)
    found += [Finding(name, "", _no_place()) for name in paths if name.endswith(_PICKLED)]
    for name in {finding.name for finding in found}:
        paths[name].unlink(missing_ok=True)
    if memory:
        memory.save()
    if not found:
        if paths and not quiet:
            print_line(_looked(len(paths), sought))
        return 0
    _tell(found)
    return fail(
        say(
            f"公開できないので {place} から除いた。直してから組み直す。",
            f"what may not be published was removed from {place}: mend it and build again.",
        )
    )


def is_private(root: Path, folder: Path) -> bool:
    """Whether a folder is the private build's, holds it, or stands in it."""
    private, folder = (root / PRIVATE).resolve(), folder.resolve()
    return private.is_relative_to(folder) or folder.is_relative_to(private)


def _hook(root: Path, files: Callable[[], Iterable[tuple[str, bytes | None]]]) -> int:
    try:
        sought = essay(root)
        return _tell(_look(files(), sought, None)) if sought else 0
    except GateError as error:
        return fail(str(error))
    except OSError as error:
        return fail(
            f"{error.filename}: "
            + say(f"読めない（{error.strerror}）。", f"it cannot be read ({error.strerror}).")
        )


def _look(
    files: Iterable[tuple[str, bytes | None]], sought: LeakSearch, memory: Memory | None
) -> list[Finding]:
    """What is found in files, given by name and content."""
    found = []
    for name, data in files:
        if data is None or (memory is not None and memory.is_clean(data)):
            continue
        here = _look_at(name, data, sought)
        if memory is not None and not here:
            memory.clean(data)
        found += here
    return found


def _look_at(name: str, data: bytes, sought: LeakSearch) -> list[Finding]:
    """What is found in a file: each paragraph once a line, and in what has no lines, once."""
    leaks: dict[str, list[Leak]] = {}
    try:
        for piece in pieces(data):
            for form in readable_forms(piece.text):
                leaks.setdefault(piece.place, []).extend(sought.find(form))
    except Unreadable as error:
        return [Finding(name, "", str(error))]
    found, told = [], set()
    for place, here in leaks.items():
        for leak in drop_covered(here):
            if not place or leak.key not in told:
                found.append(
                    Finding(name, f" ({place})" if place else f":{leak.line}", _what(leak))
                )
            told.add(leak.key)
    return found


def _what(leak: Leak) -> str:
    number = leak.key.removeprefix("p")
    if leak.whole:
        return say(
            f"論考の第{number}段落の本文がある。除く。",
            f"the text of ¶{number} of the essay stands here: remove it.",
        )
    return say(
        f"論考の第{number}段落の文が{leak.characters}字続けてある。{RUN_LENGTH - 1}字までにするか、自分の言葉で書く。",
        f"{leak.characters} characters of ¶{number} of the essay stand here in a row: keep to {RUN_LENGTH - 1}, or say it in your own words.",
    )


def _no_place() -> str:
    return say(
        "Sphinx の作業用の写しで、公開するものではない。",
        "this is a working copy of Sphinx's and not for publication.",
    )


def _looked(number: int, sought: LeakSearch) -> str:
    if sought.with_text:
        return say(
            f"論考の本文はない（{number}ファイルを指紋と{RUN_LENGTH}字の続きで調べた）。",
            f"Nothing of the essay in {number} files (looked for: fingerprints and {RUN_LENGTH} characters in a row).",
        )
    return say(
        f"論考の段落はない（{number}ファイルを指紋で調べた）。",
        f"No paragraph of the essay in {number} files (looked for: fingerprints).",
    )


def _tell(found: Iterable[Finding]) -> int:
    """Print findings, a line each; the exit code for them."""
    lines = [f"{finding}\n" for finding in found]
    sys.stderr.writelines(lines)
    return int(bool(lines))
