"""Texts with known paragraphs of an edition, made from an essay written for these tests.

``python -m recognition_corpus`` in ``tests/helpers`` prints the number of texts of each kind.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from itertools import chain
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from project_paths import DATA
from study_edition.core.witness.text_fingerprint import fingerprint
from study_edition.core.witness.witness_record import WitnessRecord, split_witness

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADINGS = ("本を守る", "人を迎える", "数えられないもの")
TEXT = (DATA / "library.txt").read_text("utf-8")
PARAGRAPHS = split_witness(TEXT, [f"p{n}" for n in range(1, 34)], HEADINGS)
LEMMAS = {
    "p1": "小さな図書館",
    "p2": "海の名残",
    "p5": "潮風",
    "p9": "台風",
    "p14": "酒屋の主人",
    "p18": "外国の船員",
    "p22": "汐見の図書館",
    "p28": "百冊まで",
}
LEMMAS_MORE = {"p14": "帳面", "p28": "予算", "p2": "塩の倉庫"}
RECORD = WitnessRecord(
    "library", {key: fingerprint(text) for key, text in PARAGRAPHS.items()}, {}, HEADINGS
)
RECORD_WITH_LEMMAS = RECORD.__class__(
    "library",
    RECORD.fingerprints,
    {key: tuple(filter(None, (lemma, LEMMAS_MORE.get(key)))) for key, lemma in LEMMAS.items()},
    HEADINGS,
)
TWINS = {key for key, text in PARAGRAPHS.items() if list(PARAGRAPHS.values()).count(text) > 1}

MENU = [
    "ホーム",
    "会社案内",
    "お問い合わせ",
    "ログイン",
    "検索",
    "メニュー",
    "続きを読む",
    "シェアする",
    "前の記事",
    "次の記事",
    "人気の記事",
    "関連記事",
    "広告",
    "PR",
    "©2026",
]
OTHER = [
    "鉄道の駅は町の南にあり、朝の一番列車には高校生が乗る。切符の自動販売機は二台しかない。",
    "山の上の畑では、秋になると蕎麦の花が咲く。白い斜面を見に来る人のために、臨時のバスが出る。",
    "製氷所の音が止まると、魚市場の一日が終わる。氷の粉は道に残り、猫がそれをなめている。",
    "郵便局の前の坂は急で、荷物を持つ人は二度休む。二度目に休む場所には、誰かが椅子を置いた。",
    "小学校の時計は五分進んでいる。直さないのは、走って登校する子どもを減らすためだそうだ。",
    "床屋の主人は話が長い。髪が伸びるのと同じ速さで、町のうわさも伸びていくと人は笑う。",
    "橋を渡ると別の町になる。向こう側の祭りは一週間遅く、太鼓は少し低い音で鳴る。",
    "冬の銭湯では、隣り合った人の名を聞かないのが習わしである。湯気の中では誰でも同じ顔になる。",
]
KANJI = "春夏秋冬東西南北花鳥風月"


class Block(NamedTuple):
    """A part of a text: a paragraph of the edition, unchanged or changed, or other text (no id)."""

    id: str | None
    text: str
    changed: bool = False


class Case(NamedTuple):
    """A text and its paragraphs: each with its changed texts, or none if it occurs unchanged."""

    kind: str
    text: str
    holds: dict[str, list[str]]
    encoding: str = ""
    """The encoding, if the text should be read from bytes."""
    sure: bool = True
    """Whether every unchanged paragraph must be found; some styles of readings are unknown to the rule."""


def _blocks() -> list[Block]:
    ids = iter(PARAGRAPHS)
    return [
        Block(None if line in HEADINGS else next(ids), line)
        for line in filter(None, TEXT.split("\n"))
    ]


def _case(kind: str, blocks: list[Block], join: str = "\n\n", **more: object) -> Case:
    holds: dict[str, list[str]] = {}
    for block in blocks:
        if block.id:
            holds.setdefault(block.id, []).append(block.text if block.changed else "")
    holds = {key: [] if "" in texts else texts for key, texts in holds.items()}
    return Case(kind, join.join(block.text for block in blocks), holds, **more)


def _edit(rng: Random, text: str, times: int) -> str:
    """Replace, insert or delete *times* characters."""
    for _ in range(times):
        at = rng.randrange(len(text))
        text = (
            text[:at]
            + rng.choice([rng.choice(KANJI), rng.choice(KANJI) + text[at], ""])
            + text[at + 1 :]
        )
    return text


def _edited(rng: Random, blocks: list[Block], how_many: int, most: int = 4) -> list[Block]:
    blocks = list(blocks)
    for at in rng.sample([at for at, block in enumerate(blocks) if block.id], how_many):
        text = _edit(rng, blocks[at].text, rng.randint(1, most))
        if fingerprint(text) != fingerprint(blocks[at].text):
            blocks[at] = blocks[at]._replace(text=text, changed=True)
    return blocks


def _noise(rng: Random) -> Block:
    return Block(
        None,
        rng.choice(
            [
                rng.choice(OTHER),
                " ".join(rng.choices(MENU, k=rng.randint(1, 8))),
                f"{rng.randint(1, 99)}",
                "広告",
            ]
        ),
    )


def _noisy(rng: Random, blocks: list[Block], share: float) -> list[Block]:
    out = []
    for block in blocks:
        if rng.random() < share:
            out.extend(_noise(rng) for _ in range(rng.randint(1, 3)))
        out.append(block)
    return [*out, *(_noise(rng) for _ in range(rng.randint(0, 5)))]


def _moved(rng: Random, blocks: list[Block]) -> list[Block]:
    blocks = list(blocks)
    how = rng.randrange(4)
    if how == 0:
        for _ in range(rng.randint(1, 4)):
            one, other = rng.sample(range(len(blocks)), 2)
            blocks[one], blocks[other] = blocks[other], blocks[one]
    elif how == 1:
        at = rng.randrange(1, len(blocks))
        blocks = blocks[at:] + blocks[:at]
    elif how == 2:
        first = rng.randrange(len(blocks) - 4)
        blocks[first : first + 4] = reversed(blocks[first : first + 4])
    else:
        rng.shuffle(blocks)
    return blocks


def _without(rng: Random, blocks: list[Block], how_many: int) -> list[Block]:
    gone = set(rng.sample([at for at, block in enumerate(blocks) if block.id], how_many))
    return [block for at, block in enumerate(blocks) if at not in gone]


def _doubled(rng: Random, blocks: list[Block]) -> list[Block]:
    """Insert changed or unchanged copies of some paragraphs; some replace another paragraph."""
    blocks = list(blocks)
    for _ in range(rng.randint(1, 4)):
        at = rng.choice([at for at, block in enumerate(blocks) if block.id])
        block = blocks[at]
        copy = (
            Block(block.id, _edit(rng, block.text, rng.randint(1, 3)), changed=True)
            if rng.random() < 0.6
            else block
        )
        place = rng.choice([at, at + 1, rng.randrange(len(blocks))])
        if copy.changed and rng.random() < 0.5 and place < len(blocks):
            blocks[place] = copy
        else:
            blocks.insert(place, copy)
    return blocks


def _wrapped(rng: Random, text: str) -> str:
    width = rng.choice([12, 20, 35, 40])
    return "\n".join(
        "\n".join(line[at : at + width] for at in range(0, len(line), width))
        for line in text.split("\n")
    )


def _with_readings(rng: Random, text: str, style: str) -> str:
    """Add a reading to some words in kanji, in a style with ``%`` for the reading."""
    return re.sub(
        r"[一-鿿]+(?![(（一-鿿])",
        lambda word: (
            word[0]
            + (
                style.replace("%", rng.choice(["まち", "よみかた", "しおーみ"]))
                if rng.random() < 0.3
                else ""
            )
        ),
        text,
    )


def _in_other_characters(rng: Random, text: str) -> str:
    """Write the same text in other characters."""
    for change in rng.sample(
        [
            lambda t: unicodedata.normalize(rng.choice(["NFD", "NFKD", "NFKC"]), t),
            lambda t: t.replace("(", "（").replace(")", "）"),
            lambda t: re.sub("[0-9]", lambda digit: chr(ord(digit[0]) + 0xFEE0), t),
            lambda t: t.replace("「", "『").replace("」", "』"),
            lambda t: t.replace("―", rng.choice("—─–-━")),
            lambda t: t.replace("“", '"').replace("”", "〟"),
            lambda t: t.replace("\n", "\r\n"),
            lambda t: t.replace("。", "。\u200b").replace("の", "の\ufe00"),
            lambda t: re.sub("[ァ-ヶ]", lambda kana: kana[0], t).replace("ノ", "ﾉ"),
            lambda t: "　" + t.replace("\n", "\n　"),
        ],
        rng.randint(1, 4),
    ):
        text = change(text)
    return text


def _changed(rng: Random, whole: list[Block]) -> Iterator[Case]:
    yield _case("as it is", whole)
    for _ in range(90):
        yield _case("edits", _edited(rng, whole, rng.randint(1, 6)))
    for _ in range(40):
        blocks = list(whole)
        for at in rng.sample(
            [at for at, block in enumerate(blocks) if block.id], rng.randint(1, 4)
        ):
            text = blocks[at].text
            blocks[at] = Block(blocks[at].id, text[: rng.randint(5, len(text) - 2)], changed=True)
        yield _case("truncated paragraphs", blocks)
    for n in range(50):
        family = (
            [block for block in whole if block.id and "窓の外" in block.text] if n % 2 else whole
        )
        chosen = _edited(rng, family, rng.randint(0, len(family) // 8 + 1), 2)
        yield _case("near twins", _without(rng, chosen, rng.randint(0, min(2, len(chosen) - 1))))


def _rearranged(rng: Random, whole: list[Block]) -> Iterator[Case]:
    for n in range(80):
        moved = _moved(rng, _edited(rng, whole, rng.randint(2, 8)) if n % 2 else whole)
        yield _case("moved", moved if n % 4 < 2 else _without(rng, moved, 3))
    for _ in range(80):
        yield _case("doubled", _without(rng, _doubled(rng, whole), rng.randint(0, 2)))
    for _ in range(40):
        first = rng.randrange(len(whole) - 2)
        yield _case("part of it", whole[first : rng.randint(first + 1, len(whole))])


def _written(rng: Random, whole: list[Block]) -> Iterator[Case]:
    for _ in range(60):
        case = _case("other characters", whole, rng.choice(["\n", "\n\n"]))
        yield case._replace(text=_in_other_characters(rng, case.text))
    for n in range(20):
        encoding = ("utf-8-sig", "utf-16", "cp932", "euc_jp", "utf-16-le")[n % 5]
        case = _case(
            "encodings", _noisy(rng, whole, 0.2), rng.choice(["\n", "\r\n"]), encoding=encoding
        )
        yield case._replace(text=case.text.replace("©", "(c)"))
    for n, style in enumerate(
        ["(%)", "（%）", "( % )", "\n（%）", "（%）（%）", "《%》", "[%]", "（ヨミ）"] * 6
    ):
        case = _case("readings", whole, sure=n % 8 < 5)
        yield case._replace(text=_with_readings(rng, case.text, style))
    for n in range(60):
        case = _case(
            "lines", _noisy(rng, whole, 0.2) if n % 2 else whole, rng.choice(["", " ", "\n"])
        )
        yield case._replace(text=_wrapped(rng, case.text)) if n % 3 else case


def _among_others(rng: Random, whole: list[Block]) -> Iterator[Case]:
    for _ in range(60):
        yield _case("noise", _noisy(rng, _without(rng, whole, rng.randint(0, 4)), rng.random()))
    for n in range(30):
        lines = [rng.choice(OTHER) for _ in range(rng.randint(1, 80))] + [
            _edit(rng, rng.choice(list(PARAGRAPHS.values())), 8)
        ] * (n % 2)
        yield _case("other texts", [Block(None, line) for line in lines])


def _all_together(rng: Random, whole: list[Block]) -> Iterator[Case]:
    changes = [
        _moved,
        _doubled,
        lambda r, blocks: _without(r, blocks, 3),
        lambda r, blocks: _noisy(r, blocks, 0.3),
    ]
    for _ in range(100):
        blocks = _edited(rng, whole, rng.randint(0, 6))
        for change in rng.sample(changes, rng.randint(1, 4)):
            blocks = change(rng, blocks)
        case = _case("all together", blocks, rng.choice(["\n", "\n\n", "\n　"]))
        yield case._replace(text=_wrapped(rng, case.text)) if rng.random() < 0.3 else case


@cache
def cases(seed: int = 1) -> tuple[Case, ...]:
    """Return all cases, always the same for a seed."""
    rng, whole = Random(seed), _blocks()
    return tuple(
        chain.from_iterable(
            kind(rng, whole)
            for kind in (_changed, _rearranged, _written, _among_others, _all_together)
        )
    )


if __name__ == "__main__":
    for kind, number in Counter(case.kind for case in cases()).items():
        print(f"{number:5} {kind}")  # noqa: T201
    print(f"{len(cases()):5}")  # noqa: T201
