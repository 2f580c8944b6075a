"""Documents of every type and encoding are read; an unreadable one is reported in one line."""

from __future__ import annotations

import contextlib
import os
import random
import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest
import typst
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from study_edition.core.text.document_line import Line, Part
from study_edition.documents.pdf_file import PrintedLine, join_paragraphs
from study_edition.documents.read_document import (
    Document,
    DocumentError,
    decode,
    parse_document,
    read_document,
)
from written_essays import write_docx, write_pdf

JAPANESE = "相殺の取り決めは、国際収支のためのものであった（第18段落）。\n「鶏肉」戦争と船橋（1988、55頁）。\n"
ENGLISH = "The “free world” isn’t free – it has a price (para. 18).\nSee the café at the Élysée.\n"
ENCODINGS = [
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "utf-32-le",
    "utf-32-be",
    "cp932",
    "euc_jp",
    "iso2022_jp",
]


def lines(data: bytes | str, name: str = "x.txt") -> list[tuple[int, str, str]]:
    """Return the lines as (number, text, part)."""
    return [
        (line.number, line.text, line.part.value)
        for line in parse_document(data.encode() if isinstance(data, str) else data, name).lines
    ]


def error_of(data: bytes, name: str = "x") -> str:
    """Return the message, of one line, for a document that cannot be read."""
    with pytest.raises(DocumentError) as caught:
        parse_document(data, name)
    message = str(caught.value)
    assert "\n" not in message
    assert message.endswith(".")
    return message


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


# encodings


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_japanese_is_read_in_every_encoding(encoding):
    assert decode(JAPANESE.encode(encoding)) == JAPANESE


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "ascii"]
)
def test_english_is_read_in_every_encoding(encoding):
    text = "A free world (para. 18).\n" if encoding == "ascii" else ENGLISH
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    "text",
    ["自由世界", "ブランズ", "第18段落を見よ", "負担の分担と信頼", "Funabashi (船橋洋一) 1988"],
)
@pytest.mark.parametrize("encoding", ["cp932", "euc_jp"])
def test_short_text_is_read_correctly_or_refused(text, encoding):
    with contextlib.suppress(DocumentError):
        assert decode(text.encode(encoding)) == text


def test_characters_of_windows_are_read():
    text = "①段落と㈱の髙橋さんは、～から―へ進んだ。ここまでが第一の点である。\n"
    assert decode(text.encode("cp932")) == text
    assert decode(
        "①丸の数字を含む、少し長めの文章をここに書いておく。".encode("euc_jis_2004")
    ).startswith("①")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("这是一个中文文本，关于联盟与贸易的文章。我们认为同盟国必须支付自己的费用。", "gbk"),
        ("這是一個中文文本，關於聯盟與貿易的文章。我們認為同盟國必須支付自己的費用。", "big5"),
        ("한국어 문장입니다. 동맹과 무역에 관한 글이며 부담 분담을 다룬다.", "euc_kr"),
        ("Это русский текст о союзах и торговле.", "cp1251"),
    ],
)
def test_other_language_is_refused_instead_of_garbled(text, encoding):
    assert "encoding" in error_of(text.encode(encoding))


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 10,
        bytes(1000),
        random.Random(1).randbytes(5000),
        b"\xff\xfe\x00",
        b"\xef\xbb\xbf\xff",
    ],
)
def test_binary_is_refused(data):
    assert "encoding" in error_of(data)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    with contextlib.suppress(DocumentError):
        assert isinstance(decode(data), str)


@given(
    st.text("あいうアイウ漢字自由世界の、。「」（）第18段落", min_size=12, max_size=80),
    st.sampled_from(["cp932", "euc_jp", "iso2022_jp"]),
)
def test_japanese_is_never_garbled(text, encoding):
    with contextlib.suppress(DocumentError):  # refused instead of guessed
        assert decode(text.encode(encoding)) == text


# types


def test_plain_text_is_read():
    assert lines(
        "一行目\r\n\r\n　二行目\r> 引用\n\n　　字下げの引用\n　　その続き\n\n終わりの段落は字下げの引用より長い"
    ) == [
        (1, "一行目", "text"),
        (3, "二行目", "text"),
        (4, "引用", "quote"),
        (6, "字下げの引用", "quote"),
        (7, "その続き", "quote"),
        (9, "終わりの段落は字下げの引用より長い", "text"),
    ]
    assert {part for _, _, part in lines("　　字下げ\n\n　　ばかりの\n\n　　文書")} == {"text"}


