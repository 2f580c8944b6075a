"""Read exports of Hypothesis: rows of JSON as in its API.

https://h.readthedocs.io/en/latest/api-reference/
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from .annotation import AnnotationFileError, ForeignAnnotation, Reason
from .web_annotation import read_target

if TYPE_CHECKING:
    from collections.abc import Iterator

_USER = re.compile(r"acct:([^@]+)@.*")


def find_rows(data: object) -> list[Any] | None:
    """Return the rows of an export, of an API response, or a single row as a list.

    :returns: None if *data* is something else.
    """
    rows = data
    if isinstance(data, dict):
        rows = next(
            (data[key] for key in ("rows", "annotations") if isinstance(data.get(key), list)),
            [data],
        )
    return (
        rows
        if isinstance(rows, list) and any(isinstance(row, dict) and "uri" in row for row in rows)
        else None
    )


def read_export(data: object) -> Iterator[ForeignAnnotation]:
    """Read the annotations of an export; a reply gets the position of the annotation it replies to.

    :raises AnnotationFileError: if there are none.
    """
    rows = find_rows(data)
    if rows is None:
        raise AnnotationFileError(Reason.NO_LIST)
    known = {
        row["id"]: row for row in rows if isinstance(row, dict) and isinstance(row.get("id"), str)
    }
    for number, row in enumerate(rows, 1):
        yield _read(number, row if isinstance(row, dict) else {}, known)


def _read(number: int, row: dict[str, Any], known: dict[str, dict[str, Any]]) -> ForeignAnnotation:
    answered = row.get("references")
    first = (
        known.get(answered[0], row)
        if isinstance(answered, list) and answered and isinstance(answered[0], str)
        else row
    )
    targets = first.get("target")
    addresses = [str(first.get("uri") or "")]
    quote: dict[str, str] = {}
    for target in targets if isinstance(targets, list) else ():
        source, fragment, quoted = read_target(target)
        if fragment:
            addresses.append(f"{source.partition('#')[0]}#{fragment}")
        quote = quote or quoted
    info = row.get("user_info")
    shown = info.get("display_name") if isinstance(info, dict) else None
    user = _USER.fullmatch(str(row.get("user") or ""))
    return ForeignAnnotation(
        number,
        row["text"] if isinstance(row.get("text"), str) else "",
        addresses=tuple(filter(None, dict.fromkeys(addresses))),
        quote=quote.get("exact", ""),
        prefix=quote.get("prefix", ""),
        suffix=quote.get("suffix", ""),
        author=shown
        if isinstance(shown, str) and shown
        else user[1]
        if user
        else str(row.get("user") or ""),
    )
