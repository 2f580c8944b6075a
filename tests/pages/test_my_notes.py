"""A reader's own notes: written on a page, kept in the browser, saved as a layer, loaded back."""

from __future__ import annotations

import json
import re
import shutil

import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from docutils.core import publish_doctree
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from myst_parser.parsers.docutils_ import Parser

from axe_rules import violations_by_size
from page_state import settle
from study_edition.core.model.front_matter import KINDS, read_front_matter
from study_edition.html.bundles import minified
from workshop import make_project, run_edition

pytestmark = pytest.mark.browser

PAGE = "text/conflict.html"
DIALOG = ".mine-dialog[open]"
SAVE = ".mine-form button:not([type])"
FORBIDDEN = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"
META = {"author": "山田 花子", "layer": "hanako", "lang": "ja", "license": "CC-BY-4.0"}


def key(page):
    return "edition-notes:" + page.get_attribute("#edition-mine", "value")


def stored(page):
    return json.loads(
        page.evaluate("(key) => localStorage.getItem(key)", key(page)) or '{"notes": []}'
    )


@pytest.fixture
def keep(visit, edition):
    """Open the page as a reader who has certain notes."""
    page = BeautifulSoup((edition / PAGE).read_text("utf-8"), "html.parser")
    name = "edition-notes:" + page.select_one("#edition-mine")["value"]

    def go(*notes, settings=None, **options):
        stored = {name: {"notes": list(notes)}, "edition-settings": settings or {}}
        page = visit(PAGE, stored=stored, **options)
        page.locator(".mine-note").first.wait_for()
        return page

    return go


def note(id_="first", locus="9", text="一つ目の注。", lemma="", kind="comment"):
    return {"id": id_, "locus": locus, "lemma": lemma, "kind": kind, "text": text}


def select(page, number, start, length, within="#p{}"):
    """Select characters of a paragraph as a mouse would; furigana are not counted."""
    page.evaluate(
        """([selector, start, length]) => {
            const walker = document.createTreeWalker(document.querySelector(selector), NodeFilter.SHOW_TEXT);
            const places = [];
            while (walker.nextNode()) {
                const { currentNode: node } = walker;
                if (!node.parentElement.closest("rt, rp")) for (let i = 0; i < node.length; i++) places.push([node, i]);
            }
            const [first, last] = [places[start], places[start + length - 1]];
            getSelection().setBaseAndExtent(...first, last[0], last[1] + 1);
        }""",
        [within.format(number), start, length],
    )


def paragraph_text(page, number):
    """Return the text of a paragraph without furigana."""
    return page.evaluate(
        "(id) => { const p = document.getElementById(id).cloneNode(true); for (const r of p.querySelectorAll('rt, rp')) r.remove(); return p.textContent; }",
        f"p{number}",
    )


def open_dialog(page):
    page.click("#edition-mine")
    page.locator(DIALOG).wait_for()
    return page


def write(page, text, **fields):
    """Write a note in the open dialog and keep it."""
    for name, value in fields.items():
        field = page.locator(f".mine-form [name={name}]")
        if name == "kind":
            field.select_option(value)
        else:
            field.fill(value)
    page.fill("textarea[name=text]", text)
    page.click(SAVE)


def save(page, kind="comment", **meta):
    """Save the notes of a kind; return the download."""
    for name, value in {**META, **meta}.items():
        field = page.locator(f".mine-file [name={name}]")
        if name == "lang":
            field.select_option(value)
        else:
            field.fill(value)
    with page.expect_download() as download:
        page.click(f".mine-saves button[value={kind}]")
    return download.value


def load(page, *files):
    """Load files, given as (name, content)."""
    payloads = [
        {
            "name": name,
            "mimeType": "text/markdown",
            "buffer": data if isinstance(data, bytes) else data.encode(),
        }
        for name, data in files
    ]
    with page.expect_file_chooser() as chooser:
        page.evaluate("document.querySelector('.mine-told').replaceChildren()")
        page.click(".mine-file [name=load]")
    chooser.value.set_files(payloads)
    page.locator(".mine-told > span").wait_for()


def status(page):
    page.wait_for_timeout(120)
    return page.locator(".mine-told").inner_text()


# -- from page to build


