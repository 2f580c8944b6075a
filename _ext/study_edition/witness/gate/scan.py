"""Scan files for the essay before they are published.

The files that git tracks, the files staged for a commit and the output of a public build are
searched for the fingerprints of the essay's paragraphs and, if the text is available, for any run
of :data:`.RUN_LENGTH` of its characters. A message never repeats the text.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

from ...core.text.messages import _
from ...core.witness.leak_search import RUN_LENGTH, drop_covered
from ...core.witness.markup_stripping import readable_forms
from ...support.cli_text import fail, print_line
from ..attached_text import PRIVATE_OUTPUT
from . import git_files
from .clean_files import CleanFiles
from .file_contents import extract_texts
from .gate_errors import GateError, RecordError, UnreadableFileError
from .protected_text import load_leak_search

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from ...core.witness.leak_search import Leak, LeakSearch

_SCISSORS = b"------------------------ >8 ------------------------"
"""Everything below this line in the file of a commit message is git's."""
_WORKING_FILE_SUFFIXES = (".doctree", ".pickle")


class Finding(NamedTuple):
    """A reason not to publish a file: its name, the location in it, and one line for the user."""

    name: str
    location: str
    message: str

    def __str__(self) -> str:
        """Return the finding as one line."""
        return f"{self.name}{self.location}: {self.message}"


def scan_tracked_files(
    root: Path, witness: Path | None = None, *, record_error_reported: bool = False
) -> int:
    """Scan all files that git tracks, and print the findings and the kind of search.

    :param witness: a file with the essay, if it is not attached.
    :param record_error_reported: whether an unreadable record has been reported already.
    :returns: the exit code: 0, or 1 if there are findings or the search is impossible.
    """
    try:
        search = load_leak_search(root, witness)
    except GateError as error:
        is_reported = record_error_reported and isinstance(error, RecordError)
        return 1 if is_reported else fail(str(error))
    if search is None:
        print_line(
            _(
                "There is no record of a witness, or this is an edition of the text "
                "itself: the essay was not searched for."
            )
        )
        return 0
    # a search for a text that is not attached must leave no trace of it
    clean_files = None if witness else CleanFiles(root, "tracked", search)
    names = git_files.list_tracked_files(root)
    findings = _scan_files(
        ((name, git_files.read_file(root / name)) for name in names), search, clean_files
    )
    if clean_files is not None:
        clean_files.save()
    if not findings:
        print_line(_nothing_found_message(len(names), search))
    return _print_findings(findings)


def scan_staged_files(root: Path) -> int:
    """Scan the files staged for a commit, as they are staged, and print the findings.

    :returns: the exit code: 1 if the commit must be refused.
    """
    return _scan_for_hook(root, git_files.read_staged_files)


def scan_commit_message(root: Path, path: Path) -> int:
    """Scan the message of a commit, and print the findings.

    :returns: the exit code: 1 if the commit must be refused.
    """
    return _scan_for_hook(
        root,
        lambda: [(_("commit message"), path.read_bytes().partition(_SCISSORS)[0])],
    )


def scan_output(
    root: Path, folder: Path, *, witness: Path | None = None, quiet: bool = False
) -> int:
    """Scan the output of a public build, print the findings, and remove their files.

    :param witness: a file with the essay, if it is not attached.
    :returns: the exit code: 0, or 1 if there are findings: the build has failed, and the removed
        files must be built again.
    """
    try:
        search = load_leak_search(root, witness)
    except GateError as error:
        return fail(str(error))
    if search is None or not folder.is_dir():
        return 0
    output = (
        folder.relative_to(root).as_posix() if folder.is_relative_to(root) else folder.as_posix()
    )
    clean_files = None if witness else CleanFiles(root, output, search)
    paths = {
        f"{output}/{path.relative_to(folder).as_posix()}": path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    findings = _scan_files(
        ((name, git_files.read_file(path)) for name, path in paths.items()), search, clean_files
    )
    findings += [
        Finding(name, "", _working_file_message())
        for name in paths
        if name.endswith(_WORKING_FILE_SUFFIXES)
    ]
    for name in {finding.name for finding in findings}:
        paths[name].unlink(missing_ok=True)
    if clean_files is not None:
        clean_files.save()
    if not findings:
        if paths and not quiet:
            print_line(_nothing_found_message(len(paths), search))
        return 0
    _print_findings(findings)
    return fail(
        _(
            "{output}: files with text of the essay were removed; fix the source and rebuild."
        ).format(output=output)
    )


def is_private_folder(root: Path, folder: Path) -> bool:
    """Return whether a folder is, contains or is in that of the private build."""
    private, folder = (root / PRIVATE_OUTPUT).resolve(), folder.resolve()
    return private.is_relative_to(folder) or folder.is_relative_to(private)


def _scan_for_hook(root: Path, read_files: Callable[[], Iterable[tuple[str, bytes | None]]]) -> int:
    try:
        search = load_leak_search(root)
        return _print_findings(_scan_files(read_files(), search, None)) if search else 0
    except GateError as error:
        return fail(str(error))
    except OSError as error:
        return fail(
            f"{error.filename}: "
            + _("it cannot be read ({strerror}).").format(strerror=error.strerror)
        )


def _scan_files(
    files: Iterable[tuple[str, bytes | None]], search: LeakSearch, clean_files: CleanFiles | None
) -> list[Finding]:
    """Return the findings in files given by name and content."""
    findings = []
    for name, data in files:
        if data is None or (clean_files is not None and data in clean_files):
            continue
        in_file = _scan_file(name, data, search)
        if clean_files is not None and not in_file:
            clean_files.add(data)
        findings += in_file
    return findings


def _scan_file(name: str, data: bytes, search: LeakSearch) -> list[Finding]:
    """Return the findings in a file.

    A paragraph is reported once for each line; in a file without lines, once.
    """
    leaks: dict[str, list[Leak]] = {}
    try:
        for part in extract_texts(data):
            for text in readable_forms(part.text):
                leaks.setdefault(part.location, []).extend(search.find(text))
    except UnreadableFileError as error:
        return [Finding(name, "", str(error))]
    findings = []
    reported: set[str] = set()
    for location, in_part in leaks.items():
        for leak in drop_covered(in_part):
            if not location or leak.key not in reported:
                position = f" ({location})" if location else f":{leak.line}"
                findings.append(Finding(name, position, _leak_message(leak)))
            reported.add(leak.key)
    return findings


def _leak_message(leak: Leak) -> str:
    number = leak.key.removeprefix("p")
    if leak.whole:
        return _("this is the text of ¶{number} of the essay: remove it.").format(number=number)
    return _(
        "{characters} consecutive characters of ¶{number} of the essay: quote at "
        "most {most}, or use your own words."
    ).format(number=number, characters=leak.characters, most=RUN_LENGTH - 1)


def _working_file_message() -> str:
    return _("this is a working file of Sphinx, not for publication.")


def _nothing_found_message(count: int, search: LeakSearch) -> str:
    if search.with_text:
        return _(
            "No text of the essay in {count} files (looked for: fingerprints and "
            "{RUN_LENGTH} characters in a row)."
        ).format(count=count, RUN_LENGTH=RUN_LENGTH)
    return _("No paragraph of the essay in {count} files (looked for: fingerprints).").format(
        count=count
    )


def _print_findings(findings: Iterable[Finding]) -> int:
    """Print findings, one per line, and return the exit code."""
    lines = [f"{finding}\n" for finding in findings]
    sys.stderr.writelines(lines)
    return int(bool(lines))
