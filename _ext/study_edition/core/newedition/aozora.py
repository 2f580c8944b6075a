"""The notation of 青空文庫 (Aozora Bunko) in a line of text, and the frame of its files.

It follows the library's 「注記一覧」. We read ruby (``｜漢字《かんじ》``, ``漢字《かな》``),
headings, characters outside JIS X 0208 (``※［＃…］``) and repetition marks (``／＼``). Other notes
(``［＃…］``, on typesetting) are removed and counted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ..text.gojuon import is_reading

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Sequence

LEVELS = {"大": 1, "中": 2, "小": 3}
"""The three sizes of headings."""
UNREADABLE = "〓"
"""Replaces a character that a note describes without a code, as in printing."""

_KANJI = "々〆〇〻ヶ\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUBY = re.compile(
    f"(?:｜(?P<marked>[^｜《》]+)|(?P<found>[{_KANJI}]+|[ァ-ヺー]+|[ぁ-ゖー]+|[A-Za-zÀ-ɏ'’-]+))《(?P<reading>[^《》]+)》"
)
_NOTE = re.compile("［＃([^［］]*)］")
_HEADING = re.compile("［＃「(?P<quoted>.+)」は(?:同行|窓)?(?P<size>[大中小])見出し］")
_ENCLOSED_HEADING = re.compile(
    "［＃(?:ここから)?(?:同行|窓)?(?P<size>[大中小])見出し］(?P<text>.+)［＃(?:ここで)?(?:同行|窓)?(?P=size)見出し終わり］"
)
_CHARACTER_NOTE = re.compile("※［＃([^［］]*)］")
_CODE = re.compile("U\\+(?P<code>[0-9A-Fa-f]{4,6})|第[34]水準(?P<jis>[12]-[0-9]{1,2}-[0-9]{1,2})")
_QUOTED = re.compile("「.*」")
_HORIZONTAL_RULE = re.compile("[-－]{20,}")
_HEAD_LINES = 60
"""Number of lines within which the explanation of the signs must end."""


class RubyRun(NamedTuple):
    """A piece of text, with its reading if the text gives one."""

    text: str
    reading: str = ""


class Frame(NamedTuple):
    """The lines of a file by function; ``body`` has each line with its number, from 1."""

    title: str
    author: str
    body: tuple[tuple[int, str], ...]
    colophon: tuple[str, ...]


def split_frame(lines: Sequence[str]) -> Frame:
    """Separate the frame of a file from its body.

    The frame is the title and author at the top, the explanation of the signs, and everything from
    the line 底本： on. A file without them is all body.
    """
    last = next(
        (i for i, line in enumerate(lines) if line.startswith(("底本：", "底本:"))), len(lines)
    )
    rules = [
        i for i, line in enumerate(lines[:_HEAD_LINES]) if _HORIZONTAL_RULE.fullmatch(line.strip())
    ]
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


def source_lines(colophon: Sequence[str]) -> tuple[str, ...]:
    """Return the colophon lines on the printed source, without those on transcribers."""
    last = next(
        (
            i
            for i, line in enumerate(colophon)
            if re.match("(?:入力|校正|※|\\d{4}年\\d+月\\d+日(?:公開|作成)|青空文庫)", line)
        ),
        len(colophon),
    )
    return tuple(colophon[:last])


def read_heading(line: str) -> tuple[str, int]:
    """Return the text and level of a line that its notes make a heading, with its other notes.

    For other lines the level is 0. A heading followed by text in the same line is not a heading.
    """
    around = _ENCLOSED_HEADING.search(line)
    if around and not _NOTE.sub("", line.replace(around[0], "")).strip():
        return around["text"], LEVELS[around["size"]]
    note = _HEADING.search(line)
    if note:
        rest = line.replace(note[0], "")
        if _bare(rest) == _bare(note["quoted"]):
            return rest, LEVELS[note["size"]]
    return line, 0


def _bare(text: str) -> str:
    return "".join(
        run.text for run in read_ruby(_NOTE.sub("", _CHARACTER_NOTE.sub(_decode_character, text)))
    ).strip()


def strip_notes(line: str, dropped: Counter[str]) -> str:
    """Return a line without notes.

    :param dropped: counts the removed notes, without the words they quote.
    """

    def drop(note: re.Match[str]) -> str:
        dropped[_QUOTED.sub("「…」", note[1])] += 1
        return ""

    def decode(note: re.Match[str]) -> str:
        char = _decode_character(note)
        if char == UNREADABLE:
            dropped[f"※ → {UNREADABLE}"] += 1
        return char

    text = _NOTE.sub(drop, _CHARACTER_NOTE.sub(decode, line))
    return text.replace("／″＼", "〴〵").replace("／＼", "〳〵")


def _decode_character(note: re.Match[str]) -> str:
    """Return the character that a note describes by its code in Unicode or JIS X 0213."""
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


def read_ruby(text: str) -> tuple[RubyRun, ...]:
    """Read the ruby in a text without notes.

    《》 around anything but kana are kept as text.
    """
    runs: list[RubyRun] = []
    at = 0
    for match in _RUBY.finditer(text):
        base = match["marked"] or match["found"]
        if not is_reading(match["reading"]) or "`" in base or "|" in base:
            continue
        if match.start() > at:
            runs.append(RubyRun(text[at : match.start()]))
        runs.append(RubyRun(base, match["reading"]))
        at = match.end()
    if at < len(text):
        runs.append(RubyRun(text[at:]))
    return tuple(runs)
