"""Handouts of paragraphs, notes, terms, questions and sources, as PDF and HTML, and their form."""

from __future__ import annotations

import base64
import re
import subprocess

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from project_paths import PROJECT
from workshop import FileLock, make_project, pdf_text, run_edition

DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
"""An image of one pixel."""
SECRET = (
    "暁の帳簿",
    "dawn ledger",
    "宵の灯台",
    "月の鍵の話",
    "教員用",
    "For instructors",
    "採点",
    "解答例",
)


@pytest.fixture
def project(tmp_path):
    """The small edition with questions and a layer for instructors."""
    return make_project(tmp_path, "test-records")


def build(project, *arguments):
    return run_edition(project, "build", "handout", "--quiet", *arguments)


def sheet(project, audience=""):
    """Return the page, and the text of the PDF."""
    folder = project / "build" / audience / "handout"
    page = BeautifulSoup((folder / "handout.html").read_text("utf-8"), "html.parser")
    return page, re.sub(r"\s", "", pdf_text(folder / "handout.pdf"))


def test_handout_has_paragraphs_notes_terms_questions_and_sources(project):
    result = build(project, "--paragraphs", "第1～2段落", "--questions", "--lines", "4")
    assert (result.returncode, result.stderr) == (0, "")
    assert "build/handout/handout.pdf" in result.stdout
    page, text = sheet(project)
    assert [row["data-number"] for row in page.select(".edition-row")] == ["1", "2"]
    assert page.h1.get_text() == "第1–2段落"
    assert [heading.get_text() for heading in page.select("h2")] == [
        "用語 Terms",
        "問い Questions",
        "典拠 Sources cited",
    ]
    assert [dt["id"] for dt in page.select("dt")] == ["term-salt-tax"]
    assert len(page.select(".edition-question")) == 1
    assert len(page.select(".handout-line")) == 4
    assert {item["id"] for item in page.select(".edition-sources li")} == {
        "source-smith2001",
        "source-minato1990",
    }
    rights = page.select_one(".handout-rights").get_text()
    assert "注釈（試験、CC BY 4.0）" in rights
    for words in (
        "第1–2段落",
        "港の市場：注釈版（第1.0版、2020-02-03）",
        "潮の話",
        "塩にかかる税",
        "塩税に反対したのは誰か",
        "第1–2段落",
        "1/1",
    ):
        assert words in text, words
    assert "商人は去った" not in text
    assert "商人は去った" not in page.get_text()


def test_links_of_a_handout_are_internal_or_absolute(project):
    build(project, "--paragraphs", "1-2", "--questions")
    page, _ = sheet(project)
    ids = {tag["id"] for tag in page.select("[id]")}
    links = [a["href"] for a in page.select("a[href]")]
    assert links
    assert all(
        link[1:] in ids if link.startswith("#") else link.startswith("http") for link in links
    ), links
    assert "%" not in "".join(links)
    assert len(ids) == len(page.select("[id]"))


def test_handout_page_needs_only_its_style_sheet(project):
    build(project, "--paragraphs", "1")
    page, _ = sheet(project)
    folder = project / "build/handout"
    assert sorted(path.name for path in folder.iterdir()) == [
        "handout.css",
        "handout.html",
        "handout.pdf",
    ]
    assert not page.select("script, style, [style], [onclick]")
    assert [link["href"] for link in page.select("link")] == ["handout.css"]
    assert "http" not in (folder / "handout.css").read_text("utf-8")
    assert page.html["lang"] == "ja"


def test_only_the_chosen_layers_are_printed(project):
    build(project, "--paragraphs", "1-3", "--layers", "none")
    page, text = sheet(project)
    assert not page.select(".edition-note")
    assert "潮の話" not in text
    assert "典拠" not in text
    build(project, "--paragraphs", "1-3", "--layers", "comment")
    assert [note["id"] for note in sheet(project)[0].select(".edition-note")] == [
        "note-comment-tide"
    ]


