"""The values for questions, events and layers that authors write, and what readers see for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..text.messages import N_

if TYPE_CHECKING:
    from .records import Layer

LEVELS = {
    "reading": N_("Reading"),
    "inquiry": N_("Inquiry"),
    "argument": N_("Argument"),
}
"""Levels of a question: understand the text, find out more, or give a reasoned judgement."""

RELATIONS = {
    "stated": N_("Stated"),
    "implied": N_("Implied"),
    "context": N_("Context"),
    "publication": N_("Publication"),
    "after": N_("Since then"),
}
"""How an event relates to the text."""

RELATION_NOTES = {
    "stated": N_("the text gives it with a date or period"),
    "implied": N_("the text refers to it without name or date"),
    "context": N_("not in the text, but needed to understand it"),
    "publication": N_("of the text or of its copy"),
    "after": N_("later than the text"),
}
"""Explanations of the relations, for the legend of a timeline."""

KINDS = {
    "comment": N_("Comment"),
    "context": N_("Context"),
    "counterpoint": N_("Counterpoint"),
    "vocabulary": N_("Vocabulary"),
    "question": N_("Question"),
    "precis": N_("Précis"),
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
