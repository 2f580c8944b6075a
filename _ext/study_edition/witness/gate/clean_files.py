"""Which files have been looked at and were clean: what has not changed is not looked at again."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ...core import witness as core_witness
from ..attached import PRIVATE

if TYPE_CHECKING:
    from ...core.witness.leak_search import LeakSearch

_ENGINE = ("leak_search.py", "markup_stripping.py", "text_fingerprint.py", "normalised_text.py", "occurrences.py")


class Memory:
    """The digests of clean files of one place, kept in the cache; forgotten when something else is looked for, or in another way."""

    def __init__(self, root: Path, place: str, sought: LeakSearch) -> None:
        """Read what is remembered of *place*. What is looked for with the text at hand leaves its trace where detaching removes it."""
        folder = root / ".cache" / (f"{Path(PRIVATE).name}-gate" if sought.with_text else "gate")
        self._path = folder / place.replace("/", "-").strip("-.")
        self._head = f"{sought.digest} {_way()}"
        self._seen: set[str] = set()
        try:
            head, *known = self._path.read_text("ascii").split("\n")
        except (OSError, ValueError):
            head, known = "", []
        self._known = set(known) if head == self._head else set[str]()

    def is_clean(self, data: bytes) -> bool:
        """Whether a file with this content was clean."""
        digest = _digest(data)
        if digest in self._known:
            self._seen.add(digest)
        return digest in self._known

    def clean(self, data: bytes) -> None:
        """Remember that a file with this content is clean."""
        self._seen.add(_digest(data))

    def save(self) -> None:
        """Keep what was seen since this was made. A cache that cannot be written only makes the next time slower."""
        if self._seen == self._known:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text("\n".join([self._head, *sorted(self._seen)]), "ascii")
        except OSError:
            pass


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()


@cache
def _way() -> str:
    """A digest of the code that looks."""
    folder = Path(str(core_witness.__file__)).parent
    paths = [*(folder / name for name in _ENGINE), *sorted(Path(__file__).parent.glob("*.py"))]
    return _digest(b"".join(path.read_bytes() for path in paths))
