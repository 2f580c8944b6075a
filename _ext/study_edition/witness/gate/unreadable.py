"""The error for a file that cannot be looked into."""

from __future__ import annotations


class Unreadable(Exception):  # noqa: N818
    """A file that cannot be looked into; the message is one line in the user's language."""
