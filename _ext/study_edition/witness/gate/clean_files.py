"""Skip files that were clean at an earlier scan and have not changed since."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ...core import witness as core_witness
from ..attached_text import PRIVATE_OUTPUT

if TYPE_CHECKING:
    from ...core.witness.leak_search import LeakSearch


class CleanFiles:
    """The digests of the clean files of one folder, kept in the edition's cache.

    They are dropped when the protected text or the code that searches for it changes.
    """

    def __init__(self, root: Path, name: str, search: LeakSearch) -> None:
        """Read the digests of earlier scans.

        A search for the attached text has its own folder, which detaching the text removes.

        :param name: the name of the scanned folder.
        """
        folder = (
            root / ".cache" / (f"{Path(PRIVATE_OUTPUT).name}-gate" if search.with_text else "gate")
        )
        self._path = folder / name.replace("/", "-").strip("-.")
        self._header = f"{search.digest} {_code_digest()}"
        self._current: set[str] = set()
        try:
            header, *digests = self._path.read_text("ascii").split("\n")
        except (OSError, ValueError):
            header, digests = "", []
        self._known = set(digests) if header == self._header else set[str]()

    def __contains__(self, data: bytes) -> bool:
        """Return whether a file with this content was clean."""
        digest = _digest(data)
        if digest in self._known:
            self._current.add(digest)
        return digest in self._known

    def add(self, data: bytes) -> None:
        """Record that a file with this content is clean."""
        self._current.add(_digest(data))

    def save(self) -> None:
        """Store the files of this scan; if that is impossible, only the next scan is slower."""
        if self._current == self._known:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text("\n".join([self._header, *sorted(self._current)]), "ascii")
        except OSError:
            pass


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()


@cache
def _code_digest() -> str:
    """Return a digest of the code that scans files."""
    folders = (Path(str(core_witness.__file__)).parent, Path(__file__).parent)
    paths = [path for folder in folders for path in sorted(folder.glob("*.py"))]
    return _digest(b"".join(path.read_bytes() for path in paths))
