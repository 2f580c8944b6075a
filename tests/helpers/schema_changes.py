"""Compare two JSON Schemas of the same format: what a program written for the old would miss."""

from __future__ import annotations

from typing import Any


def losses(old: dict[str, Any], new: dict[str, Any], path: str = "") -> list[str]:
    """Return what breaks a reader of the old data: where, and what it expects.

    A new field breaks nobody, nor does a new value of an enumeration.
    """
    words = ("type", "const", "$ref", "pattern")
    found = [
        f"{path}: {word} {old[word]}"
        for word in words
        if word in old and old[word] != new.get(word)
    ]
    found += [
        f"{path}/{name}: always there"
        for name in old.get("required", ())
        if name not in new.get("required", ())
    ]
    found += [
        f"{path}: {value}" for value in old.get("enum", ()) if value not in new.get("enum", ())
    ]
    for group in ("properties", "$defs"):
        for name, field in old.get(group, {}).items():
            where = f"{path}/{name}"
            if name not in new.get(group, {}):
                found.append(where)
            else:
                found += losses(field, new[group][name], where)
    if isinstance(old.get("items"), dict):
        found += losses(old["items"], new.get("items", {}), f"{path}/*")
    for one, other in zip(old.get("anyOf", ()), new.get("anyOf", ()), strict=False):
        found += losses(one, other, path)
    return found
