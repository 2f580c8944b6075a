"""The errors of the gate."""

from __future__ import annotations


class GateError(Exception):
    """The search is impossible; the message is one line in the user's language."""


class RecordError(GateError):
    """The record of the witness cannot be read; reading the edition reports the same."""


class UnreadableFileError(Exception):
    """A file's contents cannot be checked; the message is one line in the user's language."""