def test_markdown_is_read():
    text = """---
title: x
---
# 見出し

本文[^a]の
二行目<ruby>漢字<rp>(</rp><rt>かんじ</rt></ruby>と[ここ](https://x.org/p/18.html)と[第3段落](p/3.html)。

> 引用
> 続き

- 項目 `¶18`

| a | b |
|---|---|
| 「c」 | ¶3 |

[^a]: 注（第3段落）。
"""
    assert lines(text, "x.md") == [
        (4, "見出し", "heading"),
        (6, "本文[1]の", "text"),
        (7, "二行目漢字とここ <https://x.org/p/18.html>と第3段落。", "text"),
        (9, "引用", "quote"),
        (10, "続き", "quote"),
        (12, "項目 ¶18", "text"),
        (14, "a", "text"),
        (14, "b", "text"),
        (16, "「c」", "text"),
        (16, "¶3", "text"),
        (18, "[1] 注（第3段落）。", "note"),
    ]


def test_html_is_read():
    page = """<!doctype html><html><head><title>t</title><style>p{}</style></head><body><nav>目次 ¶99</nav>
<h1>見出し</h1><p>本文<ruby>漢字<rt>かんじ</rt></ruby>は<b>太</b>字。<sup><a href="#f">1</a></sup>¶18<sup>2</sup><br>次の行<q>引く</q>
<blockquote><p>引用</p></blockquote><script>¶98</script><p hidden>¶97</p><p style="display:none">¶96</p><!-- ¶95 -->
<div class="footnotes"><p>[1] 注 &amp; 記号</p></div><ul><li>項<li>目</ul></body></html>"""
    assert lines(page) == [
        (2, "見出し", "heading"),
        (2, "本文漢字は太字。[1]¶18[2]", "text"),
        (2, "次の行“引く”", "text"),
        (3, "引用", "quote"),
        (4, "項", "text"),
        (4, "目", "text"),
        (4, "[1] 注 & 記号", "note"),
    ]
    assert lines("<p>閉じない<div>入れ子", "x.html") == [
        (1, "閉じない", "text"),
        (1, "入れ子", "text"),
    ]


@pytest.mark.parametrize("encoding", ["shift_jis", "euc-jp", "utf-8", "iso-2022-jp"])
def test_html_is_read_in_its_declared_encoding(encoding):
    page = f'<html><head><meta charset="{encoding}"></head><body><p>安全保障の傘</p></body></html>'
    assert lines(page.encode(encoding), "x.html") == [(1, "安全保障の傘", "text")]
    wrong = page.replace(encoding, "euc-jp" if encoding != "euc-jp" else "shift_jis").replace(
        "安全保障の傘", "相殺の取り決めは、国のものであった。"
    )
    assert lines(wrong.encode(encoding), "x.html") == [
        (1, "相殺の取り決めは、国のものであった。", "text")
    ]


def word(change=None) -> bytes:
    """Return a Word document made by python-docx."""
    document = docx.Document()
    if change:
        change(document)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


W = nsdecls("w")


