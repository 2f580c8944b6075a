"""The notation of 青空文庫 (Aozora Bunko), as its 「注記一覧」 describes it, in one line of text, and the frame of its files.

Read are ruby (``｜漢字《かんじ》``, ``漢字《かな》``), headings, characters outside JIS X 0208 (``※［＃…］``) and the marks of repetition
(``／＼``). Other notes (``［＃…］``: how the page was set) are taken out and counted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ..text.gojuon import is_reading

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Sequence

LEVELS = {"大": 1, "中": 2, "小": 3}
"""The three sizes of a heading."""
UNREADABLE = "〓"
"""Stands for a character that a note describes and no code names, as printers have it."""

_KANJI = "々〆〇〻ヶ\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUBY = re.compile(
    f"(?:｜(?P<marked>[^｜《》]+)|(?P<found>[{_KANJI}]+|[ァ-ヺー]+|[ぁ-ゖー]+|[A-Za-zÀ-ɏ'’-]+))《(?P<reading>[^《》]+)》"
)
_NOTE = re.compile("［＃([^［］]*)］")
_HEADING = re.compile("［＃「(?P<quoted>.+)」は(?:同行|窓)?(?P<size>[大中小])見出し］")
_AROUND = re.compile(
    "［＃(?:ここから)?(?:同行|窓)?(?P<size>[大中小])見出し］(?P<text>.+)［＃(?:ここで)?(?:同行|窓)?(?P=size)見出し終わり］"
)
_OUTSIDE = re.compile("※［＃([^［］]*)］")
_CODE = re.compile("U\\+(?P<code>[0-9A-Fa-f]{4,6})|第[34]水準(?P<jis>[12]-[0-9]{1,2}-[0-9]{1,2})")
_QUOTED = re.compile("「.*」")
_RULE = re.compile("[-－]{20,}")
_HEAD_LINES = 60
"""How far into a file the explanation of the signs may reach."""


class Run(NamedTuple):
    """Some of a text, with its reading if the text gives one."""

    text: str
    reading: str = ""


class Frame(NamedTuple):
    """A file's lines by what they are. ``body`` has each line with its number, counted from 1."""

    title: str
    author: str
    body: tuple[tuple[int, str], ...]
    colophon: tuple[str, ...]


def frame(lines: Sequence[str]) -> Frame:
    """Take the frame off a file: title and author above, the explanation of the signs, and what stands from 底本： on.

    A file without them is all body.
    """
    last = next(
        (i for i, line in enumerate(lines) if line.startswith(("底本：", "底本:"))), len(lines)
    )
    rules = [i for i, line in enumerate(lines[:_HEAD_LINES]) if _RULE.fullmatch(line.strip())]
    head: list[str] = []
    first = 0
    if len(rules) >= 2 and rules[1] < last:
        head, first = [line.strip() for line in lines[: rules[0]] if line.strip()], rules[1] + 1
    elif last < len(lines):
        first = next((i for i, line in enumerate(lines) if not line.strip()), 0)
        head = [line.strip() for line in lines[:first]]
    if not 2 <= len(head) <= 5:
        head, first = [], first if rules else 0
    return Frame(
        head[0] if head else "",
        head[-1] if head else "",
        tuple(enumerate(lines[first:last], first + 1)),
        tuple(line.strip() for line in lines[last:] if line.strip()),
    )


def source_of(colophon: Sequence[str]) -> tuple[str, ...]:
    """Of the lines from 底本： on those that tell of the printed source: not who typed and proofread it."""
    last = next(
        (
            i
            for i, line in enumerate(colophon)
            if re.match("(?:入力|校正|※|\\d{4}年\\d+月\\d+日(?:公開|作成)|青空文庫)", line)
        ),
        len(colophon),
    )
    return tuple(colophon[:last])


def heading(line: str) -> tuple[str, int]:
    """The text of a line that its notes make a heading, its notes left in, and its level; the line itself and 0 if they do not.

    A heading that goes on as text in the same line is text.
    """
    around = _AROUND.search(line)
    if around and not _NOTE.sub("", line.replace(around[0], "")).strip():
        return around["text"], LEVELS[around["size"]]
    note = _HEADING.search(line)
    if note:
        rest = line.replace(note[0], "")
        if _bare(rest) == _bare(note["quoted"]):
            return rest, LEVELS[note["size"]]
    return line, 0


def _bare(text: str) -> str:
    return "".join(run.text for run in runs(_NOTE.sub("", _OUTSIDE.sub(_outside, text)))).strip()


def plain(line: str, dropped: Counter[str]) -> str:
    """A line without notes; which were taken out is counted in *dropped*, without the words they quote."""

    def drop(note: re.Match[str]) -> str:
        dropped[_QUOTED.sub("「…」", note[1])] += 1
        return ""

    def outside(note: re.Match[str]) -> str:
        found = _outside(note)
        if found == UNREADABLE:
            dropped[f"※ → {UNREADABLE}"] += 1
        return found

    text = _NOTE.sub(drop, _OUTSIDE.sub(outside, line))
    return text.replace("／″＼", "〴〵").replace("／＼", "〳〵")


def _outside(note: re.Match[str]) -> str:
    """The character that a note describes: by its code in Unicode, or by its place in JIS X 0213."""
    code = _CODE.search(note[1])
    try:
        if code and code["code"]:
            return chr(int(code["code"], 16)).encode().decode()  # no half of a surrogate pair
        if code:
            plane, row, cell = map(int, code["jis"].split("-"))
            return (b"\x8f" * (plane - 1) + bytes((row + 0xA0, cell + 0xA0))).decode("euc_jis_2004")
    except ValueError:
        return UNREADABLE
    return UNREADABLE


def runs(text: str) -> tuple[Run, ...]:
    """A text without notes, with its ruby read. What stands in 《》 and is no kana is no reading, and stays."""
    found: list[Run] = []
    at = 0
    for match in _RUBY.finditer(text):
        base = match["marked"] or match["found"]
        if not is_reading(match["reading"]) or "`" in base or "|" in base:
            continue
        if match.start() > at:
            found.append(Run(text[at : match.start()]))
        found.append(Run(base, match["reading"]))
        at = match.end()
    if at < len(text):
        found.append(Run(text[at:]))
    return tuple(found)
