"""Read a date that a user wrote."""

from __future__ import annotations

import datetime as dt

from ..core.text.messages import _


def read_day(text: str) -> dt.date:
    """Return a date written as ``YYYY-MM-DD``.

    :raises ValueError: if the text is not such a date; the message is in the user's language.
    """
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise ValueError(_("{text!r} is not a date (example: 2026-02-01)").format(text=text))
    return day
