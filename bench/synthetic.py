"""Synthetic editions: the same invented content, written for the engine and for plain Sphinx.

A seeded generator makes the content from word lists, so that a size always gives the same files, in
neutral Japanese that is from no essay. A paragraph has about 100 characters and mentions two terms,
a note about 150 and mentions one, a definition about 190: the density of this repository's edition.

Plain Sphinx gets what an author without the engine would write to get the same pages. The same
sentences are read, and appear on the same pages:

==============  ====================================  ===========================================
content         ours                                  plain
==============  ====================================  ===========================================
paragraph       ``{#p18}`` on a page of 50            the same
note with a     ``{note}`` in a layer file of 500;    ``{admonition}`` after its paragraph, with
citation        the engine puts it at its paragraph   the lemma as title; no layer files
glossary entry  ``{term}`` with its values as         entry of a ``{glossary}``; the same values
                options                               in paragraphs
citations,      sphinxcontrib-bibtex, style           sphinxcontrib-bibtex, its own styles
bibliography    ``japanese``
theme, options  sphinx_book_theme                     the same
==============  ====================================  ===========================================

Plain Sphinx has no counterpart to the rest: links from texts to terms, back links, lists of notes,
permanent addresses, a page of citations for each paragraph, note and term, ``edition.json``, the
index by reading. Our search index holds the texts themselves; plain Sphinx's is made by its
Japanese segmenter.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from measure import write

if TYPE_CHECKING:
    from pathlib import Path

PAGE = 50
"""Paragraphs on a page."""
LAYER = 500
"""Notes in a layer file."""
SOURCES = 200
"""Works in the bibliography file."""
MARK = "番目の覚え書き"
"""A text that occurs once in every note and nowhere else."""
ADDED = "のちに一行を書き加えた。"
"""A text that is added to a note or a definition before a rebuild is measured."""

# The first and the second parts of headwords (spelling, reading, English): together 500 terms.
FIRST = (
    ("山里", "やまざと", "hill village"), ("谷川", "たにがわ", "mountain stream"),
    ("海辺", "うみべ", "seaside"), ("野原", "のはら", "meadow"), ("森陰", "もりかげ", "woodland"),
    ("水田", "すいでん", "paddy"), ("果樹園", "かじゅえん", "orchard"),
    ("石橋", "いしばし", "stone bridge"), ("木陰", "こかげ", "shade"),
    ("港町", "みなとまち", "harbour"), ("灯台", "とうだい", "lighthouse"),
    ("雪国", "ゆきぐに", "snow country"), ("竹林", "ちくりん", "bamboo"),
    ("湖畔", "こはん", "lakeside"), ("砂丘", "さきゅう", "dune"), ("岬", "みさき", "headland"),
    ("峠", "とうげ", "mountain pass"), ("渓流", "けいりゅう", "brook"),
    ("草原", "そうげん", "grassland"), ("河口", "かこう", "estuary"), ("入江", "いりえ", "cove"),
    ("盆地", "ぼんち", "basin"), ("高原", "こうげん", "plateau"),
    ("温室", "おんしつ", "greenhouse"), ("庭園", "ていえん", "garden"),
)  # fmt: skip
SECOND = (
    ("暦", "ごよみ", "calendar"), ("細工", "ざいく", "handiwork"), ("地図", "ちず", "map"),
    ("料理", "りょうり", "cooking"), ("日誌", "にっし", "diary"), ("染め", "ぞめ", "dyeing"),
    ("織物", "おりもの", "weaving"), ("笛", "ぶえ", "flute"), ("歌集", "かしゅう", "songbook"),
    ("道具", "どうぐ", "tools"), ("測量", "そくりょう", "survey"), ("観察", "かんさつ", "watching"),
    ("標本", "ひょうほん", "specimens"), ("模様", "もよう", "pattern"),
    ("陶器", "とうき", "pottery"), ("写生", "しゃせい", "sketching"), ("散策", "さんさく", "walk"),
    ("気象", "きしょう", "weather"), ("養蜂", "ようほう", "beekeeping"),
    ("製紙", "せいし", "papermaking"),
)  # fmt: skip

WORDS = {
    "season": (
        "春先",
        "梅雨どき",
        "夏の朝",
        "秋の夕べ",
        "初冬",
        "真冬",
        "雪解けのころ",
        "実りの季節",
        "長雨のあと",
        "晴れた日",
    ),
    "thing": (
        "古い帳面",
        "小さな鐘",
        "木の机",
        "青い器",
        "布の袋",
        "細い道",
        "石の段",
        "白い壁",
        "丸い窓",
        "低い棚",
        "竹の籠",
        "紙の箱",
    ),
    "person": (
        "旅人",
        "職人",
        "先生",
        "子どもたち",
        "隣人",
        "画家",
        "船大工",
        "郵便屋",
        "パン屋",
        "園丁",
        "図書係",
        "音楽家",
    ),
    "place": (
        "広場",
        "坂の途中",
        "駅前",
        "公民館",
        "川沿い",
        "校庭",
        "裏庭",
        "灯りの下",
        "軒先",
        "渡り廊下",
    ),
    "does": (
        "静かに受け継がれた",
        "少しずつ形を変えた",
        "人から人へ伝わった",
        "丁寧に書き留められた",
        "長く親しまれた",
        "新たに並べ直された",
    ),
}
TELLING = (
    "{season}になると、{term}は{place}の{thing}のそばで{does}。",
    "{person}の覚えでは、{term}は{season}の{place}から始まり、やがて{does}。",
    "{place}に置かれた{thing}には{term}の名が記され、{season}ごとに{does}。",
    "{person}と{person2}は{season}に集まり、{term}について語り合ったという。",
)
PASSING = (
    "{season}の{place}では、{thing}が{person}の手で{does}。",
    "{person}は{thing}を{place}へ運び、{person2}がそれを受け取った。",
    "{thing}のことは{season}に{person}が書き残している。",
    "{place}の{thing}は、{season}の光の中で{person}の目を引いた。",
)

_CONF = """
project = "試しの版"
author = "編者"
language = "ja"
release = version = "1"
bibtex_bibfiles = ["references.bib"]
myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence"]
nitpicky = True
html_theme = "sphinx_book_theme"
html_title = "試しの版"
html_last_updated_fmt = None
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_permalinks_icon = "#"
html_theme_options = {
    "use_download_button": False,
    "use_fullscreen_button": False,
    "use_source_button": False,
    "show_toc_level": 2,
    "home_page_in_toc": False,
    "navbar_persistent": [],
}
html_sidebars = {"**": ["navbar-logo.html", "search-button-field.html", "sbt-sidebar-nav.html"]}
"""
_OURS = """
import sys