def test_rubrics_and_instructors_notes_are_only_in_their_handout(project):
    for audience in ("student", "instructor"):
        assert (
            build(
                project,
                "--paragraphs",
                "1-3",
                "--questions",
                "--lines",
                "2",
                "--audience",
                audience,
            ).returncode
            == 0
        )
    student, instructor = project / "build/handout", project / "build/instructor/handout"
    for path in student.iterdir():
        data = path.read_bytes().decode("utf-8", "ignore") + (
            pdf_text(path) if path.suffix == ".pdf" else ""
        )
        assert not [words for words in SECRET if words in data], path
    assert "暁の帳簿" not in str(PdfReader(student / "handout.pdf").metadata)
    page, text = sheet(project, "instructor")
    for words in ("暁の帳簿", "宵の灯台", "月の鍵の話", "教員用"):
        assert words in text, words
        assert words in page.get_text(), words
    assert instructor.is_dir()


def test_paper_and_languages_are_chosen(project):
    build(project, "--paragraphs", "1-2", "--questions", "--paper", "b5", "--languages", "ja")
    page, text = sheet(project)
    reader = PdfReader(project / "build/handout/handout.pdf")
    assert [round(float(side) / 72 * 25.4) for side in reader.pages[0].mediabox[2:]] == [182, 257]
    assert "paper-JIS-B5" in page.body["class"]
    assert "Who opposed" not in text
    assert "Who opposed" not in page.get_text()


@pytest.mark.parametrize(
    ("arguments", "code", "reason"),
    [
        (["--paragraphs", "2-9"], 1, "there is no paragraph 9 (the edition has ¶1–3)"),
        (
            ["--paragraphs", "1", "--layers", "coment"],
            1,
            "there is no layer 'coment'. Did you mean 'comment'?",
        ),
        (["--paragraphs", "1", "--layers", "keys"], 1, "there is no layer 'keys'"),
        ([], 1, "name the paragraphs"),
        (["--paragraphs", "3", "--layers", "comment"], 1, "comment has no note on 第3段落"),
        (["--paragraphs", "去る"], 2, "--paragraphs"),
        (["--paragraphs", "3-1"], 2, "--paragraphs"),
        (["--paragraphs", "1", "--lines", "-1"], 2, "--lines"),
        (["--paragraphs", "1", "--lines", "41"], 2, "is not a number from 0 to 40"),
    ],
)
def test_impossible_handout_is_one_line_and_nothing_is_lost(project, arguments, code, reason):
    kept = project / "build/handout/handout.html"
    kept.parent.mkdir(parents=True)
    kept.write_text("前のもの", "utf-8")
    result = build(project, *arguments)
    assert result.returncode == code
    assert reason in result.stderr.splitlines()[-1]
    assert "Traceback" not in result.stderr
    assert kept.read_text("utf-8") == "前のもの"


def test_definition_is_cut_after_its_first_sentence(project):
    glossary = project / "source/glossary.md"
    glossary.write_text(
        glossary.read_text("utf-8").replace(
            "塩にかかる税。", "塩（岩塩も。）にかかる税{cite:p}`smith2001`。二文目は出ない。"
        ),
        "utf-8",
    )
    build(project, "--paragraphs", "2")
    _, text = sheet(project)
    assert "塩（岩塩も。）にかかる税" in text
    assert "二文目" not in text


def test_missing_questions_are_reported(project):
    questions = project / "source/questions.md"
    questions.write_text(
        questions.read_text("utf-8").replace("{question} 3", "{question} 1"), "utf-8"
    )
    result = build(project, "--paragraphs", "3", "--questions")
    assert (result.returncode, result.stderr) == (
        1,
        "edition: there is no question on 第3段落: leave out --questions.\n",
    )


def test_image_in_a_note_is_copied(project):
    (project / "source/layers/dot.png").write_bytes(base64.b64decode(DOT))
    layer = project / "source/layers/comment.md"
    layer.write_text(
        layer.read_text("utf-8").replace("潮の話", "![潮の図](dot.png) 潮の話"), "utf-8"
    )
    result = build(project, "--paragraphs", "1")
    assert (result.returncode, result.stderr) == (0, "")
    page, _ = sheet(project)
    picture = page.select_one(".edition-note img")
    assert (project / "build/handout" / picture["src"]).is_file()
    assert PdfReader(project / "build/handout/handout.pdf").pages[0].images


# -- this edition, and the form


@pytest.fixture(scope="module")
def instructors(edition):
    """The HTML folder of the edition for instructors."""
    folder = edition.parents[1]
    with FileLock(folder / "instructor"):
        if not (folder / "build/instructor/html/handout.html").exists():
            run_edition(folder, "build", "html", "--audience", "instructor", "--quiet", check=True)
    return folder / "build/instructor/html"


