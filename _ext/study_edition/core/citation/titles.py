"""Titles and what stands round them: quotation marks that alternate, the full stop or comma inside them, title case.

Sources: a quotation inside a quotation takes the other marks, in English “ ‘ ’ ” (Chicago 18, 6.9 and 13.30) and in Japanese 「『』」;
comma and full stop go inside the closing mark in American English (Chicago 18, 6.9; MLA 9, 6.53); a title that ends with a mark of
its own takes no full stop after it (APA 7, 9.19; Chicago 18, 6.134). MLA 9, 2.90: words are capitalised but for articles,
prepositions, coordinating conjunctions and *to*; Chicago 18, 8.160: prepositions of five letters are capitalised too. From knowledge;
the results for a Japanese title were checked in citeproc-js.
"""

from __future__ import annotations

import re

from .slots import change

_JAPANESE = re.compile("[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")

_SMALL = """
a about above across after against along amid among an and around as at before behind below beneath beside between beyond but by
despite down during except for from in inside into like near nor of off on onto or out outside over past per since so than the
through throughout to toward towards under until up upon via with within without yet
"""
SMALL = frozenset(_SMALL.split())
"""The words that title case leaves small inside a title."""


_SHORT = frozenset(word for word in SMALL if len(word) < 5)


def is_japanese(text: str) -> bool:
    """Whether a title is in Japanese script."""
    return _JAPANESE.search(text) is not None


def _nest(text: str, signs: tuple[str, str, str, str]) -> str:
    """Quotations inside a text that is itself to stand in quotation marks.

    :param signs: the outer opening and closing mark, then the inner ones.
    """
    outer, outer_end, inner, inner_end = signs
    ends = {outer: outer_end, inner: inner_end}
    opened: list[str] = []
    nested = ""
    for sign in text:
        if sign in ends:
            nested += outer if len(opened) % 2 else inner
            opened.append(sign)
        elif opened and sign == ends[opened[-1]]:
            opened.pop()
            nested += outer_end if len(opened) % 2 else inner_end
        else:
            nested += inner_end if sign == outer_end else sign
    return nested


@change("quote")
def nested(text: str) -> str:
    """The inside of “ ”."""
    return _nest(text, ("“", "”", "‘", "’"))


@change("kagi")
def in_kagi(text: str) -> str:
    """The inside of 「」."""
    return _nest(text, ("「", "」", "『", "』"))


@change("comma", at_end=True)
def comma(text: str) -> str:
    """With a comma; a quotation at the end takes it in."""
    return f"{text[:-1]},’" if text.endswith("’") and "‘" in text else f"{text},"


@change("stop", at_end=True)
def stop(text: str) -> str:
    """With a full stop, unless it ends with a sign that makes one needless."""
    quotation = text.endswith("’") and "‘" in text
    if text.removesuffix("’" if quotation else "").endswith((".", "?", "!", "。", "？", "！")):
        return text
    return f"{text[:-1]}.’" if quotation else f"{text}."


@change("case")
def title_case(text: str) -> str:
    """In title case. A word that has a capital already stays as it is."""
    return _capitalised(text, SMALL)


def headline(text: str) -> str:
    """In Chicago's headline style."""
    return _capitalised(text, _SHORT)


def _capitalised(text: str, small: frozenset[str]) -> str:
    words = re.split("([ -]+)", text)
    last = max((i for i, word in enumerate(words) if word.strip(" -")), default=0)
    begins = True
    for i, word in enumerate(words):
        match = re.match("([“‘\"'(\\[「『]*)([a-zà-öø-ÿāēīōū])", word)
        bare = re.sub("[^a-z]", "", word)
        if match and not re.search("[A-Z]", word) and (begins or i == last or bare not in small):
            words[i] = match[1] + match[2].upper() + word[match.end() :]
        if word.strip(" -"):
            begins = word.endswith((":", "—", "?", "!"))
    return "".join(words)


def quoted(text: str, end: str = "") -> str:
    """In English quotation marks, the comma or full stop *end* inside them."""
    inside = nested(text)
    return f"“{comma(inside) if end == ',' else stop(inside) if end == '.' else inside}”"


def kagi(text: str) -> str:
    """In Japanese quotation marks."""
    return f"「{in_kagi(text)}」"


def book_ja(title: str) -> str:
    """A book's title in 『』, unless it has such marks already: it is printed as it stands then (house)."""
    return title if "『" in title else f"『{title}』"


def subtitle(title: str, other: str) -> str:
    """A title without the main title that it shares with *other*."""
    main, colon, rest = title.partition(": ")
    return rest if colon and main == other.partition(": ")[0] else title