sys.path.insert(0, EXTENSION)
extensions = ["study_edition"]
primary_domain = "edition"
bibtex_default_style = "japanese"
bibtex_reference_style = "japanese"
edition_essay = {
    "author": {"family": "Imagined", "given": "Ann", "native": "架空 安", "native_family": "架空"},
    "title": {"own": "試しの論考", "romanised": "Kokoromi no ronkō", "english": "An essay to try"},
    "container": "架空新聞",
    "date": "1987-01-01",
}
"""
_PLAIN = """
extensions = ["myst_parser", "sphinxcontrib.bibtex"]
bibtex_default_style = "plain"
bibtex_reference_style = "author_year"
"""
_LAYER_HEAD = """---
layer: notes-{number}
title: 注釈{number}
kind: comment
author: 編者
lang: ja
license: CC0-1.0
---
# 注釈{number}
"""


class Term(NamedTuple):
    """A glossary entry; ``related`` has indices of other entries."""

    name: str
    headword: str
    reading: str
    english: str
    definition: str
    sources: tuple[str, ...]
    related: tuple[int, ...]


class Paragraph(NamedTuple):
    """A paragraph and the note on it, which ends with its citation."""

    number: int
    text: str
    lemma: str
    note: str


@dataclass(frozen=True)
class Content:
    """The content of both editions."""

    paragraphs: list[Paragraph]
    terms: list[Term]
    bibliography: str

    @property
    def changed_note(self) -> str:
        """The text of the note that will be changed: one in the middle."""
        return self.paragraphs[len(self.paragraphs) // 2].note

    @property
    def changed_term(self) -> str:
        """The definition that will be changed: one in the middle."""
        return self.terms[len(self.terms) // 2].definition


def make_content(size: int) -> Content:
    """Invent an edition of *size* paragraphs."""
    choose = Random(size)  # noqa: S311  not a secret
    names = [
        (a + b, a_read + b_read, f"{a_en} {b_en}")
        for a, a_read, a_en in FIRST
        for b, b_read, b_en in SECOND
    ]
    terms = []
    for i, (headword, reading, english) in enumerate(names):
        sources = (source_key(i), source_key(i + 77))
        # A definition names its own term first, as definitions do, and one other.
        parts = [
            _telling(choose, headword),
            _passing(choose),
            _passing(choose),
            _telling(choose, choose.choice(names)[0]),
            _passing(choose),
        ]
        definition = _cite("".join(parts), sources[0])
        terms.append(
            Term(
                f"term-{i + 1:03}",
                headword,
                reading,
                english,
                definition,
                sources,
                ((i + 7) % len(names), (i + 31) % len(names)),
            )
        )
    paragraphs = []
    for number in range(1, size + 1):
        first, second, third = (name[0] for name in choose.sample(names, 3))
        text = _telling(choose, first) + _passing(choose) + _telling(choose, second)
        note = (
            _passing(choose) + _telling(choose, third) + "".join(_passing(choose) for _ in range(3))
        )
        # The number makes every note different, so that one can be found by its text.
        paragraphs.append(
            Paragraph(
                number,
                text,
                first,
                _cite(f"{note}これは{number}{MARK}である。", source_key(number)),
            )
        )
    return Content(paragraphs, terms, "\n".join(_work(choose, i) for i in range(SOURCES)))


def source_key(number: int) -> str:
    """Return the key of a work; numbers beyond the last start again at the first."""
    return f"work{number % SOURCES + 1:03}"


def _telling(choose: Random, term: str) -> str:
    return _sentence(choose, TELLING, term)


def _passing(choose: Random) -> str:
    return _sentence(choose, PASSING)


def _sentence(choose: Random, patterns: tuple[str, ...], term: str = "") -> str:
    words = {kind: choose.choice(choices) for kind, choices in WORDS.items()}
    return choose.choice(patterns).format(
        **words, person2=choose.choice(WORDS["person"]), term=term
    )


def _cite(text: str, key: str) -> str:
    """Insert a citation before the last full stop."""
    return f"{text.removesuffix('。')}{{cite:p}}`{key}`。"


def _work(choose: Random, number: int) -> str:
    """Return an entry of the bibliography: alternately a Japanese book and an English article."""
    place, season, thing = (choose.choice(WORDS[kind]) for kind in ("place", "season", "thing"))
    year = 1950 + number * 7 % 75
    if number % 2:
        kana = "あかさたなはまやらわ"[number // 2 % 10]
        family = f"{FIRST[number % len(FIRST)][0]}{number}"
        fields = {
            "author": f"{{{{{family} 架空}}}}", "title": f"{{{{{place}と{thing}}}}}",
            "publisher": "架空書房", "year": str(year), "language": "ja", "yomi": f"{kana}, かくう",
        }  # fmt: skip
        kind = "book"
    else:
        first, second = FIRST[number % len(FIRST)][2], SECOND[number % len(SECOND)][2]
        title = f"On the {first} and its {second} ({season})"
        fields = {
            "author": f"Imagined{number}, Ann and Invented{number}, Ben",
            "title": f"{{{{{title}}}}}", "journal": "Journal of Nowhere",
            "volume": str(number // 10 + 1), "pages": f"{number + 1}--{number + 20}",
            "year": str(year), "language": "en",
        }  # fmt: skip
        kind = "article"
    return (
        f"@{kind}{{{source_key(number)},\n"
        + "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
        + "}\n"
    )


def write_ours(folder: Path, content: Content, extension: Path) -> None:
    """Write the edition for the engine, which is in the folder *extension*."""
    glossary = (
        f"::::{{term}} {t.name}\n"
        f":headword: {t.headword}\n:reading: {t.reading}\n:english: {t.english}\n"
        f":related: {', '.join(content.terms[i].name for i in t.related)}\n"
        f":sources: {', '.join(t.sources)}\n\n{t.definition}\n::::\n"
        for t in content.terms
    )
    files = {
        "glossary": "# 用語集\n\n" + "\n".join(glossary),
        "layers/index": "# 注の層\n\n" + _toctree("*"),
    }
    for i, part in enumerate(parts(content.paragraphs, LAYER), 1):
        notes = (f"\n:::{{note}} {p.number}\n:lemma: {p.lemma}\n\n{p.note}\n:::\n" for p in part)
        files[f"layers/notes-{i:03}"] = _LAYER_HEAD.format(number=i) + "".join(notes)
    for i, part in enumerate(parts(content.paragraphs, PAGE), 1):
        files[f"text/part-{i:03}"] = f"# 第{i}部\n" + "".join(
            f"\n{{#p{p.number}}}\n{p.text}\n" for p in part
        )
    files["index"] = "# 試しの版\n\n" + _toctree(
        "text/*", "glossary", "bibliography", "layers/index"
    )
    _write(
        folder,
        _CONF + _OURS.replace("EXTENSION", repr(str(extension))),
        content.bibliography,
        files,
    )


def write_plain(folder: Path, content: Content) -> None:
    """Write the edition for plain Sphinx."""
    glossary = (
        f"{t.headword} : {t.reading[0]}\n  {t.reading}　{t.english}\n\n  {t.definition}\n\n"
        f"  関連：{'、'.join(f'{{term}}`{content.terms[i].headword}`' for i in t.related)}\n\n"
        f"  典拠：{{cite:alp}}`{','.join(t.sources)}`\n"
        for t in content.terms
    )
    files = {"glossary": "# 用語集\n\n:::{glossary}\n" + "\n".join(glossary) + ":::\n"}
    for i, part in enumerate(parts(content.paragraphs, PAGE), 1):
        rows = (
            f"\n{{#p{p.number}}}\n{p.text}\n\n:::{{admonition}} {p.lemma}\n{p.note}\n:::\n"
            for p in part
        )
        files[f"text/part-{i:03}"] = f"# 第{i}部\n" + "".join(rows)
    files["index"] = "# 試しの版\n\n" + _toctree("text/*", "glossary", "bibliography")
    _write(folder, _CONF + _PLAIN, content.bibliography, files)


def parts(paragraphs: list[Paragraph], length: int) -> list[list[Paragraph]]:
    """Split the paragraphs into parts of *length*."""
    return [paragraphs[i : i + length] for i in range(0, len(paragraphs), length)]


def _toctree(*names: str) -> str:
    return "\n".join(("```{toctree}", ":glob:", *names, "```", ""))


def _write(folder: Path, settings: str, bibliography: str, documents: dict[str, str]) -> None:
    """Write the documents into ``source``, with settings and bibliography next to it."""
    documents["bibliography"] = "# 文献\n\n```{bibliography}\n```\n"
    write(
        folder,
        {"conf.py": settings, "references.bib": bibliography}
        | {f"source/{name}.md": text for name, text in documents.items()},
    )
