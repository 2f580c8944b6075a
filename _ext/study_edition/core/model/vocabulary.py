"""The words for questions, events and layers: what an author writes, and what a reader sees in Japanese and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .records import Layer

LEVELS = {
    "reading": ("読む", "Reading"),
    "inquiry": ("調べる", "Inquiry"),
    "argument": ("論じる", "Argument"),
}
"""What a question asks for: understanding the text, finding out more than it says, or a judgement with reasons."""

RELATIONS = {
    "stated": ("明示", "Stated"),
    "implied": ("示唆", "Implied"),
    "context": ("背景", "Context"),
    "publication": ("刊行", "Publication"),
    "after": ("その後", "Since then"),
}
"""How an event stands to the text: dated in it, meant by it, needed to understand it, its own publication, or later than it."""

RELATION_NOTES = {
    "stated": ("本文が年月を挙げて述べる", "the text gives it with a date or period"),
    "implied": ("本文が名や日付を挙げずに触れる", "the text refers to it without name or date"),
    "context": ("本文にはなく、理解の助けになる", "not in the text, but needed to understand it"),
    "publication": ("論考やその写しの発表", "of the text or of its copy"),
    "after": ("論考より後のこと", "later than the text"),
}
"""The same, as the legend of a timeline explains it."""

KINDS = {
    "comment": ("注釈", "Comment"),
    "context": ("背景", "Context"),
    "counterpoint": ("異論", "Counterpoint"),
    "vocabulary": ("語彙", "Vocabulary"),
    "question": ("問い", "Question"),
    "precis": ("要旨", "Précis"),
}
"""What the notes of a layer are."""

KIND_COLOURS = {
    "comment": "red",
    "context": "blue",
    "counterpoint": "purple",
    "vocabulary": "ochre",
    "question": "green",
    "precis": "grey",
}
"""The colour of a layer that asks for none."""


def colour_of(layer: Layer) -> str:
    """The name of a layer's colour: its own, or its kind's."""
    return layer.colour or KIND_COLOURS.get(layer.kind, "red")
