"""The private build: the reader's own copy in its pages and its PDF, and nowhere else."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING, NamedTuple

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from built_files import files_below
from project_paths import PROJECT
from study_edition.core.witness.text_fingerprint import fingerprint
from study_edition.core.witness.witness_record import WitnessRecord, format_record
from workshop import make_project, pdf_text, run_edition

if TYPE_CHECKING:
    from pathlib import Path

ESSAY = {
    "p1": "月が満ちるたび、浜の者は荷揚げの支度に追われて眠らなかったという。",
    "p2": "役人は市場税を帳面につけ、塩税のことは口にしなかった。",
    "p3": "誰も記録を残さず、NBCの名ばかりが伝わる。<script>alert(1)</script>",
    "p4": "最後の商人が船を出したのは、雪の降る朝であったらしい。",
    "p5": "隣の湾で、また鐘が鳴る。記録に残るのはその音だけである。",
}
ALTERED = ESSAY["p4"].replace("雪の降る朝", "霧の深い朝")


class PrivateEdition(NamedTuple):
    """A private build of an edition, and all files before, after another public build and last."""

    root: Path
    before: dict[str, bytes | None]
    again: dict[str, bytes | None]
    after: dict[str, bytes | None]


@pytest.fixture(scope="module")
def private_edition(tmp_path_factory: pytest.TempPathFactory) -> PrivateEdition:
    """A small edition built for the public, and privately with one altered paragraph."""
    root = make_project(tmp_path_factory.mktemp("private"))
    record = WitnessRecord(
        "test", {key: fingerprint(text) for key, text in ESSAY.items()}, {"p1": ("荷揚げ",)}, ()
    )
    (root / "witness.json").write_text(format_record(record), "utf-8")
    (root / "essay.txt").write_text("\n".join({**ESSAY, "p4": ALTERED}.values()), "utf-8")
    run_edition(root, "build", "-q", check=True)
    before = files_below(root)
    run_edition(root, "attach", "essay.txt", check=True)
    result = run_edition(root, "build", "-q", "--private", check=True)
    assert result.stdout.splitlines() == [
        "Built: build/private/html/index.html",
        "Built: build/private/pdf/study-guide.pdf",
        "Private: it holds the essay’s text. Do not copy or pass it on.",
    ]
    kept = root.parent / "kept"
    shutil.copytree(root, kept)
    run_edition(root, "build", "-q", check=True)
    again = files_below(root)
    run_edition(root, "detach", check=True)
    return PrivateEdition(kept, before, again, files_below(root))


@pytest.mark.parametrize("language", ["en", "de"])
def test_private_book_in_another_language_has_one_notice(tmp_path, language):
    root = make_project(tmp_path)
    conf = root / "conf.py"
    conf.write_text(
        conf.read_text("utf-8").replace('language = "ja"', f'language = "{language}"'), "utf-8"
    )
    record = WitnessRecord("test", {key: fingerprint(text) for key, text in ESSAY.items()}, {}, ())
    (root / "witness.json").write_text(format_record(record), "utf-8")
    (root / "essay.txt").write_text("\n".join(ESSAY.values()), "utf-8")
    run_edition(root, "attach", "essay.txt", check=True)
    run_edition(root, "build", "pdf", "-q", "--private", check=True)
    first, *_ = pdf_text(root / "build/private/pdf/study-guide.pdf").split("\f")
    assert first.count("Private: it holds the essay’s text.") == 2  # in its box and at the foot
    assert ESSAY["p1"][:8] in pdf_text(root / "build/private/pdf/study-guide.pdf").replace("\n", "")


@pytest.fixture(scope="module")
def private(private_edition: PrivateEdition) -> Path:
    """The folder of the edition with its private build."""
    return private_edition.root


def page(root: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((root / "build/private/html" / name).read_text("utf-8"), "html.parser")


def test_text_is_in_its_row_and_the_precis_is_collapsed(private):
    one = page(private, "text/one.html")
    for number in (1, 2, 3):
        row = one.select_one(f'.edition-row[data-number="{number}"]')
        shown = row.select_one(f".edition-text > .edition-witness[data-state=exact] > p#p{number}")
        for reading in shown.select("rt, rp"):
            reading.decompose()
        assert shown.get_text() == ESSAY[f"p{number}"]
        fold = row.select_one(".edition-text > details.edition-precis-fold")
        assert not fold.has_attr("open")
        assert fold.select_one("summary").get_text() == "要旨 Précis"
        assert fold.select_one("summary span[lang=en]")
        assert fold.select_one("p[id]") is None
    assert "港市場は潮の満ち引きで開いた" in one.select_one(".edition-precis-fold").get_text()
    assert one.select_one(".edition-precis-fold .kind-precis:lang(en)")
    assert not one.select("script:-soup-contains('alert(1)')")


def test_lemmas_are_marked_and_link_to_their_notes(private):
    marks = [
        (mark.get_text(), mark["href"])
        for name in ("one", "two")
        for mark in page(private, f"text/{name}.html").select(".edition-lemma-mark")
    ]
    assert [
        (re.sub("[ぁ-ん]+$", "", text) if text != "荷揚げ" else text, href.rpartition("#")[2])
        for text, href in marks
    ] == [
        ("荷揚げ", "note-comment-unloading"),
        ("市場税", "note-comment-toll"),
        ("記録", "note-comment-gaps"),
        ("記録", "note-comment-gaps"),
    ]
    one = page(private, "text/one.html")
    assert all(one.find(id=href.rpartition("#")[2]) or "two" in href for _, href in marks[:3])


def test_altered_paragraph_is_marked(private):
    two = page(private, "text/two.html")
    altered = two.select_one('.edition-row[data-number="4"] .edition-witness')
    assert altered["data-state"] == "altered"
    assert altered.select_one("#p4").get_text() == ALTERED
    assert (
        "Not to the letter as recorded."
        in altered.select_one(".edition-altered [lang=en]").get_text()
    )


def test_every_page_warns_readers_and_robots(private):
    html = private / "build/private/html"
    for path in html.rglob("*.html"):
        soup = BeautifulSoup(path.read_text("utf-8"), "html.parser")
        if not any(text[:12] in soup.get_text() for text in (*ESSAY.values(), ALTERED)):
            continue
        assert soup.select_one('meta[name=robots][content*="noindex"]'), path
    assert all(
        page(private, name).select_one('meta[name=robots][content*="noindex"]')
        for name in ("index.html", "search.html")
    )


def test_pdf_has_the_text_and_a_warning(private):
    path = private / "build/private/pdf/study-guide.pdf"
    text = re.sub(r"\s", "", pdf_text(path))
    assert all(
        re.sub(r"\s", "", paragraph) in text
        for key, paragraph in {**ESSAY, "p4": ALTERED}.items()
        if key != "p3"
    )
    assert "要旨Précis港市場は潮の満ち引きで開いた" in text
    information = PdfReader(path).metadata
    assert information.title == "港の市場：注釈版（私用）"
    assert information.keywords == "private, 私用"
    assert "Do not copy" in information.subject


def test_search_finds_the_text(private):
    index = (private / "build/private/html/search-index.js").read_text("utf-8")
    assert "月が満ちるたび" in index


def test_exported_data_do_not_have_the_text(private):
    html = private / "build/private/html"
    others = [
        html / "edition.json",
        *html.glob("exports/*"),
        *html.glob("cite/*"),
        *html.glob("p/*"),
        html / "objects.inv",
    ]
    for path in others:
        data = path.read_bytes()
        assert not any(
            text[:8].encode() in data or ascii(text[:8])[1:-1].encode() in data
            for text in ESSAY.values()
        ), path


def test_newly_attached_text_is_shown(private, tmp_path):
    root = tmp_path / "copy"
    shutil.copytree(private, root)
    (root / "essay.txt").write_text("\n".join(ESSAY.values()), "utf-8")
    run_edition(root, "attach", "essay.txt", check=True)
    run_edition(root, "build", "html", "-q", "--private", check=True)
    assert page(root, "text/two.html").select_one("#p4").get_text() == ESSAY["p4"]
    shutil.rmtree(root / ".witness")
    (root / ".witness").mkdir()
    (root / ".witness/attached.json").write_text("{", "utf-8")
    result = run_edition(root, "build", "html", "-q", "--private")
    assert (result.returncode, result.stderr.count("\n")) == (1, 1)
    assert "attached.json: it cannot be read: run `edition attach` again." in result.stderr


def test_public_build_is_identical_and_nothing_is_left(private_edition):
    def part(tree, *prefixes):
        return {name: data for name, data in tree.items() if name.startswith(prefixes)}

    for folder in ("build/html", "build/pdf", "source", "witness.json"):
        assert part(private_edition.again, folder) == part(private_edition.before, folder)
    assert private_edition.after.keys() == private_edition.before.keys()
    assert part(private_edition.after, "build", "source", "conf.py") == part(
        private_edition.before, "build", "source", "conf.py"
    )
    words = [text[4:12].encode() for text in ESSAY.values()]
    assert [
        name
        for name, data in private_edition.after.items()
        if data and any(word in data for word in words)
    ] == ["essay.txt"]


@pytest.mark.parametrize(
    ("arguments", "attach", "messages"),
    [
        (("html", "--private"), False, "no text is attached: run `edition attach FILE` first."),
        (
            ("handout", "--private", "--paragraphs", "1"),
            True,
            "handouts are for distribution: they cannot be built with --private.",
        ),
        (
            ("html", "--private"),
            True,
            "git does not ignore build: add the line /build/ to .gitignore.",
        ),
    ],
)
def test_impossible_private_build_is_one_line(tmp_path, arguments, attach, messages):
    root = make_project(tmp_path)
    record = WitnessRecord("test", {key: fingerprint(text) for key, text in ESSAY.items()}, {}, ())
    (root / "witness.json").write_text(format_record(record), "utf-8")
    (root / "essay.txt").write_text("\n".join(ESSAY.values()), "utf-8")
    if attach:
        subprocess.run(["git", "init", "-q"], cwd=root, check=True)
        (root / ".gitignore").write_text("/.witness/\n", "utf-8")
        run_edition(root, "attach", "essay.txt", check=True)
    result = run_edition(root, "build", *arguments)
    assert (result.returncode, result.stdout, result.stderr) == (1, "", f"edition: {messages}\n")
    assert not (root / "build").exists()


def test_make_attaches_the_text_and_builds():
    recipe = subprocess.run(
        ["make", "-n", "TEXT=my essay.txt"], cwd=PROJECT, capture_output=True, text=True, check=True
    ).stdout
    assert [line for line in recipe.splitlines() if line.startswith(".venv/bin/edition")] == [
        '.venv/bin/edition attach "my essay.txt"',
        ".venv/bin/edition build --private",
    ]