@pytest.fixture
def form(browser, instructors):
    """Open the form, 390 pixels wide, and record errors and requests."""
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on(
        "console",
        lambda message: page.problems.append(message.text) if message.type == "error" else None,
    )
    page.goto((instructors / "handout.html").as_uri())
    yield page
    assert page.problems == []
    context.close()


def command(page):
    return page.locator("#handout-command").inner_text()


def test_form_shows_the_command_by_keyboard(form):
    form.locator("#handout-paragraphs").focus()
    form.keyboard.press("Control+A")
    form.keyboard.type("第23～31段落")
    assert (
        command(form)
        == "edition build handout --paragraphs 23-31 --layers commentary,precis-en --questions --lines 4 --audience student"
    )
    form.keyboard.press("Tab")
    form.keyboard.press("Tab")
    form.keyboard.press("Space")
    form.keyboard.press("Tab")
    form.keyboard.press("Tab")
    form.keyboard.press("ArrowUp")
    form.keyboard.press("Tab")
    form.keyboard.press("ArrowRight")
    form.keyboard.press("Tab")
    form.keyboard.press("ArrowRight")
    assert (
        command(form)
        == "edition build handout --paragraphs 23-31 --layers commentary --questions --lines 5 --paper b5 --audience instructor"
    )
    assert form.evaluate("document.documentElement.scrollWidth") <= 390


def test_form_refuses_unknown_paragraphs_and_copies_the_command(form):
    field = form.locator("#handout-paragraphs")
    field.fill("99")
    assert field.get_attribute("aria-invalid") == "true"
    assert form.locator("#handout-copy").is_disabled()
    field.fill("1,3")
    for box in form.locator("[name=layer]").all():
        box.uncheck()
    form.locator("[name=questions]").uncheck()
    assert (
        command(form) == "edition build handout --paragraphs 1,3 --layers none --audience student"
    )
    form.locator("#handout-copy").click()
    form.wait_for_function("document.getElementById('handout-status').textContent")


def test_command_of_the_form_works(instructors):
    page = BeautifulSoup((instructors / "handout.html").read_text("utf-8"), "html.parser")
    words = page.select_one("#handout-command").get_text().split()
    folder = instructors.parents[2]
    result = run_edition(folder, *words[1:], "--quiet")
    assert (result.returncode, result.stderr) == (0, "")
    witness = PROJECT.parent / "shared/witness"
    if not witness.is_dir():
        pytest.skip(
            "the witness is not here: whether its sentences are in a handout cannot be seen"
        )
    text = re.sub(r"\s", "", pdf_text(folder / "build/handout/handout.pdf"))
    for path in witness.glob("*.txt"):
        sentences = [
            s for s in re.split("。", re.sub(r"\s", "", path.read_text("utf-8"))) if len(s) > 20
        ]
        assert not [s for s in sentences if s in text]


def test_only_the_edition_for_instructors_has_the_form_and_its_script(edition, instructors):
    assert not (edition / "handout.html").exists()
    assert "handout.html" not in (edition / "index.html").read_text("utf-8")
    page = (instructors / "index.html").read_text("utf-8")
    assert 'href="handout.html"' in page
    assert "handout-form" not in page
    text = (instructors / "handout.html").read_text("utf-8")
    assert "handout-form.js" in text
    assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>\s*\S", text)
    assert not re.search(r"\son[a-z]+=|\sstyle=", text)


def test_form_in_an_edition_for_students_is_deleted(tmp_path):
    project = make_project(tmp_path, "test-records")
    run_edition(project, "build", "html", "--audience", "instructor", "--quiet", check=True)
    assert (project / "build/instructor/html/handout.html").exists()
    (project / "build/html").mkdir(parents=True)
    (project / "build/html/handout.html").write_text("前のもの", "utf-8")
    run_edition(project, "build", "html", "--quiet", check=True)
    assert not (project / "build/html/handout.html").exists()


def test_handout_pdf_is_tagged_and_titled(project):
    build(project, "--paragraphs", "1,3")
    reader = PdfReader(project / "build/handout/handout.pdf")
    assert reader.metadata.title == "港の市場：注釈版　第1・3段落"
    assert "/StructTreeRoot" in reader.trailer["/Root"]
    fonts = subprocess.run(
        ["pdffonts", project / "build/handout/handout.pdf"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert all(line.split()[-5] == "yes" for line in fonts.splitlines()[2:])
