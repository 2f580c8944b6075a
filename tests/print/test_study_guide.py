"""The study guide, read back by two PDF readers; its contents are those of the pages."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import unicodedata
from collections import Counter

import pytest
from pypdf import PdfReader

from workshop import make_project, pdf_text, run_edition

JAPANESE = re.compile(r"[\u3005\u3040-\u30ff\u3400-\u9fff]")


def squeeze(text: str) -> str:
    return re.sub(r"[\s\u2060]+", "", unicodedata.normalize("NFKC", text))


@pytest.fixture(scope="session")
def reader(guide):
    return PdfReader(guide)


@pytest.fixture(scope="session")
def texts(reader):
    """The text of each page as pypdf reads it."""
    return [page.extract_text() for page in reader.pages]


@pytest.fixture(scope="session")
def data(edition):
    return json.loads((edition / "edition.json").read_text("utf-8"))


def test_pdf_is_tagged_titled_and_in_japanese(reader):
    root = reader.trailer["/Root"]
    assert bool(root["/MarkInfo"]["/Marked"])
    assert root["/Lang"] == "ja-JP"
    assert bool(root["/ViewerPreferences"]["/DisplayDocTitle"])
    assert reader.metadata.title.startswith("瀬戸際の「自由世界」")
    assert reader.metadata.author == "編者"
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


def test_english_spans_are_marked(reader):
    langs = Counter()
    seen = set()

    def walk(node):
        node = node.get_object()
        if not isinstance(node, dict) or id(node) in seen:
            return
        seen.add(id(node))
        if "/Lang" in node:
            langs[node["/Lang"]] += 1
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            if hasattr(kid, "get_object") and isinstance(kid.get_object(), dict):
                walk(kid)

    walk(reader.trailer["/Root"]["/StructTreeRoot"])
    assert langs["en"] + langs["en-US"] + langs["en-JP"] >= 50, langs


def test_every_font_is_embedded(guide):
    lines = subprocess.run(
        ["pdffonts", str(guide)], capture_output=True, text=True, check=True
    ).stdout.splitlines()[2:]
    assert lines
    assert all(re.search(r"\s(yes)\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+$", line) for line in lines)


def test_pdf_has_the_ids_of_data_and_pages(reader, data):
    names = {
        name
        for name in reader.named_destinations
        if re.fullmatch(r"p\d+|(?:note|term|source)-[a-z0-9-]+", name)
    }
    expected = {item["id"] for kind in ("paragraphs", "notes", "terms") for item in data[kind]}
    expected |= {item["address"].split("#")[1] for item in data["sources"]}
    assert names == expected


def test_destination_is_on_the_page_of_its_paragraph(reader, texts, data):
    for paragraph in data["paragraphs"][::7]:
        number = reader.get_destination_page_number(reader.named_destinations[paragraph["id"]])
        assert squeeze(paragraph["precis"]["ja"])[:8] in squeeze(texts[number])


def test_every_part_and_paragraph_has_a_bookmark(reader):
    titles = [item.title for item in flattened(reader.outline)]
    assert [t for t in titles if re.fullmatch(r"第\d+段落", t)] == [
        f"第{n}段落" for n in range(1, 51)
    ]
    for part in (
        "この版について",
        "導入",
        "同盟内の対立",
        "貿易は武器",
        "協力で中国に対抗",
        "用語集",
        "文献",
        "索引",
    ):
        assert part in titles


def test_two_pdf_readers_read_the_same_japanese(guide, texts, data):
    pages = pdf_text(guide).split("\f")
    for number, text in enumerate(texts):
        ours, theirs = (
            Counter(JAPANESE.findall(unicodedata.normalize("NFKC", t)))
            for t in (text, pages[number])
        )
        assert ours == theirs, number + 1
    text = squeeze("".join(pages))
    missing = [
        p["id"]
        for p in data["paragraphs"]
        if squeeze(p["precis"]["ja"])[:20] not in text
        and not re.search("貪欲|蝕|帰趨|讃|対峙|脆弱", p["precis"]["ja"])
    ]
    assert missing == []


def test_no_page_is_blank_or_overflows(guide, texts):
    for number, text in enumerate(texts, 1):
        assert len(squeeze(text)) > 20, number
    boxes = pdf_text(guide, "-bbox")
    width, height = (
        float(v) for v in re.search(r'<page width="([\d.]+)" height="([\d.]+)"', boxes).groups()
    )
    for x0, y0, x1, y1, word in re.findall(
        r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>',
        boxes,
    ):
        assert 20 < float(x0) < float(x1) < width - 20, word
        assert 15 < float(y0) < float(y1) < height - 15, word


def test_no_heading_ends_a_page(guide, reader):
    pages = pdf_text(guide, "-bbox").split("<page ")[1:]
    height = float(reader.pages[0].mediabox.height)
    alone = []
    for item in flattened(reader.outline):
        page = reader.get_destination_page_number(item)
        top = height - float(item.top)
        words = [
            float(y) for y in re.findall(r'<word xMin="[-\d.]+" yMin="([-\d.]+)"', pages[page])
        ]
        if sum(top + 8 < y < height - 60 for y in words) < 2:  # a line of Japanese is one word
            alone.append((item.title, page + 1))
    assert alone == []


def flattened(items) -> list:
    """Return every bookmark in order."""
    return [
        found for item in items for found in (flattened(item) if isinstance(item, list) else [item])
    ]


def test_note_is_at_most_a_page_from_its_paragraph(reader, data):
    places = {
        name: reader.get_destination_page_number(place)
        for name, place in reader.named_destinations.items()
    }
    far = []
    for note in data["notes"]:
        paragraph = "p" + re.match(r"\d+", note["locus"])[0]
        if not 0 <= places[note["id"]] - places[paragraph] <= 1:
            far.append(note["id"])
    assert far == []


# -- other study guides

STRESS = (
    "「きゃっきゃっ」と（っゃゅょ）ーー、。」』】・・・っっっーゃゅょ、「『（【あ」』）】。"
    "{ruby}`艀|はしけ`、{ruby}`対峙|たいじ`。{ruby}`港湾労働者|こうわんろうどうしゃ`」と言ったァィゥェォ。"
    "ヵヶ々ゝ…‥？！ABC（DEF）、1990年（平成2年）、「〜」―――。"
    + "".join("潮" * (i % 4 + 1) + "{ruby}`艀|はしけ`、" + "海" * (i % 5) for i in range(25))
)
NOT_AT_START = set(
    "、。，．・：；？！」』】〕〉》）々ゝゞヽヾーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
)
NOT_AT_END = set("「『【〔〈《（")


@pytest.fixture
def project(tmp_path):
    """The small edition in the layout of the command."""
    return make_project(tmp_path)


def build(project, *options: str, **environment: str):
    """Build the study guide of the small edition."""
    return run_edition(project, "build", "pdf", "--quiet", *options, **environment)


def guide_of(project) -> PdfReader:
    return PdfReader(project / "build/pdf/study-guide.pdf")


@pytest.mark.slow
def test_lines_break_by_the_rules_of_japanese(project):
    """Ten indents give ten measures; no line begins or ends with a forbidden character."""
    text, notes = "# 市の終わり\n", ""
    for shift in range(10):
        body = "".join("あ" * n + STRESS for n in range(shift, shift + 40, 3))
        text += f"\n{{#p{4 + 2 * shift}}}\n{body}[^f{shift}]\n"
        text += f"\n{{#p{5 + 2 * shift}}}\n{'い' * shift}{body}\n"
        notes += f"\n[^f{shift}]: {STRESS}\n"
    (project / "source/text/two.md").write_text(text + notes, "utf-8")
    assert build(project).returncode == 0
    lines = [
        line for line in printed_lines(project / "build/pdf/study-guide.pdf") if len(line) > 15
    ]
    assert len(lines) > 10 * 40
    assert [line for line in lines if line[0] in NOT_AT_START] == []
    assert [line for line in lines if line[-1] in NOT_AT_END] == []


def printed_lines(path) -> list[str]:
    """Return the printed lines: words whose heights overlap, from left to right."""
    word = re.compile(
        r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>'
    )
    lines = []
    for page in pdf_text(path, "-bbox").split("<page ")[1:]:
        words = sorted(
            (
                (float(y0), float(y1), float(x0), html.unescape(text))
                for x0, y0, _, y1, text in word.findall(page)
            )
        )
        rows: list[list] = []
        for y0, y1, x0, text in sorted(words, key=lambda w: (w[0] + w[1]) / 2):
            if rows and y0 < rows[-1][0] and (y0 + y1) / 2 < rows[-1][0] + 0.5:
                rows[-1][1].append((x0, text))
                rows[-1][0] = max(rows[-1][0], y1)
            else:
                rows.append([y1, [(x0, text)]])
        lines += ["".join(text for _, text in sorted(row)) for _, row in rows]
    return lines


@pytest.mark.slow
def test_same_sources_give_the_same_pdf_in_two_folders(project, tmp_path):
    other = tmp_path / "another place"
    shutil.copytree(project, other)
    books = []
    for folder in (project, other):
        assert (
            run_edition(
                folder, "build", "pdf", "--quiet", new_process=True, SOURCE_DATE_EPOCH="1600000000"
            ).returncode
            == 0
        )
        books.append((folder / "build/pdf/study-guide.pdf").read_bytes())
    assert books[0] == books[1]
    assert PdfReader(project / "build/pdf/study-guide.pdf").metadata.creation_date.year == 2020


def test_unchanged_study_guide_is_not_rebuilt(project):
    assert build(project).returncode == 0
    book = project / "build/pdf/study-guide.pdf"
    before = book.stat().st_mtime_ns
    assert build(project).returncode == 0
    assert book.stat().st_mtime_ns == before
    layer = project / "source/layers/comment.md"
    layer.write_text(layer.read_text("utf-8").replace("夜明けに限られた", "夜に限られた"), "utf-8")
    assert build(project).returncode == 0
    assert "夜に限られた" in squeeze(pdf_text(book))


@pytest.mark.parametrize(
    ("paper", "size"), [("a4", (595, 842)), ("b5", (516, 729)), ("letter", (612, 792))]
)
def test_paper_size_is_chosen(project, paper, size):
    assert build(project, "--paper", paper).returncode == 0
    box = guide_of(project).pages[0].mediabox
    assert (round(box.width), round(box.height)) == size


def heights(path) -> Counter:
    """Return the number of words of each height in points."""
    return Counter(
        round(float(b) - float(a))
        for a, b in re.findall(
            r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)"', pdf_text(path, "-bbox")
        )
    )


def test_large_type_is_larger(project):
    path = project / "build/pdf/study-guide.pdf"
    assert build(project).returncode == 0
    normal = heights(path)
    assert build(project, "--size", "large").returncode == 0
    assert max(heights(path)) > max(normal)


def test_one_language_can_be_printed(project):
    assert build(project, "--languages", "ja").returncode == 0
    text = pdf_text(project / "build/pdf/study-guide.pdf")
    assert "Merchants left" not in text
    assert "A tax on salt" not in text
    assert "note-precis-en-p1" not in guide_of(project).named_destinations
    assert build(project, "--languages", "ja,en").returncode == 0
    assert "Merchants left" in pdf_text(project / "build/pdf/study-guide.pdf")


def test_some_parts_can_be_printed(project):
    result = build(project, "--parts", "text/one")
    assert result.returncode == 0, result.stderr
    names = guide_of(project).named_destinations
    assert "p1" in names
    assert "p4" not in names
    assert "term-salt-tax" not in names


MARKUP = {
    "image without alternative text": ("![](pier.png)\n", "pdf_no_alt"),
    "character that no font has": ("港の😀。\n", "pdf_no_glyph"),
    "formula nobody knows": ("$\\nonsense{x}$\n", "pdf_bad_formula"),
    "skipped heading level": ("## 中\n\n文。\n\n#### 深\n", "header"),
    "wide table": (
        "| "
        + " | ".join("abcdefghijkl")
        + " |\n|"
        + "---|" * 12
        + "\n| "
        + " | ".join("abcdefghijkl")
        + " |\n",
        "pdf_wide_table",
    ),
}


@pytest.mark.parametrize("name", MARKUP)
def test_markup_that_cannot_be_printed_is_one_line(project, name):
    markup, subtype = MARKUP[name]
    page = project / "source/text/two.md"
    line = page.read_text("utf-8").count("\n") + (6 if name == "skipped heading level" else 2)
    (project / "source/text/pier.png").write_bytes(PNG)
    page.write_text(page.read_text("utf-8") + "\n" + markup, "utf-8")
    conf = project / "conf.py"
    conf.write_text(
        conf.read_text("utf-8").replace('"colon_fence"', '"colon_fence", "dollarmath"'), "utf-8"
    )
    result = build(project)
    assert result.returncode == 1
    messages = [text for text in result.stderr.splitlines() if "WARNING" in text]
    assert len(messages) == 1, result.stderr
    assert f"source/text/two.md:{line}: WARNING: " in messages[0]
    assert messages[0].endswith(f".{subtype}]")


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)

RICH = """# 何でも

