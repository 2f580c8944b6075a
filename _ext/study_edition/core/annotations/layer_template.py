"""The file that ``edition layer new`` makes: a layer that builds and explains itself."""

from __future__ import annotations

import json

from ..text.myst_text import escape

_TEMPLATE = """---
layer: {name}
title: {title}
kind: {kind}        # comment, context, counterpoint, vocabulary, question, precis
author: {author}
lang: {lang}             # 注の言語 the language of the notes: ja, en …
license: {license}
audience: student    # student, instructor（instructor の層は学生用の版に入らない \
absent from a student build）
# colour: ochre      # red, blue, purple, ochre, green, grey\
（省けば種類の色 its kind's if left out）
---
# {heading}

% この層の説明をここに書く（書かなくてもよい）。 Say here what the layer is for, or leave this out.
% % で始まる行は読者に見えない。 Lines that begin with % are not shown.

% 注は次の形で書く。18 は段落の番号で、18-20（範囲）、18,24（組）とも書ける。
% A note looks like this; 18 is the paragraph; 18-20 (a range) and 18,24 (a set) are possible too.
%
% :::{{note}} 18
% :lemma: 市場
% :id: offset
%
% 本文。{{cite:p}}`smith2001`のように文献を、{{para}}`19`のように段落を引く。
% :::
%
% :lemma: は段落の中の12字以内の語句で、なくてもよい。 \
A phrase of the paragraph, at most 12 characters; may be left out.
% :id: は注の名で、公開したら変えない。 The note's name; never change it once it is public.

:::{{note}} {number}
:id: first

{sample}
:::
"""

SAMPLE = {
    "ja": "この注は見本である。書き換えて使い、要らなければ消す。",
    "en": "This note is a sample: write your own in its place, or delete it.",
}
"""The sample note of a new layer, by language."""


def layer_template(
    name: str, *, title: str, kind: str, author: str, lang: str, license_: str, number: int
) -> str:
    """Return the text of a new layer file.

    :param number: the paragraph of its sample note.
    """
    # JSON's strings are YAML's, and mean themselves whatever is in them
    quoted = {
        key: json.dumps(value, ensure_ascii=False)
        for key, value in (("title", title), ("author", author), ("license", license_))
    }
    sample = SAMPLE.get(lang.partition("-")[0], SAMPLE["en"])
    return _TEMPLATE.format(
        name=name,
        kind=kind,
        lang=lang,
        number=number,
        sample=sample,
        heading=escape(title),
        **quoted,
    )