def test_docx_is_read():
    def fill(document):
        document.add_heading("題名", 0)
        paragraph = document.add_paragraph("本文は「")
        paragraph.add_run("太字").bold = True
        paragraph.add_run("」である。")
        document.add_paragraph("")
        document.add_paragraph("引用", style="Quote")
        document.add_paragraph("強い引用", style="Intense Quote")
        table = document.add_table(1, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "甲", "¶3"
        paragraph = document.add_paragraph("前")
        for xml in (
            f'<w:ins {W} w:id="1" w:author="a"><w:r><w:t>挿入</w:t></w:r></w:ins>',
            f'<w:del {W} w:id="2" w:author="a"><w:r><w:delText>削除</w:delText></w:r></w:del>',
            f"<w:r {W}><w:ruby><w:rubyPr/><w:rt><w:r><w:t>かん</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            f'<w:r {W}><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>3</w:t></w:r>',
            f"<w:r {W}><w:rPr><w:vanish/></w:rPr><w:t>¶99</w:t></w:r>",
            f"<w:r {W}><w:t>一</w:t><w:br/><w:t>二</w:t><w:tab/><w:noBreakHyphen/></w:r>",
            f'<w:hyperlink {W} w:anchor="p18"><w:r><w:t>ここ</w:t></w:r></w:hyperlink>',
            f"<w:r {W}><w:pict><w:txbxContent><w:p><w:r><w:t>枠の中</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>",
        ):
            paragraph._p.append(parse_xml(xml))  # noqa: SLF001
        both = document.add_paragraph("両側を下げた段落")
        both.paragraph_format.left_indent = both.paragraph_format.right_indent = 400_000

    assert lines(word(fill), "x") == [
        (1, "題名", "heading"),
        (2, "本文は「太字」である。", "text"),
        (3, "引用", "quote"),
        (4, "強い引用", "quote"),
        (5, "甲", "text"),
        (6, "¶3", "text"),
        (7, "前挿入漢[3]一", "text"),
        (7, "二\t-ここ <#p18>", "text"),
        (8, "枠の中", "text"),
        (9, "両側を下げた段落", "quote"),
    ]


def test_notes_of_a_docx_are_read(tmp_path):
    write_docx(
        ["一つ目[^1]と二つ目[^2]。", "", "次の段落。", "[^1]: 注の一。", "[^2]: 注の二（¶3）。"],
        tmp_path / "x.docx",
    )
    assert [tuple(line) for line in read_document(tmp_path / "x.docx").lines] == [
        (1, "一つ目[1]と二つ目[2]。", Part.TEXT),
        (2, "次の段落。", Part.TEXT),
        (1, "[1] 注の一。", Part.NOTE),
        (1, "[2] 注の二（¶3）。", Part.NOTE),
    ]


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """Return a Word document with other content in one of its parts."""
    file = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for item in old.namelist():
            new.writestr(item, content if item == name else old.read(item))
    return file.getvalue()


def test_strict_docx_is_read():
    data = word(lambda document: document.add_paragraph("厳密な形式"))
    with zipfile.ZipFile(BytesIO(data)) as package:
        document = package.read("word/document.xml")
        relations = package.read("_rels/.rels")
    data = with_part(
        data,
        "word/document.xml",
        document.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ),
    )
    data = with_part(
        data,
        "_rels/.rels",
        relations.replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006",
            b"http://purl.oclc.org/ooxml/officeDocument",
        ),
    )
    assert lines(data, "x.docx") == [(1, "厳密な形式", "text")]


def test_pdf_is_read(tmp_path):
    sentence = "負担の配分をめぐる争いは一度で終わらず、時代ごとに新しい取り決めが求められた。"
    quoted = "「" + sentence[:-1] * 3 + "」（第22段落）。"
    write_pdf(
        [
            "# 見出し",
            sentence * 3,
            f"次の段落では{quoted}",
            "Third paragraph " + "words and more " * 20 + "end.",
        ]
        * 4,
        tmp_path / "x.pdf",
    )
    found = read_document(tmp_path / "x.pdf").lines
    texts = [line.text.replace(" ", "") for line in found]
    assert texts.count(sentence * 3) == 4
    assert sum(quoted in text for text in texts) == 4
    assert texts.count("見出し") == 4
    assert not any(text.isdigit() for text in texts)
    assert [line.number for line in found] == sorted({line.number for line in found})


def test_lines_of_a_pdf_are_joined():
    pages = [
        [PrintedLine("The alli-"), PrintedLine("ance was"), PrintedLine("short.")],
        [PrintedLine("次の段落は「閉じ"), PrintedLine("ない」。")],
    ]
    assert [line.text for line in join_paragraphs(pages)] == [
        "The alliance was short.",
        "次の段落は「閉じない」。",
    ]
    head = [
        [
            PrintedLine("走り見出し"),
            PrintedLine(f"第{i}の頁の本文はここまで続いて"),
            PrintedLine("終わる。"),
        ]
        for i in "一二三"
    ]
    assert [line.text for line in join_paragraphs(head)] == [
        f"第{i}の頁の本文はここまで続いて終わる。" for i in "一二三"
    ]


# unreadable documents


