"""The page's script in Python: fills templates from their JSON, as :mod:`templates` describes it.

Nothing of the engine is used, so that the description is tested.
"""

from __future__ import annotations

import json
import re


def variant(target: dict, data: dict) -> str:
    """Return the name of a template for what a page knows of a target."""
    words = target["words"]
    if words in {"essay", "precis"}:
        return words
    author = "+author" if target.get("author") in data["authors"] else ""
    title = "+title" if target.get("title") else ""
    english = (
        "+english"
        if title and target.get("english") and target["english"] != target["title"]
        else ""
    )
    return words + author + title + english


def fill(data: dict, style: str, lang: str, target: dict, accessed: str) -> tuple[str, ...]:
    """Return the two parts of a citation."""
    opening, closing = re.escape(data["open"]), re.escape(data["close"])
    slot = re.compile(f"{opening}([^{closing}]*){closing}")

    def value(match: re.Match) -> str:
        name, *changes = match[1].split("|")
        text = _value(data, name, target, accessed)
        for change in changes:
            text = CHANGES[change](text, data)
        return text

    numbers = data["templates"][style][lang][variant(target, data)]
    return tuple(slot.sub(value, data["texts"][number]) for number in numbers)


def _value(data, name, target, accessed):
    kind, _, form = name.partition(".")
    if kind == "author":
        return data["authors"][target["author"]][form]
    if kind == "locus":
        return _locator(data["locators"][form], target["locus"])
    if kind == "accessed":
        return _date(data, form, accessed)
    return target[name]


def _locator(rule, ranges):
    one, several, dash, comma = rule
    joined = []
    for first, last in sorted(ranges):
        if joined and first <= joined[-1][1] + 1:
            joined[-1][1] = max(last, joined[-1][1])
        else:
            joined.append([first, last])
    before, after = one if len(joined) == 1 and joined[0][0] == joined[0][1] else several
    return before + comma.join(str(a) if a == b else f"{a}{dash}{b}" for a, b in joined) + after


def _date(data, form, accessed):
    year, month, day = (int(part) for part in accessed.split("-"))
    name = data["months"][month - 1]
    return {
        "iso": accessed,
        "ris": accessed.replace("-", "/"),
        "csl": f"{year}, {month}, {day}",
        "ja": f"{year}年{month}月{day}日",
        "dmy": f"{day} {name} {year}",
        "mdy": f"{name} {day}, {year}",
    }[form]


def _nest(text, outer, inner):
    ends = {outer[0]: outer[1], inner[0]: inner[1]}
    stack, out = [], []
    for sign in text:
        if sign in ends:
            out.append((outer if len(stack) % 2 else inner)[0])
            stack.append(sign)
        elif stack and sign == ends[stack[-1]]:
            stack.pop()
            out.append((outer if len(stack) % 2 else inner)[1])
        else:
            out.append(inner[1] if sign == outer[1] else sign)
    return "".join(out)


def _end(text, sign):
    return f"{text[:-1]}{sign}’" if text.endswith("’") and "‘" in text else text + sign


def _stop(text, _data):
    before = text[:-1] if text.endswith("’") and "‘" in text else text
    return text if before.endswith(tuple(".?!。？！")) else _end(text, ".")


def _case(text, data):
    parts = re.split("([ -]+)", text)
    words = [i for i in range(0, len(parts), 2) if parts[i]]
    for place, i in enumerate(words):
        found = re.match("([“‘\"'(\\[「『]*)([a-zà-öø-ÿāēīōū])(.*)", parts[i], re.DOTALL)
        before = parts[words[place - 1]] if place else ":"
        kept = (
            "".join(sign for sign in parts[i] if sign in "abcdefghijklmnopqrstuvwxyz")
            in data["small"]
        )
        if (
            found
            and not re.search("[A-Z]", parts[i])
            and not (kept and i != words[-1] and before[-1] not in ":—?!")
        ):
            parts[i] = found[1] + found[2].upper() + found[3]
    return "".join(parts)


CHANGES = {
    "quote": lambda text, _data: _nest(text, "“”", "‘’"),
    "kagi": lambda text, _data: _nest(text, "「」", "『』"),
    "comma": lambda text, _data: _end(text, ","),
    "stop": _stop,
    "case": _case,
    "tex": lambda text, data: "".join(data["tex"].get(sign, sign) for sign in text),
    "line": lambda text, _data: text.replace("\n", " ").replace("\r", " "),
    "json": lambda text, _data: json.dumps(text, ensure_ascii=False)[1:-1],
}
