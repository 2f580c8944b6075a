"""A plain text is read into pages and paragraphs, and written as the sources of an edition."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from study_edition.core.newedition.aozora import RubyRun, read_ruby, strip_notes
from study_edition.core.newedition.edition_files import (
    EditionPlan,
    bib_name,
    container_of,
    count_too_short,
    date_of,
    make_files,
    person_record,
)
from study_edition.core.newedition.plain_text import parse_text
from study_edition.core.text.myst_text import begin, escape

MYST = create_md_parser(
    MdParserConfig(enable_extensions={"attrs_block", "attrs_inline", "colon_fence", "deflist"}),
    RendererHTML,
)
AOZORA = """題
作者　名

-----------------------
【テキスト中に現れる記号について】
-----------------------

［＃３字下げ］上［＃「上」は大見出し］

　一つめ。
「二つめ。」

［＃３字下げ］下［＃「下」は大見出し］

［＃５字下げ］甲［＃「甲」は中見出し］
　三つめ。


底本：「本」書房
　　　1950（昭和25）年4月1日発行
入力：だれか
"""


def shape(work):
    """Return titles and texts of pages; headings are marked with ``#``."""
    return [
        (page.title, [("#" * block.level + block.text) for block in page.blocks])
        for page in work.pages
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("一。\n\n二。", [("", ["一。", "二。"])]),
        ("　一。\n　二。\n　三。", [("", ["一。", "二。", "三。"])]),
        ("一。\n二。\n三。", [("", ["一。", "二。", "三。"])]),
        ("broken as\nmail is\n\nnext one\nhere", [("", ["broken as mail is", "next one here"])]),
        ("折られた\n文である。\n\n次の\n文。", [("", ["折られた文である。", "次の文。"])]),
        ("# 甲\n\n一\n\n# 乙\n\n二", [("甲", ["一"]), ("乙", ["二"])]),
        ("前\n\n# 甲\n\n一", [("", ["前"]), ("甲", ["一"])]),
        (
            "# 題\n\n## 甲\n\n一\n\n### 小\n\n二\n\n## 乙\n\n三",
            [("甲", ["一", "###小", "二"]), ("乙", ["三"])],
        ),
        ("# 題\n\n一", [("", ["一"])]),
        ("#一つの語\n\n一", [("", ["#一つの語", "一"])]),
        (AOZORA, [("上", ["一つめ。", "「二つめ。」"]), ("下", ["##甲", "三つめ。"])]),
        (
            "［＃大見出し］甲［＃大見出し終わり］\n一。\n［＃大見出し］乙［＃大見出し終わり］\n二。",
            [("甲", ["一。"]), ("乙", ["二。"])],
        ),
        ("甲［＃「甲」は同行中見出し］と続く。", [("", ["甲と続く。"])]),
        ("一。\r\n\r\n\r\n二。\r\n", [("", ["一。", "二。"])]),
        ("", []),
        ("# 見出しだけ", []),
    ],
)
def test_text_is_divided_into_pages_and_paragraphs(text, found):
    assert shape(parse_text(text)) == found


def test_headings_and_paragraph_separators_can_be_given():
    text = "第一章\n折られた\n行。\n第二章\n次。"
    headings = re.compile("第.章")
    assert shape(parse_text(text, headings, "lines")) == [
        ("第一章", ["折られた", "行。"]),
        ("第二章", ["次。"]),
    ]
    assert shape(parse_text(text, headings, "blanks")) == [
        ("第一章", ["折られた行。"]),
        ("第二章", ["次。"]),
    ]


def test_header_and_colophon_of_an_aozora_file_are_read():
    work = parse_text(AOZORA)
    assert (work.title, work.author) == ("題", "作者　名")
    assert work.colophon == ("底本：「本」書房", "1950（昭和25）年4月1日発行", "入力：だれか")
    assert work.dropped == {"３字下げ": 2, "５字下げ": 1}
    assert [block.line for block in work.paragraphs] == [10, 11, 16]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("艀《はしけ》が着く", [RubyRun("艀", "はしけ"), RubyRun("が着く")]),
        ("朝の港｜時計《どけい》。", [RubyRun("朝の港"), RubyRun("時計", "どけい"), RubyRun("。")]),
        (
            "佐々木《ささき》とカード《かあど》",
            [RubyRun("佐々木", "ささき"), RubyRun("と"), RubyRun("カード", "かあど")],
        ),
        ("小説《戦争と平和》を読む", [RubyRun("小説《戦争と平和》を読む")]),
        ("《はしけ》", [RubyRun("《はしけ》")]),
        ("｜一|二《いちに》", [RubyRun("｜一|二《いちに》")]),
    ],
)
def test_ruby_is_read(text, found):
    assert list(read_ruby(text)) == found


