"""The values for questions, events and layers that authors write, and what readers see for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .records import Layer

LEVELS = {
    "reading": ("読む", "Reading"),
    "inquiry": ("調べる", "Inquiry"),
    "argument": ("論じる", "Argument"),
}
"""Levels of a question: understand the text, find out more, or give a reasoned judgement."""

RELATIONS = {
    "stated": ("明示", "Stated"),
    "implied": ("示唆", "Implied"),
    "context": ("背景", "Context"),
    "publication": ("刊行", "Publication"),
    "after": ("その後", "Since then"),
}
"""How an event relates to the text."""

RELATION_NOTES = {
    "stated": ("本文が年月を挙げて述べる", "the text gives it with a date or period"),
    "implied": ("本文が名や日付を挙げずに触れる", "the text refers to it without name or date"),
    "context": ("本文にはなく、理解の助けになる", "not in the text, but needed to understand it"),
    "publication": ("論考やその写しの発表", "of the text or of its copy"),
    "after": ("論考より後のこと", "later than the text"),
}
"""Explanations of the relations, for the legend of a timeline."""

KINDS = {
    "comment": ("注釈", "Comment"),
    "context": ("背景", "Context"),
    "counterpoint": ("異論", "Counterpoint"),
    "vocabulary": ("語彙", "Vocabulary"),
    "question": ("問い", "Question"),
    "precis": ("要旨", "Précis"),
}
"""Kinds of layer."""

KIND_COLOURS = {
    "comment": "red",
    "context": "blue",
    "counterpoint": "purple",
    "vocabulary": "ochre",
    "question": "green",
    "precis": "grey",
}
"""Default colours, by kind of layer."""


def colour_of(layer: Layer) -> str:
    """Return the name of a layer's colour: its own, or the default of its kind."""
    return layer.colour or KIND_COLOURS.get(layer.kind, "red")