def by_touch(visit):
    """Write three notes on a narrow page: on a selection, a paragraph and a range."""
    page = visit(PAGE, width=390, height=844, has_touch=True, is_mobile=True)
    select(page, 10, 0, 3)
    page.locator(".edition-mine-selection").tap()
    page.locator(DIALOG).wait_for()
    page.fill("textarea[name=text]", "語への注、*強調*。\n\n- 一つ\n- 二つ")
    page.locator(SAVE).tap()
    for locus, kind, text in (
        ("11", "comment", "段落への注。[出典](https://example.org/a_b?x=1&y=2)"),
        ("12-13", "question", "範囲への問い。"),
    ):
        page.locator("#edition-mine").tap()
        page.locator(DIALOG).wait_for()
        write(page, text, locus=locus, kind=kind, lemma="")
        page.locator(DIALOG).wait_for(state="hidden")
    return page


def by_keyboard(visit):
    """Write the same three notes by keyboard."""
    page = visit(PAGE)
    page.locator(".edition-row[data-number='10'] > .edition-number").focus()
    select(page, 10, 0, 3)
    page.keyboard.press("m")
    page.locator(DIALOG).wait_for()
    assert page.evaluate("document.activeElement.name") == "text"
    assert page.input_value("textarea[name=text]") == ""
    page.keyboard.insert_text("語への注、*強調*。\n\n- 一つ\n- 二つ")
    page.keyboard.press("Control+Enter")
    page.locator(DIALOG).wait_for(state="hidden")
    assert page.evaluate("document.activeElement.closest('.edition-row').dataset.number") == "10"
    page.evaluate("getSelection().removeAllRanges()")
    for locus, down, text in (
        ("11", 0, "段落への注。[出典](https://example.org/a_b?x=1&y=2)"),
        ("12-13", 4, "範囲への問い。"),
    ):
        page.keyboard.press("m")
        page.locator(DIALOG).wait_for()
        for _ in range(3):
            page.keyboard.press("Shift+Tab")
        assert page.evaluate("document.activeElement.name") == "locus"
        page.keyboard.press("Control+A")
        page.keyboard.insert_text(locus)
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        for _ in range(down):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        page.keyboard.insert_text(text)
        page.keyboard.press("Tab")
        while page.evaluate("!document.activeElement.matches('.mine-form button:not([type])')"):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.locator(DIALOG).wait_for(state="hidden")
    return page


def test_saved_notes_pass_the_check_and_are_built_where_they_were_written(visit, edition, tmp_path):
    project = tmp_path / "project"
    shutil.copytree(edition.parents[1], project, ignore=shutil.ignore_patterns("build", ".cache"))
    written = {}
    for layer, way in (("hanako", by_touch), ("taro", by_keyboard)):
        page = way(visit)
        rows = "(all) => all.map((n) => n.closest('.edition-row').dataset.number)"
        assert page.locator(".mine-note").evaluate_all(rows) == ["10", "11", "12"]
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
        words = paragraph_text(page, 10)[:3]
        assert page.locator(".mine-note .edition-lemma").all_inner_texts() == [words]
        open_dialog(page)
        files = []
        for kind, name in (("comment", f"{layer}.md"), ("question", f"{layer}-question.md")):
            download = save(page, kind, layer=layer)
            assert download.suggested_filename == name
            files.append(tmp_path / name)
            download.save_as(files[-1])
        assert page.foreign == page.errors == []
        result = run_edition(project, "layer", "check", *map(str, files))
        assert (result.returncode, result.stderr) == (0, "")
        assert "2 notes on 2 paragraphs" in result.stdout
        for file in files:
            shutil.copy(file, project / "source/layers")
        written[layer] = {each["id"]: each for each in stored(page)["notes"]}
        assert len(written[layer]) == 3
    run_edition(project, "build", "html", "--quiet", check=True)
    built = BeautifulSoup((project / "build/html" / PAGE).read_text("utf-8"), "html.parser")
    for layer, kept in written.items():
        for id_, each in kept.items():
            of_kind = layer if each["kind"] == "comment" else f"{layer}-question"
            found = built.select_one(f"#note-{of_kind}-{id_}")
            row = found.find_parent(class_="edition-row")
            assert row["data-number"] == each["locus"].split("-")[0]
            assert f"kind-{each['kind']}" in found["class"]
        first = built.select_one(f".edition-row[data-number='10'] .layer-{layer}")
        assert first.select_one(".edition-lemma").get_text() == words
        assert [each.get_text() for each in first.select("li")] == ["一つ", "二つ"]
        assert first.select_one("em").get_text() == "強調"
        source = built.select_one(f".layer-{layer} a[href^='https://example.org']")
        assert source["href"] == "https://example.org/a_b?x=1&y=2"


