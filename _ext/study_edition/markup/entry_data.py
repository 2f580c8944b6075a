"""Helpers for entries as plain data, as ``edition.json`` has them."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..core.model.edition import Edition
    from ..core.model.records import Entry


def both_languages(own: str, english: str) -> dict[str, str]:
    """Return texts by language, without those that are empty."""
    return {lang: text for lang, text in (("ja", own), ("en", english)) if text}


def term_keys(edition: Edition, entry: Entry) -> list[str]:
    """Return the keys of the terms that an entry mentions."""
    return [f"term-{name}" for name in edition.terms_in(entry.key, entry.links)]


def entry_schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of the entries of a kind: ``schemas/KIND.json`` next to this file."""
    text = (files(__package__) / "schemas" / f"{kind}.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema
