"""The name under which a browser keeps what belongs to one work."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from ..support.config import EditionConfig

if TYPE_CHECKING:
    from sphinx.config import Config


def work_id(config: Config) -> str:
    """The name under which a browser keeps the notes on a work: ten hexadecimal digits.

    It is made of the essay's record, or else of the project's name, and not of an address or a version, so that notes stay
    when the edition moves or is renewed; two editions on one server (to a browser, all files of a disk are one) have two.
    """
    work = EditionConfig.of(config).essay or config.project
    text = json.dumps(work, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:10]