# -- locus and lemma


def test_selection_becomes_the_lemma_without_furigana_if_allowed(visit):
    page = visit(PAGE)
    text = paragraph_text(page, 10)
    for start, length, lemma in ((0, 12, text[:12]), (0, 13, "")):
        select(page, 10, start, length)
        open_dialog(page)
        assert (page.input_value("[name=locus]"), page.input_value("[name=lemma]")) == ("10", lemma)
        page.keyboard.press("Escape")
    select(
        page, 10, 0, 3, within=".edition-row[data-number='10'] .kind-precis p"
    )  # the text of the précis in English
    open_dialog(page)
    assert (page.input_value("[name=locus]"), page.input_value("[name=lemma]")) == ("10", "")
    page.keyboard.press("Escape")
    page.evaluate(
        "getSelection().setBaseAndExtent(document.getElementById('p10'), 0, document.getElementById('p12'), 1)"
    )
    open_dialog(page)
    assert (page.input_value("[name=locus]"), page.input_value("[name=lemma]")) == ("10-12", "")


INVALID = [
    ({"locus": "99"}, "第99段落はない"),
    ({"locus": "abc"}, "読めない"),
    ({"locus": "20-18"}, "読めない"),
    ({"lemma": "あ" * 13}, "12字まで"),
    ({"lemma": "zzz"}, "要旨にない"),
    ({"locus": "40", "lemma": "同盟"}, "要旨にない"),
]


def test_invalid_locus_is_reported_and_the_text_is_kept(visit):
    page = open_dialog(visit(PAGE))
    filled = {name: page.input_value(f"[name={name}]") for name in ("locus", "lemma")}
    for fields, words in INVALID:
        write(page, "文。", **{**filled, **fields})
        assert words in page.locator("#mine-wrong").inner_text(), fields
        assert page.evaluate("document.activeElement.getAttribute('aria-invalid')") == "true"
        assert page.evaluate("document.activeElement.name") == list(fields)[-1]
        assert page.input_value("textarea[name=text]") == "文。"
        assert stored(page)["notes"] == []


def test_empty_note_is_reported(visit):
    page = open_dialog(visit(PAGE))
    write(page, " \n\n ")
    assert "本文がない" in page.locator("#mine-wrong").inner_text()


def test_locus_is_read_in_any_notation_for_a_note(visit):
    page = open_dialog(visit(PAGE))
    write(page, "文。", locus="第18～20段落", lemma="")
    assert [each["locus"] for each in stored(page)["notes"]] == ["18-20"]


def test_key_m_can_be_switched_off_and_types_a_letter_in_fields(visit):
    page = visit(PAGE)
    page.evaluate("localStorage.setItem('edition-settings', JSON.stringify({ keys: 'off' }))")
    page.reload()
    page.keyboard.press("m")
    page.wait_for_timeout(500)
    assert page.locator(DIALOG).count() == 0
    page.evaluate("localStorage.removeItem('edition-settings')")
    page.reload()
    page.keyboard.press("m")
    page.locator(DIALOG).wait_for()
    page.keyboard.type("mm")
    assert page.input_value("textarea[name=text]") == "mm"
    page.keyboard.press("Escape")
    assert page.evaluate("document.querySelector('.mine-dialog[open]')") is None


def test_other_pages_have_no_button_and_script_for_notes(visit):
    page = visit("glossary.html")
    page.keyboard.press("m")
    page.wait_for_timeout(300)
    assert page.locator("#edition-mine").count() == 0
    assert page.evaluate("edition.notes === undefined")
    page = visit(PAGE)
    assert page.evaluate("edition.notes === undefined"), "nothing is loaded before it is used"


# -- storing, editing, deleting


def test_notes_are_shown_after_a_reload_only_on_their_page(keep):
    page = keep(note(), note("second", "18"))
    assert page.locator(".mine-note").count() == 2
    page.goto(page.url.replace("conflict", "lead"))
    page.wait_for_timeout(500)
    assert page.locator(".mine-note").count() == 0