@pytest.mark.parametrize(
    ("text", "found", "dropped"),
    [
        ("弟の役目［＃「弟の役目」に傍点］。", "弟の役目。", {"「…」に傍点": 1}),
        (
            "※［＃「土へん＋竒」、第3水準1-15-53］玉",
            "埼玉".replace("埼", b"\xaf\xd5".decode("euc_jis_2004")),
            {},
        ),
        ("※［＃「口＋愛」、U+566F、1-2］気", "噯気".replace("噯", "\u566f"), {}),
        ("※［＃二の字点、面区点番号なし］", "〓", {"※ → 〓": 1}),
        ("※［＃「字」、U+D800］", "〓", {"※ → 〓": 1}),
        ("いよ／＼、しみ／″＼", "いよ〳〵、しみ〴〵", {}),
    ],
)
def test_typesetting_notes_are_removed_and_counted(text, found, dropped):
    counted = Counter()
    assert strip_notes(text, counted) == found
    assert counted == dropped


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), min_size=1)
    .map(lambda s: " ".join(s.split()))
    .filter(bool)
)
def test_any_text_is_escaped(text):
    tokens = MYST.parse("{#p1}\n" + begin(escape(text)))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert "".join(child.content for child in tokens[1].children) == text
    assert tokens[0].attrs == {"id": "p1"}


@pytest.mark.parametrize(
    "text",
    [
        "1. a",
        "10) a",
        "- a",
        "+ a",
        "= a",
        ":::{note} 1",
        "% a",
        "> a",
        "(a)=",
        "+++",
        "^",
        ": a",
        "{#p2}",
        "| a | b |",
        "***",
        "`a`{b}",
        "$a$",
    ],
)
def test_text_that_looks_like_markup_is_escaped(text):
    test_any_text_is_escaped.hypothesis.inner_test(text)


@pytest.mark.parametrize(
    ("name", "found", "bib"),
    [
        (
            "山田 花子",
            {"family": "山田花子", "native": "山田花子", "native_family": "山田"},
            "{山田 花子}",
        ),
        ("山田花子", {"family": "山田花子", "native": "山田花子"}, "{山田花子}"),
        (
            "アンナ・スミス",
            {"family": "アンナ・スミス", "native": "アンナ・スミス", "native_family": "スミス"},
            "{アンナ・スミス}",
        ),
        ("Anna Smith", {"family": "Smith", "given": "Anna"}, "Smith, Anna"),
        ("Smith, Anna", {"family": "Smith", "given": "Anna"}, "Smith, Anna"),
        ("A}{B", {"family": "A}{B"}, "{A\\textbraceright{}\\textbraceleft{}B}"),
    ],
)
def test_names_are_split(name, found, bib):
    assert person_record(name) == found
    assert bib_name(name) == bib


def test_text_in_copyright_is_in_no_file():
    plan = EditionPlan("題", "山田 花子", "ja", "copyright", "編者", "copy")
    files = make_files(
        parse_text("潮が引くと黒い岩が三つ現れ、家の者はそれを針と呼んだ。\n\n短い文。"),
        plan,
        {"a": "[[ plan.title ]] [[ count ]]"},
    )
    assert all("黒い岩" not in text and "短い文" not in text for text in files.values())
    assert files["a"] == "題 2"
    assert '"p1"' in files["witness.json"]
    assert '"p2"' not in files["witness.json"]  # it could be guessed from its hash
    assert (
        files["source/text/part-1.md"]
        == "# 題\n\n{#p1}\n{unwritten}`本文は27字`\n\n{#p2}\n{unwritten}`本文は4字`\n"
    )


def test_aozora_file_without_an_explanation_of_signs_has_a_frame():
    work = parse_text("題\n作者　名\n\n一つめ。\n\n二つめ。\n\n底本：「本」書房\n")
    assert (work.title, work.author) == ("題", "作者　名")
    assert [block.text for block in work.paragraphs] == ["一つめ。", "二つめ。"]
    assert (container_of(work), date_of(work)) == ("本", "")


def test_container_date_and_short_paragraphs_are_told():
    work = parse_text(AOZORA)
    assert (container_of(work), date_of(work), count_too_short(work)) == ("本", "1950", 3)
    assert (container_of(parse_text("文。")), date_of(parse_text("文。"))) == ("", "")


def test_line_of_notes_alone_separates_nothing():
    work = parse_text("一つめ。\n［＃改ページ］\n二つめ。\n\n三つめ。")
    assert len(work.paragraphs) <= 3
    assert "改ページ" not in "".join(block.text for block in work.paragraphs)


def test_public_text_is_in_the_pages_with_ruby_and_headings():
    plan = EditionPlan("題", "山田 花子", "ja", "public-domain", "編者", "copy")
    text = "前書き。\n\n# 上\n\n《》｜岩《いわ》が立つ。\n\n## 甲\n\n潮《しお》が引く。\n\n#### 乙\n\n人は去る。"
    files = make_files(parse_text(text), plan, {})
    assert files["source/text/part-1.md"].startswith("# はじめ\n")
    page = files["source/text/part-2.md"]
    assert "## 甲\n" in page
    assert "### 乙\n" in page
    assert "{ruby}`潮|しお`が引く。" in page
    assert "witness.json" not in files