def test_missing_file_and_folder_are_reported(tmp_path):
    for path, message in (
        (tmp_path / "none.txt", "there is no such file."),
        (tmp_path, "this is a folder: name a file."),
    ):
        with pytest.raises(DocumentError, match=message):
            read_document(path)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(DocumentError, match="not a regular file"):
        read_document(tmp_path / "pipe")
    with pytest.raises(DocumentError):
        read_document(Path("a\0b"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_missing_permission_is_reported(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("x")
    path.chmod(0)
    with pytest.raises(DocumentError, match="permission"):
        read_document(path)


@pytest.mark.parametrize(
    "data",
    [b"", b"  \n\n", b"\xef\xbb\xbf", word(), b"<html><body><script>x</script></body></html>"],
)
def test_empty_document_is_reported(data):
    assert error_of(data) == "there is no text in it."


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (word(lambda d: d.add_paragraph("x" * 5000))[:9000], "x.docx", "broken"),
        (with_part(word(), "word/document.xml", b"<w:document"), "x.docx", "broken"),
        (b"PK\x03\x04rubbish", "x.docx", "broken"),
        (b"no word document", "x.docx", "not a .docx file"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"E\0n\0c\0r\0y\0p\0t\0e\0d\0",
            "x.docx",
            "password",
        ),
        (b"%PDF-1.7 rubbish", "x.pdf", "broken"),
        (b"no pdf", "x.pdf", "not a .pdf file"),
        (b"{\\rtf1 x}", "x.rtf", "RTF"),
        (b"\x89PNG\r\n\x1a\n", "x.txt", "PNG"),
        (b"MIME-Version: 1.0\n", "x.mht", "MHTML"),
    ],
)
def test_broken_or_other_document_is_reported(data, name, message):
    assert message in error_of(data, name)


@pytest.mark.parametrize(
    ("member", "kind"),
    [("content.xml", "OpenDocument"), ("xl/workbook.xml", "Excel"), ("a.txt", "ZIP")],
)
def test_unsupported_zip_is_named(member, kind):
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr(member, "x")
    assert error_of(file.getvalue(), "x.docx").startswith(f"{kind} is not supported")


@pytest.mark.slow
def test_zip_and_xml_bombs_are_refused():
    large = (
        b'<?xml version="1.0"?><w:document xmlns:w="w"><w:body>'
        + b"<w:p/>" * 5_000_000
        + b"</w:body></w:document>"
    )
    data = with_part(word(), "word/document.xml", large)
    assert len(data) < 200_000
    assert "too large" in error_of(data, "x.docx")
    entities = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><w:document xmlns:w="w"><w:t>&b;</w:t></w:document>'
    assert "broken" in error_of(with_part(word(), "word/document.xml", entities), "x.docx")
    nested = (
        b'<w:document xmlns:w="w">' + b"<w:a>" * 200_000 + b"</w:a>" * 200_000 + b"</w:document>"
    )
    error_of(with_part(word(), "word/document.xml", nested), "x.docx")
    assert "nested" in error_of(b"<html>" + b"<div>" * 50_000, "x.html")
    assert "too many elements" in error_of(b"<html>" + b"<b>" * 300_000, "x.html")
    assert "too large" in error_of("あ".encode() * 4_500_000)


def pdf_of(tmp_path, password=None) -> bytes:
    write_pdf(["本文の一行。"], tmp_path / "x.pdf")
    writer = PdfWriter(clone_from=PdfReader(tmp_path / "x.pdf"))
    if password is not None:
        writer.encrypt(password, "owner", algorithm="RC4-128")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def test_radicals_in_a_pdf_are_read_as_kanji(tmp_path):
    """Browsers and word processors write them with some fonts."""
    write_pdf(["⻄ドイツと⽶国は、⼾⼝を⻑く閉ざした。"], tmp_path / "x.pdf")
    assert lines((tmp_path / "x.pdf").read_bytes()) == [
        (1, "西ドイツと米国は、戸口を長く閉ざした。", "text")
    ]


def test_encrypted_pdf_is_reported(tmp_path):
    assert "password" in error_of(pdf_of(tmp_path, "x"))
    assert lines(pdf_of(tmp_path, "")) == [(1, "本文の一行。", "text")]


def test_scanned_pdf_is_reported():
    assert "scan" in error_of(typst.compile(b"#rect(width: 5cm, height: 5cm, fill: gray)"), "x.pdf")


def test_broken_pdf_raises_no_other_error(tmp_path):
    data = pdf_of(tmp_path)
    choose = random.Random(3)
    for _ in range(40):
        broken = bytearray(data)
        for _ in range(choose.randrange(1, 30)):
            broken[choose.randrange(20, len(broken))] = choose.randrange(256)
        with contextlib.suppress(DocumentError):
            parse_document(bytes(broken[: choose.randrange(100, len(broken))]), "x.pdf")


def test_messages_are_japanese_in_a_japanese_locale(monkeypatch):
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    with pytest.raises(DocumentError, match="文字が一つもない。"):
        parse_document(b"", "x")


def test_document_has_its_name_and_lines():
    assert parse_document("あ\n".encode(), "名.txt") == Document("名.txt", (Line(1, "あ"),))