@pytest.mark.quick
def test_note_is_edited(keep):
    page = keep(note(), note("second", "9", "二つ目。"))
    page.click("#mine-first .mine-edit")
    page.locator(DIALOG).wait_for()
    assert page.input_value("textarea[name=text]") == "一つ目の注。"
    write(page, "改めた注。", kind="question")
    assert stored(page)["notes"] == [
        note(text="改めた注。", kind="question"),
        note("second", "9", "二つ目。"),
    ]
    assert page.locator(".mine-note .mine-text").all_inner_texts() == ["改めた注。", "二つ目。"]


def test_cancelled_edit_can_be_restored(keep):
    page = keep(note())
    page.click("#mine-first .mine-edit")
    page.fill("textarea[name=text]", "途中")
    page.click("[name=cancel]")
    assert page.input_value("textarea[name=text]") == ""
    page.click(".mine-told button")
    assert page.input_value("textarea[name=text]") == "途中"
    page.click(SAVE)
    assert stored(page)["notes"] == [note(text="途中")]


def test_deleted_note_is_restored_at_its_position(keep):
    page = open_dialog(keep(*(notes := [note("a"), note("b"), note("c")])))
    page.locator(".mine-list li").nth(1).get_by_role("button", name="消す").click()
    assert [each["id"] for each in stored(page)["notes"]] == ["a", "c"]
    assert page.locator(".mine-note").count() == 2
    assert page.evaluate("document.activeElement.id") == "mine-list"
    page.get_by_role("button", name="元に戻す").click()
    assert stored(page)["notes"] == notes
    assert page.locator(".mine-note").count() == 3


def test_draft_survives_closing_the_dialog_and_opening_another_note(keep):
    page = open_dialog(keep(note()))
    page.fill("textarea[name=text]", "書きかけ")
    page.keyboard.press("Escape")
    page.click("#edition-mine")
    assert page.input_value("textarea[name=text]") == "書きかけ"
    page.locator(".mine-list").get_by_role("button", name="直す").click()
    assert page.input_value("textarea[name=text]") == "一つ目の注。"
    page.get_by_role("button", name="元に戻す").click()
    assert page.input_value("textarea[name=text]") == "書きかけ"


def test_notes_of_another_window_are_not_overwritten(visit):
    page = open_dialog(visit(PAGE))
    other = page.context.new_page()
    other.goto(page.url)
    write(open_dialog(other), "他の窓の注。", locus="9", lemma="")
    page.locator(".mine-note").wait_for(state="attached")
    write(page, "この窓の注。", locus="10", lemma="")
    assert [each["text"] for each in stored(page)["notes"]] == ["他の窓の注。", "この窓の注。"]


def test_layer_of_own_notes_stays_switched_off(keep):
    page = keep(note())
    page.uncheck(".mine-switch input")
    assert page.locator(".mine-note").is_hidden()
    assert page.locator("#p9").is_visible()
    page.reload()
    page.locator(".mine-switch").wait_for()
    assert page.locator(".mine-note").is_hidden()
    page.check(".mine-switch input")
    assert page.locator(".mine-note").is_visible()
    page.uncheck(".edition-legend input[value=commentary]")
    assert page.evaluate("JSON.parse(localStorage.getItem('edition-settings')).off") == [
        "commentary"
    ]


@pytest.mark.parametrize("script", [FORBIDDEN, FULL])
def test_notes_can_be_saved_as_a_file_without_storage(visit, script):
    page = visit(PAGE, own=True)
    page.add_init_script(script)
    page.reload()
    open_dialog(page)
    write(page, "消えない注。", locus="9", lemma="")
    assert "保存できない" in status(page)
    assert page.input_value("textarea[name=text]") == "消えない注。"
    assert page.locator(".mine-note .mine-text").inner_text() == "消えない注。"
    page.click(SAVE)  # again: the same note
    assert page.locator(".mine-note").count() == 1
    assert "消えない注。" in save(page).path().read_text("utf-8")
    page.on("dialog", lambda dialog: (requested.append(dialog.type), dialog.accept()))
    requested = []
    page.close(run_before_unload=True)
    page.wait_for_event("close")
    assert requested == ["beforeunload"]


def test_broken_stored_notes_are_put_aside(visit):
    page = visit(PAGE)
    page.evaluate("(key) => localStorage.setItem(key, '{broken')", key(page))
    page.reload()
    page.wait_for_timeout(500)
    write(open_dialog(page), "文。", locus="9", lemma="")
    assert len(stored(page)["notes"]) == 1
    assert (
        page.evaluate("(key) => localStorage.getItem(key)", key(page) + ":unreadable") == "{broken"
    )
    assert page.errors == []


# -- the file


def test_file_is_loaded_without_duplicating_known_notes(visit, keep):
    notes = [
        note("a", "9", "一。\n\n- 箇条 *強調*"),
        note("b", "18-20", "1. 数\n2. 数 [語](https://example.org/)"),
    ]
    page = open_dialog(keep(*notes))
    text = save(page).path().read_text("utf-8")
    load(page, ("hanako.md", text))
    assert "0 new, 0 replaced, 2 the same" in status(page)
    fresh = open_dialog(visit(PAGE))
    load(fresh, ("hanako.md", text))
    assert "2 new" in status(fresh)
    assert stored(fresh) == {**META, "notes": notes}
    assert fresh.input_value(".mine-file [name=author]") == "山田 花子"
    load(fresh, ("hanako.md", text.replace("一。", "改。").replace(":id: b", ":id: c")))
    assert "1 new, 1 replaced, 0 the same" in status(fresh)
    assert [each["id"] for each in stored(fresh)["notes"]] == ["a", "b", "c"]
    fresh.get_by_role("button", name="元に戻す").click()
    assert stored(fresh)["notes"] == notes
    assert fresh.locator(".mine-problems li").count() == 0


HEAD = "---\nlayer: x\ntitle: t\nkind: comment\nauthor: a\nlang: ja\nlicense: CC0\n---\n"


MALFORMED = [
    ("", 1, "no front matter", 0),
    ("# 題\n", 1, "no front matter", 0),
    ("---\nlayer: x\n", 1, "no front matter", 0),
    ("---\nlayer: X Y\nkind: comment\n---\n", 2, "layer is missing or wrong", 0),
    ("---\nlayer: x\nkind: constructor\n---\n", 3, "kind is missing or wrong", 0),
    ("---\nlayer: x\n???\nkind: comment\n---\n", 3, "no line of front matter", 0),
    (HEAD, 9, "there is no note", 0),
    (HEAD + ":::{note} 9\n:id: a\n\n文。\n", 9, "never closed", 0),
    (HEAD + ":::{note} x\n\n文。\n:::\n", 9, "no paragraph’s number", 0),
    (HEAD + ":::{note} 1820\n\n文。\n:::\n", 9, "There is no ¶1820", 0),
    (HEAD + ":::{note} 9\n:id: A\n\n文。\n:::\n", 9, "is no id", 0),
    (
        HEAD + ":::{note} 9\n:id: a\n\n文。\n:::\n\n:::{note} 9\n:id: a\n\n別。\n:::\n",
        15,
        "twice",
        1,
    ),
    (HEAD + ":::{note} 9\n:id: a\n:::\n", 9, "empty", 0),
    (
        HEAD + ":::{note} 9\n:lemma: あいうえおかきくけこさしす\n\n文。\n:::\n",
        9,
        "longer than 12",
        0,
    ),
    (HEAD + ":::{note} 9\n\n文。{cite:p}`x`\n:::\n", 11, "kept as plain text", 1),
    (HEAD + "文。\n\n:::{note} 9\n\n文。\n:::\n", 9, "outside a note", 1),
    (b"---\nlayer: x\n\xff\n", 3, "not UTF-8", 0),
    ("文。\n".encode("utf-16"), 1, "not UTF-8", 0),
    (b"x" * (4 * 1024 * 1024 + 1), 1, "too large", 0),
]


def test_malformed_file_is_reported_with_its_line(visit):
    page = open_dialog(visit(PAGE))
    for data, line, words, count in MALFORMED:
        page.evaluate("localStorage.clear()")
        load(page, ("file.md", data))
        assert [page.locator(".mine-problems li").count(), page.errors] == [1, []], (line, words)
        problem = page.locator(".mine-problems li").inner_text()
        assert problem.startswith(f"file.md:{line}: ")
        assert words in problem
        assert len(stored(page)["notes"]) == count, words


def test_file_is_not_saved_without_the_required_keys(keep):
    page = open_dialog(keep(note()))
    for name, value in (("author", ""), ("layer", "山田"), ("layer", "A b"), ("license", " ")):
        for key_, text in {**META, name: value}.items():
            if key_ != "lang":
                page.fill(f".mine-file [name={key_}]", text)
        page.evaluate("document.getElementById('mine-file-wrong').textContent = ''")
        page.click(".mine-saves button")
        assert page.locator("#mine-file-wrong").inner_text(), (name, value)
        assert page.evaluate("document.activeElement.name") == name


# -- agreement with MyST

SNIPPETS = [
    *"*_`~:{}[]()<>|\\!#$%&+-=^@'\".;/1a あ。「」",
    *[
        "**",
        "\n",
        "\n\n",
        ":::",
        "::::{note} 1\n",
        "```{raw} html\n",
        "{cite:p}`x`",
        "<b>",
        "&lt;",
        "- ",
        "1. ",
        "(x)=\n",
        "{#x}",
        "[^1]",
        "![",
        "---",
        "% ",
    ],
    *[
        "[語](https://example.org/_x_)",
        "[a](javascript:alert)",
        "*強調*",
        "**「強」**",
        " **x** ",
        "    ",
        "\t",
        "> ",
        "{{x}}",
        "| a | b |",
        ": x",
        "$x$",
        "https://x.y",
    ],
]
TEXTS = st.lists(st.one_of(st.sampled_from(SNIPPETS), st.text(max_size=3)), max_size=14).map(
    "".join
)


@pytest.fixture(scope="module")
def converter(browser, tmp_path_factory):
    """A blank page with the scripts that read and write notes."""
    page = browser.new_context().new_page()
    blank = tmp_path_factory.mktemp("blank") / "page.html"
    blank.write_text("<!doctype html><html lang=ja>", "utf-8")
    page.goto(blank.as_uri())
    for name in ("edition-early.js", "loci.js", "notes-text.js", "notes-file.js"):
        page.add_script_tag(content=minified(name, "ja"))
    yield page
    page.context.close()


def spans(node):
    """Return the spans of a paragraph as [form, text, address], adjacent texts joined."""
    found = []
    for child in node.children:
        forms = {"#text": "", "reference": "a", "emphasis": "em", "strong": "strong"}
        span = (
            forms.get(child.tagname, child.tagname),
            child.astext(),
            child["refuri"] if isinstance(child, nodes.reference) else "",
        )
        if span[0] == "" and found and found[-1][0] == "":
            span = ("", found.pop()[1] + span[1], "")
        if span[1]:
            found.append(span)
    return found


def parsed(text):
    """Return the blocks of a MyST text in the form of notes-text.js; name any forbidden node."""
    extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist"]
    overrides = {
        "myst_enable_extensions": extensions,
        "myst_disable_syntax": ["html_block", "html_inline"],
        "report_level": 5,
    }
    blocks = []
    for node in publish_doctree(
        f"x\n\n{text}\n", parser=Parser(), settings_overrides=overrides
    ).children[1:]:
        if isinstance(node, nodes.paragraph):
            blocks.append(["", [spans(node)]])
        elif isinstance(node, (nodes.bullet_list, nodes.enumerated_list)):
            items = [
                spans(item[0])
                if len(item) == 1 and isinstance(item[0], nodes.paragraph)
                else [item.pformat()]
                for item in node
            ]
            blocks.append(
                [
                    f"ul{node.get('start', 1)}"
                    if node.tagname == "bullet_list"
                    else f"ol{node.get('start', 1)}",
                    items,
                ]
            )
        else:
            blocks.append([node.tagname, [node.pformat()]])
    return blocks


READ = """(text) => {
  const { parse, myst, own } = edition.notesText;
  const shape = (blocks) => blocks.map(({ list, start, items }) => [list && list + start, items.map((spans) => spans.map(([f, t, h]) => [f, t, h ?? ""]))]);
  const once = own(text);
  return { blocks: shape(parse(text)), myst: myst(text), again: shape(parse(once)), back: shape(parse(myst(text))) };
}"""


@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example("% x")
@example("![a](https://x.y/z)")
@example("(x)=")
@example("+++")
@example("---")
@example("# x")
@example(":::{note} 1")
@example("x\n: y")
@example("1. x")
@example("1. ")
@example("- - x")
@example("a\n===")
@example("{#p9}\n\nx")
@example("[^1]: x")
@example("> x")
@example("https://x.y/_a_")
@example("**「強」**と")
@example("a*b_*c")
@example("| a |\n|---|\n| b |")
@example("x\\\ny")
@given(TEXTS)
def test_build_and_browser_show_the_same_note(converter, text):
    made = converter.evaluate(
        READ, text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    )
    shown = [
        [kind, [[tuple(span) for span in item] for item in items]] for kind, items in made["blocks"]
    ]
    assert parsed(made["myst"]) == shown
    assert made["again"] == made["blocks"], "read back as the reader would write it"
    assert made["back"] == made["blocks"], "read back from a file"


WRITE = """([meta, kind, notes]) => {
  const { write, read } = edition.notesFile;
  const file = write(meta, kind, notes);
  const { myst } = edition.notesText;
  const found = read(file, new Set(Array.from({ length: 50 }, (_, i) => i + 1)));
  return { file, found, same: found.notes.map((n) => myst(n.text)), were: notes.map((n) => myst(n.text)) };
}"""
LINES = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=8
).filter(lambda text: text.strip().isprintable() and text.strip())


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(LINES, LINES, LINES, TEXTS, st.sampled_from(KINDS))
def test_saved_file_is_a_valid_layer_and_is_read_back(
    converter, author, license_, lemma, text, kind
):
    text = "文 " + text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    notes = [note("a", "9", text, lemma, kind), note("b", "18-20", "二", "", kind)]
    made = converter.evaluate(WRITE, [{**META, "author": author, "license": license_}, kind, notes])
    front = read_front_matter(made["file"], "hanako")
    assert front.problems == ()
    folded = [
        " ".join(re.sub(r"[\ufdd0-\ufdef\ufffe\uffff]", "", value).split())
        for value in (author, license_)
    ]
    assert [front.layer.author, front.layer.license] == folded
    assert (front.layer.kind, front.layer.id) == (
        kind,
        "hanako" if kind == "comment" else f"hanako-{kind}",
    )
    assert made["found"]["problems"] == []
    assert made["same"] == made["were"]
    assert [each["locus"] for each in made["found"]["notes"]] == ["9", "18-20"]
    assert " ".join(made["found"]["notes"][0]["lemma"].split()) == " ".join(lemma.split())
    fences = re.findall(r"^(:+)(?:\{note\} .*)?$", made["file"], re.MULTILINE)
    assert len(fences) == 4, "nothing of the reader's is a fence"


# -- safety

ATTACKS = [
    '<img src=x onerror="window.hit=1">',
    "<script>window.hit=1</script>",
    "[x](javascript:window.hit=1)",
    '[x](https://a"onmouseover=window.hit=1)',
    "<a href=https://x onclick=window.hit=1>",
    ":::\n\n```{raw} html\n<script>window.hit=1</script>\n```\n\n:::{note} 1\n",
    "{raw-html}`<b>`",
    "![x](x){onerror=window.hit=1}",
    "\\<svg onload=window.hit=1>",
    "(p9)=\n# p9\n{#p9}",
]


def test_texts_of_notes_are_escaped_and_run_nothing(keep, tmp_path):
    attack = "\n\n".join(ATTACKS)
    page = keep(
        note("a", "9", attack, "<b>x</b>"),
        {"id": "<b>", "locus": "1", "kind": "x", "text": 1},
        None,
    )
    open_dialog(page)
    page.fill("textarea[name=text]", attack)
    made = "(selector) => [...document.querySelectorAll(selector)].flatMap((e) => [...e.querySelectorAll('*')]).map((e) => e.localName)"
    for selector in (".mine-note .mine-text", ".mine-preview > div", ".mine-list .mine-text"):
        assert set(page.evaluate(made, selector)) <= {"p", "strong", "em", "a", "ul", "ol", "li"}, (
            selector
        )
    hrefs = page.locator(".mine-text a, .mine-preview a").evaluate_all(
        "(all) => all.map((a) => new URL(a.href).protocol)"
    )
    assert set(hrefs) <= {"https:", "http:"}
    download = save(page, author="<b onclick=window.hit=1>", license='"><script>')
    text = download.path().read_text("utf-8")
    load(
        page,
        (
            "<img src=x onerror=window.hit=1>.md",
            text.replace(":id: a", ":id: <b>").replace(":lemma:", ":lemma: {x}\n:lemma:"),
        ),
    )
    load(page, ("x.md", text.replace(":id: a", ":id: z")))
    page.wait_for_timeout(300)
    assert page.evaluate("window.hit") is None
    assert page.locator(".mine-dialog img, .mine-dialog script, .mine-note img").count() == 0
    assert page.foreign == page.errors == []

    project = make_project(tmp_path)
    there = re.sub("^:lemma:.*\n", "", text, flags=re.MULTILINE).replace("{note} 9", "{note} 2")
    assert there.count("{note} 2") == 1
    (project / "source/layers/hanako.md").write_text(there, "utf-8")
    result = run_edition(project, "layer", "check", "source/layers/hanako.md")
    assert (result.returncode, result.stderr) == (0, "")
    run_edition(project, "build", "html", "--quiet", check=True)
    built = BeautifulSoup(
        (project / "build/html/text/one.html").read_text("utf-8"), "html.parser"
    ).select_one("#note-hanako-a")
    found = [
        each
        for each in built.select("*")
        if each.name not in {"p", "a", "ul", "li", "span", "strong", "ruby", "rt", "rp"}
    ]
    assert found == []
    assert not any(name.startswith("on") for each in built.select("*") for name in each.attrs)


# -- accessibility, vertical writing, print


def test_notes_keep_a_strict_content_security_policy(browser, served):
    page = browser.new_context().new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console", lambda message: errors.append(message.text) if "Policy" in message.text else None
    )
    page.on(
        "response",
        lambda response: (
            errors.append(response.url)
            if response.status >= 400 and "favicon" not in response.url
            else None
        ),
    )
    page.goto(f"{served}/{PAGE}")
    open_dialog(page)
    write(page, "**文**。", locus="9", lemma="")
    page.locator(".mine-note").wait_for()
    open_dialog(page)
    text = save(page).path().read_text("utf-8")
    load(page, ("hanako.md", text.replace(":id: ", ":id: z")))
    assert len(stored(page)["notes"]) == 2
    assert errors == []
    page.context.close()


def test_own_notes_are_accessible_in_both_schemes(keep):
    sizes = [(1280, 900), (390, 844)]
    page = keep(
        note(lemma="西欧", text="文。\n\n- *一つ* [語](https://example.org/)"),
        note("b", "9-10"),
        reduced_motion="reduce",
    )
    page.locator(".mine-note").first.scroll_into_view_if_needed()
    assert violations_by_size(page, sizes) == {}
    open_dialog(page)
    page.fill("textarea[name=text]", "**文**")
    page.fill("[name=locus]", "99")
    page.click(SAVE)
    settle(page)
    assert violations_by_size(page, sizes) == {}
    for width, height in sizes:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(
            "document.querySelector('.mine-sheet').scrollWidth <= document.querySelector('.mine-sheet').clientWidth"
        )
        boxes = page.locator(f"{DIALOG} button:visible").evaluate_all(
            "(all) => all.map((b) => b.getBoundingClientRect()).map((b) => [b.width, b.height])"
        )
        assert min(side for box in boxes for side in box) >= 24


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (390, 844)])
def test_notes_are_shown_in_vertical_writing(keep, width, height):
    page = keep(
        note(),
        note("b", "8", "八の注。"),
        settings={"writing": "vertical"},
        width=width,
        height=height,
    )
    assert (
        page.locator("#mine-first").evaluate("(n) => getComputedStyle(n).writingMode")
        == "vertical-rl"
    )
    right = [
        page.locator(f"#mine-{name}").evaluate("(n) => n.getBoundingClientRect().right")
        for name in ("b", "first")
    ]
    assert right[0] > right[1]
    page.click("#mine-first .mine-edit")
    assert (
        page.locator(DIALOG).evaluate("(n) => getComputedStyle(n).writingMode") == "horizontal-tb"
    )


def test_notes_are_printed_as_the_readers_own_without_buttons(keep):
    page = keep(note(kind="counterpoint"))
    page.emulate_media(media="print")
    assert page.locator("#mine-first").is_visible()
    assert "自分の注・異論" in page.locator("#mine-first .mine-kind").inner_text()
    assert page.locator(".mine-edit").is_hidden()


def test_own_notes_have_their_own_colour(keep):
    page = keep(note())
    colours = [
        page.locator(selector).first.evaluate("(n) => getComputedStyle(n).borderInlineStartColor")
        for selector in (".mine-note", ".edition-notes .layer-commentary")
    ]
    assert len(set(colours)) == 2
