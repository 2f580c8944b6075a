"""Titles in citations: alternating quotation marks, punctuation inside them, title case.

Sources: a quotation inside a quotation takes the other marks, in English “ ‘ ’ ” (Chicago 18, 6.9
and 13.30) and in Japanese 「『』」; comma and full stop go inside the closing mark in American
English (Chicago 18, 6.9; MLA 9, 6.53); a title that ends with its own mark takes no full stop (APA
7, 9.19; Chicago 18, 6.134). MLA 9, 2.90: words are capitalised except articles, prepositions,
coordinating conjunctions and *to*; Chicago 18, 8.160: prepositions of five letters are capitalised
too. From memory; the results for a Japanese title were checked in citeproc-js.
"""

from __future__ import annotations

import re

from .template_slots import text_change

_JAPANESE = re.compile("[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")

_SMALL = """
a about above across after against along amid among an and around as at before behind below
beneath beside between beyond but by despite down during except for from in inside into like near
nor of off on onto or out outside over past per since so than the through throughout to toward
towards under until up upon via with within without yet
"""
SMALL = frozenset(_SMALL.split())
"""The words that title case leaves in lower case inside a title."""

_SHORT = frozenset(word for word in SMALL if len(word) < 5)


def is_japanese(text: str) -> bool:
    """Return whether a title is in Japanese script."""
    return _JAPANESE.search(text) is not None


def _nest_quotes(text: str, signs: tuple[str, str, str, str]) -> str:
    """Change the quotation marks in a text that will itself be in quotation marks.

    :param signs: the outer opening and closing mark, then the inner ones.
    """
    outer, outer_end, inner, inner_end = signs
    ends = {outer: outer_end, inner: inner_end}
    open_marks: list[str] = []
    nested = ""
    for sign in text:
        if sign in ends:
            nested += outer if len(open_marks) % 2 else inner
            open_marks.append(sign)
        elif open_marks and sign == ends[open_marks[-1]]:
            open_marks.pop()
            nested += outer_end if len(open_marks) % 2 else inner_end
        else:
            nested += inner_end if sign == outer_end else sign
    return nested


@text_change("quote")
def nest_quotes(text: str) -> str:
    """Change quotation marks for the inside of “ ”."""
    return _nest_quotes(text, ("“", "”", "‘", "’"))


@text_change("kagi")
def nest_kagi(text: str) -> str:
    """Change quotation marks for the inside of 「」."""
    return _nest_quotes(text, ("「", "」", "『", "』"))


@text_change("comma", at_end=True)
def add_comma(text: str) -> str:
    """Add a comma, inside a quotation at the end."""
    return f"{text[:-1]},’" if text.endswith("’") and "‘" in text else f"{text},"


@text_change("stop", at_end=True)
def add_full_stop(text: str) -> str:
    """Add a full stop, unless the text ends with a mark that replaces it."""
    quotation = text.endswith("’") and "‘" in text
    if text.removesuffix("’" if quotation else "").endswith((".", "?", "!", "。", "？", "！")):
        return text
    return f"{text[:-1]}.’" if quotation else f"{text}."


@text_change("case")
def title_case(text: str) -> str:
    """Apply title case; a word with a capital is unchanged."""
    return _capitalise(text, SMALL)


def headline_case(text: str) -> str:
    """Apply Chicago's headline style."""
    return _capitalise(text, _SHORT)


def _capitalise(text: str, small: frozenset[str]) -> str:
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


def quote(text: str, end: str = "") -> str:
    """Put in English quotation marks, with the comma or full stop *end* inside them."""
    inside = nest_quotes(text)
    return (
        f"“{add_comma(inside) if end == ',' else add_full_stop(inside) if end == '.' else inside}”"
    )


def quote_ja(text: str) -> str:
    """Put in Japanese quotation marks."""
    return f"「{nest_kagi(text)}」"


def quote_book_ja(title: str) -> str:
    """Put a book's title in 『』, unless it contains such marks already (house style)."""
    return title if "『" in title else f"『{title}』"


def strip_shared_title(title: str, other: str) -> str:
    """Remove the main title that a title shares with *other*."""
    main, colon, rest = title.partition(": ")
    return rest if colon and main == other.partition(": ")[0] else title
