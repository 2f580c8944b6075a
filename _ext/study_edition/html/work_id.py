"""The key under which a browser keeps a reader's data on one work."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from ..support.config import EditionConfig

if TYPE_CHECKING:
    from sphinx.config import Config


def work_id(config: Config) -> str:
    """Return the key under which a browser keeps notes on the work: ten hexadecimal digits.

    It depends on the essay's record, or else on the project's name, and not on address or version:
    notes remain when the edition moves or is updated, while two editions on one server (for a
    browser, all files of a disk are one server) have different keys.
    """
    work = EditionConfig.of(config).essay or config.project
    text = json.dumps(work, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:10]
