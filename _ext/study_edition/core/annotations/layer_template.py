"""The file that ``edition layer new`` makes: a layer that builds and explains itself."""

from __future__ import annotations

import json

from ..text.messages import N_, interface_languages, translate
from ..text.myst_text import escape

_TEMPLATE = """---
layer: {name}
title: {title}
kind: {kind}        # comment, context, counterpoint, vocabulary, question, precis
author: {author}
lang: {lang}             # {of_notes}: ja, en …
license: {license}
audience: student    # student, instructor ({hidden})
# colour: ochre      # red, blue, purple, ochre, green, grey ({left_out})
---
# {heading}

{about}
{comments}

{form}
%
% :::{{note}} 18
% :lemma: {word}
% :id: offset
%
% {body}
% :::
%
{options}

:::{{note}} {number}
:id: first

{sample}
:::
"""

SAMPLE = N_("This note is a sample: write your own in its place, or delete it.")
"""The sample note of a new layer."""

_OF_NOTES = N_("the language of the notes")
_HIDDEN = N_("absent from a student build")
_LEFT_OUT = N_("its kind’s if left out")
_ABOUT = N_("Say here what the layer is for, or leave this out.")
_COMMENTS = N_("Lines that begin with % are not shown.")
_FORM = N_(
    "A note looks like this; 18 is the paragraph; 18-20 (a range) and 18,24 (a set) are possible."
)
_WORD = N_("market")
_BODY = N_("The text. Cite a source as {cite:p}`smith2001`, and a paragraph as {para}`19`.")
_OPTIONS = (
    N_(":lemma: is a phrase of the paragraph, of at most 12 characters; it may be left out."),
    N_(":id: is the note’s name; never change it once it is public."),
)


def layer_template(
    name: str, *, title: str, kind: str, author: str, lang: str, license_: str, number: int
) -> str:
    """Return the text of a new layer file; it explains itself in *lang* and in English.

    :param number: the paragraph of its sample note.
    """
    languages = interface_languages(lang)
    # JSON's strings are YAML's, and mean themselves whatever is in them
    quoted = {
        key: json.dumps(value, ensure_ascii=False)
        for key, value in (("title", title), ("author", author), ("license", license_))
    }

    def beside(message: str) -> str:
        return " ".join(translate(message, language) for language in languages)

    def lines(*messages: str) -> str:
        texts = (translate(message, each) for message in messages for each in languages)
        return "\n".join(f"% {text}" for text in texts)

    return _TEMPLATE.format(
        name=name,
        kind=kind,
        lang=lang,
        number=number,
        heading=escape(title),
        of_notes=beside(_OF_NOTES),
        hidden=beside(_HIDDEN),
        left_out=beside(_LEFT_OUT),
        about=lines(_ABOUT),
        comments=lines(_COMMENTS),
        form=lines(_FORM),
        word=translate(_WORD, lang),
        body=translate(_BODY, lang),
        options=lines(*_OPTIONS),
        sample=translate(SAMPLE, lang),
        **quoted,
    )