## 表と図

| 品 | 値 |
|---|--:|
| 塩 | 3 |

```{figure} pier.png
:alt: 桟橋
桟橋の図
```

> 引用。

1. 一
2. 二
   - 内

用語
: 説明

```python
print("塩")
```

行内の`code`と*強調*と**太字**とH{sub}`2`O、$x^2$。

$$
\\sum_{i=1}^n x_i
$$

:::{admonition} 題
中身
:::

:::{warning}
注意
:::

[外](https://example.org/a) <https://example.org/b> と[頁](one.md)。

---

脚注[^x]と再び[^x]。

[^x]: 脚注の*中身*。

```{code-block} text
:caption: 題

x
```

:名: 値

| 詩
| 行
"""


def test_all_myst_markup_is_printed(project):
    (project / "source/text/pier.png").write_bytes(PNG)
    (project / "source/text/rich.md").write_text(RICH, "utf-8")
    conf = project / "conf.py"
    extensions = '"colon_fence", "dollarmath", "deflist", "fieldlist"'
    conf.write_text(conf.read_text("utf-8").replace('"colon_fence"', extensions), "utf-8")
    index = project / "source/index.md"
    index.write_text(
        index.read_text("utf-8").replace("text/two\n", "text/two\ntext/rich\n"), "utf-8"
    )
    result = build(project)
    assert result.returncode == 0, result.stderr
    text = squeeze(pdf_text(project / "build/pdf/study-guide.pdf"))
    for piece in (
        "品値塩3",
        "桟橋の図",
        "引用。",
        "用語説明",
        'print("塩")',
        "強調と太字とH2O",
        "題中身",
        "https://example.org/a",
        "脚注の中身。",
    ):
        assert squeeze(piece) in text, piece


def test_missing_font_is_one_line(project):
    conf = project / "conf.py"
    conf.write_text(
        conf.read_text("utf-8") + '\nedition_pdf_fonts = {"mincho": "No Such Mincho"}\n', "utf-8"
    )
    result = build(project)
    assert result.returncode == 1
    assert (
        "no font family No Such Mincho: pip install pylopdf-fonts-cjk noto-cjk-sans-jp-bold"
        in result.stderr
    )
    assert "Traceback" not in result.stderr


def test_invalid_pdf_setting_is_one_line(project):
    conf = project / "conf.py"
    conf.write_text(conf.read_text("utf-8") + '\nedition_pdf_paper = "a3"\n', "utf-8")
    result = build(project)
    assert result.returncode == 1
    assert (
        "edition_pdf_paper = 'a3' in conf.py is not usable; choose from: a4, b5, letter."
        in result.stderr
    )
    assert "Traceback" not in result.stderr


ODD = """
from docutils import nodes
from docutils.parsers.rst import Directive


class odd(nodes.General, nodes.Element):
    pass


class Odd(Directive):
    def run(self):
        node = odd()
        node.source, node.line = self.state.document["source"], self.lineno
        return [node]


def setup(app):
    app.add_node(odd)
    app.add_directive("odd", Odd)
"""


def test_unknown_node_is_reported(workshop, monkeypatch):
    workshop.write("odd.py", ODD)
    monkeypatch.syspath_prepend(workshop.source)
    workshop.change("conf.py", '["study_edition"]', '["study_edition", "odd"]')
    workshop.add("text/two.md", "\n```{odd}\n```\n")
    workshop.build("typst")
    assert [(w.path, w.line, w.subtype) for w in workshop.warned] == [
        ("text/two.md", 9, "edition.pdf_unknown_node")
    ]
