"""A reader's own copy of the text: recognised, stored, shown, used and removed in the browser."""

from __future__ import annotations

import json
from functools import partial
from http.server import ThreadingHTTPServer
from random import Random
from threading import Thread

import pytest

from axe_rules import violations_by_size
from matching_cases import MARK, READINGS, WIDTHS, read
from page_state import fits
from project_paths import PROJECT
from shared_tabs import SharedTabs
from study_edition.core.text.matching import Matcher
from study_edition.core.witness.lemma_marks import cut_at_lemmas
from study_edition.core.witness.recognition import recognise
from study_edition.core.witness.text_fingerprint import fingerprint
from study_edition.core.witness.witness_record import WitnessRecord, format_record, read_record
from study_edition.html.bundles import minified
from workshop import StrictHandler, Workshop

pytestmark = pytest.mark.browser

ESSAY = {
    "p1": "港市場の朝は早い。潮が満ちるころ荷揚げが始まり、商人たちは声を競って値を付けた。",
    "p2": "艀が岸に着くたびに市場税が取られたが、その額は軽く、帳簿には「魚三匹」とだけ書かれている。",
    "p3": "古い記録をたどると、市の立つ日は月に六度であったことが分かる。夜明けの鐘がその合図であった。",
    "p4": "やがて塩税が重くなると、商人は一人また一人と港を去り、倉庫の戸は閉ざされたままになった。",
    "p5": "記録の最後の頁には、市が別の湾へ移ったことが、ただ一行で記されている。",
}
RECORD = WitnessRecord(
    "harbour",
    {key: fingerprint(text) for key, text in ESSAY.items()},
    {"p1": ("荷揚げ",)},
    ("市の始まり",),
)
TEXT = "\n\n".join(["港の新聞　メニュー", "市の始まり", *ESSAY.values(), "広告：魚の缶詰"])
OTHER = "山の村では、春になると羊を高い牧場へ追い上げる。\n" * 6
WITNESS = PROJECT.parent / "shared/witness"
FORBIDDEN = "for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { get() { throw new Error('no'); } })"
FULL = "Storage.prototype.setItem = function () { throw new Error('full'); }"
FULL_BROWSER = "{ const put = Storage.prototype.setItem; Storage.prototype.setItem = function (key, value) { if (this === localStorage && value.length > 50) throw new Error('full'); put.call(this, key, value); } }"
STORED = "[localStorage, sessionStorage].map((store) => Object.keys(store).filter((key) => key.startsWith('edition-text')))"


THEME = """
html_theme = "sphinx_book_theme"
html_show_sourcelink = False
html_theme_options = {
    "use_download_button": False,
    "use_fullscreen_button": False,
    "use_source_button": False,
    "navbar_persistent": [],
}
html_sidebars = {"**": ["navbar-logo.html", "search-button-field.html", "sbt-sidebar-nav.html"]}
"""


def make_workshop(folder):
    workshop = Workshop(folder)
    workshop.change("conf.py", 'html_theme = "basic"', THEME)
    workshop.write("witness.json", format_record(RECORD))
    return workshop


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The HTML folder of a small edition with the record of an essay written for these tests."""
    workshop = make_workshop(tmp_path_factory.mktemp("my-text"))
    out = workshop.build()
    assert workshop.warned == []
    return out


@pytest.fixture(scope="module")
def tabs(browser, site):
    """Tabs in which the pages of the site are opened, if nothing else is asked."""
    shared = SharedTabs(browser, (site / "_static/edition.css").as_uri(), {})
    yield shared
    shared.context.close()


@pytest.fixture
def enter(browser, site, tabs):
    """Open a page of the site as a new reader, and fail on requests beyond its own files."""
    contexts, problems = [], []

    def watch(page):
        page.on(
            "request",
            lambda request: (
                problems.append(request.url)
                if not request.url.startswith((page.home, "data:", "blob:"))
                else None
            ),
        )
        page.on(
            "pageerror",
            lambda error: (
                problems.append(str(error)) if "/_static/scripts/" not in str(error.stack) else None
            ),
        )
        page.on(
            "console",
            lambda message: (
                problems.append(message.text)
                if message.type == "error" and "favicon" not in message.location["url"]
                else None
            ),
        )

    def go(name="my-text.html", home="", script="", width=1280, height=900, **options):
        if home or script or options:
            contexts.append(browser.new_context(**options))
            if script:
                contexts[-1].add_init_script(script)
            page = contexts[-1].new_page()
        else:
            page = tabs.take()
        page.set_viewport_size({"width": width, "height": height})
        home = home or site.as_uri()
        page.home, page.problems = home, problems
        watch(page)
        page.goto(f"{home}/{name}")
        return page

    yield go
    for context in contexts:
        context.close()
    tabs.give_back()
    assert problems == []


def give(page, text=TEXT, name="essay.txt", encoding="utf-8"):
    """Give a text as a file; return the status reported."""
    data = text if isinstance(text, bytes) else text.encode(encoding)
    page.evaluate("document.getElementById('text-status').replaceChildren()")
    page.set_input_files("#text-file", {"name": name, "mimeType": "", "buffer": data})
    return status(page)


def status(page):
    """Return the status when the page has finished."""
    page.wait_for_function(
        "document.getElementById('text-progress').hidden && document.querySelector('#text-status:not(:empty)')"
    )
    return page.inner_text("#text-status")


def open_text_page(page, name="text/one.html"):
    """Open a text page, and wait until the text is in its rows."""
    page.goto(f"{page.home}/{name}")
    page.locator(".edition-copy").wait_for()
    return page


def paragraph_text(page, number):
    """Return the text of a paragraph in its row without furigana; empty if not shown."""
    return page.evaluate(
        """(number) => {
            const own = document.querySelector(`.edition-row[data-number="${number}"] .edition-witness > p[id]`)?.cloneNode(true);
            for (const part of own?.querySelectorAll("rt, rp") ?? []) part.remove();
            return own?.textContent ?? "";
        }""",
        number,
    )


# -- giving a text


def test_file_is_recognised_in_any_encoding(enter):
    page = enter()
    for encoding in ("utf-8-sig", "utf-16", "shift_jis", "euc-jp", "utf-8"):
        message = give(page, TEXT, "essay.md", encoding)
        assert message.startswith(
            "5段落のうち、一致5。このタブを閉じると消える。 5 of 5 exact. It is gone"
        ), encoding
    assert page.locator("#text-counts strong").all_inner_texts() == ["5", "0", "0", "0"]
    assert not page.locator("#text-others-part").is_visible()
    assert page.inner_text("#text-left-sum").startswith("2行、15字")
    assert "港の新聞" in page.inner_text("#text-left")
    links = page.locator("#text-pages a").evaluate_all(
        "(all) => all.map((a) => a.getAttribute('href').split('/').slice(-2).join('/'))"
    )
    assert links == ["text/one.html#p1-3", "text/two.html#p4-5"]


def test_saved_page_is_read_as_text_and_runs_nothing(enter):
    page = enter()
    rows = [
        f"<p onclick='alert(1)'>{text.replace('艀', '<ruby>艀<rt>はしけ</rt></ruby>')}</p>"
        for text in ESSAY.values()
    ]
    noise = "<script>document.title = 'x'; open('https://example.org/')</script><style>p{}</style><img src=https://example.org/x.png onerror=alert(1)>"
    html = f"<!doctype html><meta charset=shift_jis><nav>{OTHER}</nav>{noise}<div hidden>{OTHER}</div>{'<div>' * 300}{''.join(rows)}<!-- {OTHER} -->"
    assert give(page, html, "page.htm", "shift_jis").startswith("5段落のうち、一致5。")
    assert page.input_value("#text-text") == "\n".join(ESSAY.values())
    assert page.title() != "x"


def test_text_is_given_by_paste_drop_and_keyboard(enter):
    page = enter()
    page.fill("#text-text", TEXT)
    page.focus("#text-text")
    for key in ("a", "x", "v"):  # cut and pasted again: a paste is recognised at once
        page.keyboard.press(f"Control+{key}")
    assert status(page).startswith("5段落のうち、一致5。")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # Keep it in this browser
    page.wait_for_function(
        "document.getElementById('text-status').textContent.includes('このブラウザーに残した')"
    )
    page.locator("#text-remove").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.getElementById('text-status').textContent.includes('消した')")
    assert page.evaluate("document.activeElement.id") == "text-text"
    assert page.evaluate(STORED) == [[], []]
    page.keyboard.insert_text(TEXT)
    page.keyboard.press("Control+Enter")
    assert status(page).startswith("5段落のうち、一致5。")
    page.click("#text-remove")
    dropped = page.evaluate_handle(
        "(text) => { const data = new DataTransfer(); data.items.add(new File([text], 'essay.txt')); return data; }",
        TEXT,
    )
    page.dispatch_event("#text-text", "dragover", {"dataTransfer": dropped})
    page.evaluate("document.getElementById('text-status').replaceChildren()")
    page.dispatch_event("#text-text", "drop", {"dataTransfer": dropped})
    assert status(page).startswith("5段落のうち、一致5。")


REFUSED = [
    ("a.txt", b"", "a.txt は空である。"),
    ("a.txt", "　\n ".encode(), "a.txt には文がない。"),
    ("a.txt", bytes(range(256)) * 9, "a.txt は文字のファイルでないか、文字コードが分からない。"),
    (
        "a.docx",
        b"PK\x03\x04" + b"x" * 99,
        "a.docx はこの頁では読めない。文を写して貼るか、edition attach を使う。",
    ),
    (
        "a.txt",
        b"%PDF-1.7\n%\xe2\xe3",
        "a.txt はこの頁では読めない。文を写して貼るか、edition attach を使う。",
    ),
    ("a.htm", b"<p>" * 200_001, "a.htm は HTML の要素が多すぎる。"),
    ("a.txt", OTHER.encode(), "この版の論考の段落は一つも見つからない。何も残していない。"),
]


def test_unusable_file_is_one_line_and_nothing_is_stored(enter):
    page = enter()
    page.check("#text-keep")
    for name, data, line in REFUSED:
        assert give(page, data, name).startswith(line)
        assert page.locator("#text-status").evaluate(
            "(p) => p.matches('[role=status]') && p.querySelector('[lang=en]').textContent.length > 10"
        )
        assert page.evaluate(STORED) == [[], []]
        assert not page.locator("#text-results").is_visible()
    large = "() => { const data = new DataTransfer(); data.items.add(new File([new Uint8Array(50e6)], 'a.txt')); return data; }"
    page.evaluate("document.getElementById('text-status').replaceChildren()")
    page.dispatch_event("#text-text", "drop", {"dataTransfer": page.evaluate_handle(large)})
    assert status(page).startswith("a.txt は大きすぎる（20 MB まで）。")


def test_recognition_shows_its_progress_and_can_be_cancelled(enter):
    page = enter()
    shares = page.evaluate(
        """async (text) => {
            const [field, run, progress, cancel] = ["text", "run", "progress", "cancel"].map((name) => document.getElementById(`text-${name}`));
            const shares = [];
            field.value = text;
            run.click();
            while (!shares.length) {
                await new Promise((resolve) => { setTimeout(resolve); });
                if (!cancel.hidden && progress.value > 0) shares.push(progress.value);
            }
            cancel.click();
            return shares;
        }""",
        OTHER * 2000,
    )
    assert 0 < shares[0] < 1
    assert "取りやめた" in status(page)
    assert page.evaluate(STORED) == [[], []]
    assert page.evaluate("document.activeElement.id") == "text-run"
    page.evaluate("(text) => { document.getElementById('text-text').value = text; }", TEXT)
    page.click("#text-run")
    assert status(page).startswith("5段落のうち、一致5。")


# -- storing and removing


def test_text_is_kept_for_the_tab_or_longer_and_removed_everywhere(enter):
    page = enter()
    give(page)
    assert [len(keys) for keys in page.evaluate(STORED)] == [0, 1]
    open_text_page(page).reload()
    page.locator(".edition-copy").wait_for()
    assert "このタブを閉じると消える" in page.inner_text(".edition-copy")
    other = page.context.new_page()
    other.goto(f"{page.home}/text/two.html")
    assert other.locator(".edition-have").is_visible()  # another tab has no text
    page.goto(f"{page.home}/my-text.html")
    page.wait_for_function(
        "document.getElementById('text-status').textContent.includes('前に重ねた写しがある')"
    )
    page.check("#text-keep")
    page.wait_for_function(
        "document.getElementById('text-status').textContent.includes('このブラウザーに残した')"
    )
    assert [len(keys) for keys in page.evaluate(STORED)] == [1, 0]
    other.home = page.home
    open_text_page(other, "text/two.html")
    assert "このブラウザーに残してある" in other.inner_text(".edition-copy")
    third = page.context.new_page()
    third.home = page.home
    open_text_page(third)
    third.click(".edition-copy button:last-child")
    assert third.evaluate(STORED) == [[], []]
    assert "手元の写しをこのブラウザーから消した" in third.inner_text(
        "[role=status].edition-copy-told"
    )
    assert third.evaluate("document.activeElement.matches('.edition-have')")
    other.locator(".edition-witness").first.wait_for(state="detached")
    assert other.locator(".edition-copy, .edition-precis-fold, .edition-lemma-back").count() == 0
    assert other.locator(".edition-row #p4").inner_text().startswith("塩税")
    page.wait_for_function("document.getElementById('text-results').hidden")
    # a copy of another tab is removed as well
    give(page)
    other.reload()
    other.evaluate(
        "([key, text]) => sessionStorage.setItem(key, text)",
        page.evaluate(
            "Object.entries(sessionStorage).find(([key]) => key.startsWith('edition-text:'))"
        ),
    )
    open_text_page(other, "text/two.html")
    page.click("#text-remove")
    other.locator(".edition-copy").wait_for(state="detached")
    assert other.evaluate(STORED) == [[], []]


@pytest.mark.parametrize(
    ("script", "line"),
    [
        (FORBIDDEN, "このブラウザーは保存を許さない"),
        (FULL, "このブラウザーは保存を許さない"),
        (
            FULL_BROWSER,
            "このブラウザーには残せない（禁止か、空きがない）。このタブを閉じると消える。",
        ),
    ],
    ids=["forbidden", "full", "only the tab"],
)
def test_forbidden_or_full_storage_is_reported(enter, script, line):
    page = enter(script=script)
    page.check("#text-keep")
    message = give(page)
    assert message.startswith("5段落のうち、一致5。")
    assert line in message
    assert not page.is_checked("#text-keep")
    page.click(".text-found summary")
    assert ESSAY["p2"] in page.inner_text("#text-found")
    if script == FULL_BROWSER:
        assert paragraph_text(open_text_page(page), 2) == ESSAY["p2"]
    else:
        page.click("#text-remove")
        assert "消した" in status(page)
        page.goto(f"{page.home}/text/one.html")
        assert page.locator(".edition-have").is_visible()


def test_stored_text_is_checked_against_the_current_record(enter, site):
    page = enter()
    give(page)
    data = page.evaluate(
        "Object.entries(sessionStorage).find(([key]) => key.startsWith('edition-text:'))"
    )
    record = json.loads(
        (site / "_text/record.js").read_text("utf-8").partition("(")[2].rstrip(")\n")
    )
    record["paragraphs"]["p2"]["sha256"] = "0" * 64
    page.route(
        "**/_text/record.js",
        lambda route: route.fulfill(
            body=f"editionTextRecord({json.dumps(record)})", content_type="text/javascript"
        ),
    )
    open_text_page(page)
    assert [paragraph_text(page, n) for n in (1, 2, 3)] == [ESSAY["p1"], "", ESSAY["p3"]]
    assert "1段落は示さない" in page.inner_text(".edition-copy")
    for held in (
        "{",
        '{"rule": 1, "exact": {}, "altered": {}}',
        '{"rule": 2, "exact": {"p1": 1}, "altered": {}}',
        '{"rule": 2, "exact": null}',
    ):
        page.evaluate("([key, held]) => sessionStorage.setItem(key, held)", [data[0], held])
        page.reload()
        page.wait_for_function("document.documentElement.dataset.text === undefined")
        assert page.locator(".edition-row #p1").is_visible()
        assert page.locator(".edition-copy").count() == 0


# -- in its rows


@pytest.mark.quick
def test_text_is_shown_in_its_rows_with_its_state(enter):
    page = enter()
    message = give(
        page, TEXT.replace("声を競って", "声を張って").replace(ESSAY["p3"], "") + "<b>x</b>"
    )
    assert message.startswith("5段落のうち、一致3、異同あり1、本文なし1。")
    assert [
        " ".join(item.split()) for item in page.locator("#text-others li").all_inner_texts()
    ] == [
        "異同あり Altered 第1段落 ¶1 （5行目） (line 5)",
        "本文なし Missing 第3段落 ¶3",
    ]
    open_text_page(page)
    assert page.locator(".edition-witness").evaluate_all(
        "(all) => all.map((one) => one.dataset.state)"
    ) == ["altered", "exact"]
    assert paragraph_text(page, 1) == ESSAY["p1"].replace("競って", "張って")
    assert "異同あり" in page.inner_text(".edition-row[data-number='1'] .edition-altered")
    assert page.locator(".edition-altered").count() == 1
    third = page.locator(".edition-row[data-number='3']")
    assert third.locator(".edition-unseen").inner_text() == "本文なし Not in your copy"
    assert third.locator("#p3").is_visible()
    assert third.locator("details").count() == 0
    head = page.inner_text(".edition-copy")
    assert "異同あり1段落。本文なし1段落。" in head
    assert not page.locator(".edition-have").is_visible()
    assert page.locator(".edition-row .edition-text [id]:is(#p1, #p2, #p3)").count() == 3
    assert (
        page.locator("#p1").evaluate("(p) => p.lang + p.parentElement.className")
        == "jaedition-witness"
    )


def test_markup_in_the_text_is_escaped(enter):
    page = enter()
    bad = "<img src=x onerror=alert(1)><script>document.title='x'</script>"
    give(page, TEXT.replace("声を競って", f"声{bad[:3]}て") + f"\n{bad}")
    assert bad[:20] in page.inner_text("#text-left")
    key = page.evaluate(
        "Object.keys(sessionStorage).find((key) => key.startsWith('edition-text:'))"
    )
    page.evaluate(
        "([key, data]) => sessionStorage.setItem(key, data)",
        [key, json.dumps({"rule": 2, "exact": {}, "altered": {"p2": bad}})],
    )
    open_text_page(page)
    assert paragraph_text(page, 2) == bad
    assert page.locator(".edition-witness :is(img, script)").count() == 0


def test_lemmas_and_notes_link_to_each_other_and_the_precis_is_collapsed(enter):
    page = enter()
    give(page)
    open_text_page(page)
    mark = page.locator(".edition-row[data-number='1'] .edition-lemma-mark")
    assert mark.evaluate("(a) => a.textContent.replace(/（|）/g, '')").startswith("荷")
    mark.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#note-comment-unloading"
    page.locator("#note-comment-unloading .edition-lemma-back").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector(':target').textContent").startswith("荷")
    fold = page.locator(".edition-row[data-number='1'] .edition-precis-fold")
    assert fold.locator("summary").inner_text() == "要旨 Précis"
    assert not fold.locator("p").first.is_visible()
    fold.locator("summary").focus()
    page.keyboard.press("Enter")
    assert fold.locator(":scope > p").is_visible()
    assert fold.locator(".kind-precis:lang(en)").is_visible()
    every = page.locator(".edition-copy button", has_text="要旨をすべて開く")
    every.click()
    assert page.locator(".edition-precis-fold[open]").count() == 3
    page.click(".edition-copy button:has-text('要旨をすべて閉じる')")
    assert page.locator(".edition-precis-fold[open]").count() == 0
    before = page.locator(".edition-row[data-number='2'] .edition-text").inner_html()
    page.click(".edition-copy button:has-text('本文を隠す')")
    assert page.locator(".edition-witness, .edition-lemma-back").count() == 0
    assert page.locator("#p2").inner_text().startswith("艀")
    assert "本文を隠した" in page.inner_text(".edition-copy-told")
    page.reload()
    page.locator(".edition-copy").wait_for()
    assert page.locator(".edition-witness").count() == 0
    page.click(".edition-copy button:has-text('本文を示す')")
    assert page.locator(".edition-row[data-number='2'] .edition-text").inner_html() == before
    page.goto(f"{page.home}/text/one.html#p3")
    page.reload()
    page.wait_for_function(
        "document.querySelector(':target')?.parentElement.className === 'edition-witness'"
    )
    assert page.locator(".edition-precis-fold[open]").count() == 0


def test_rows_wait_for_the_text_and_show_the_precis_if_a_part_is_missing(enter):
    page = enter()
    give(page)
    waiting = []

    def hold_back(route):
        waiting.append(route)

    page.route("**/text-rows.js*", hold_back)
    page.goto(f"{page.home}/text/one.html", wait_until="commit")
    page.wait_for_function("document.querySelector('#p1')")
    for _ in range(100):  # the script is requested late on a busy machine
        page.wait_for_timeout(100)
        if waiting:
            break
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.edition-row')).visibility")
        == "hidden"
    )
    waiting[0].continue_()
    page.locator(".edition-witness").first.wait_for()
    page.unroute_all()
    for part in ("text.js", "text-rows.js", "words.js", "recognise.js"):
        page.route(f"**/{part}*", lambda route: route.abort())
        page.goto(f"{page.home}/text/one.html")
        page.wait_for_function("document.documentElement.dataset.text === 'off'")
        assert page.locator("#p1").is_visible()
        page.unroute_all()
    page.problems[:] = [line for line in page.problems if "ERR_FAILED" not in line]


def test_print_shows_the_text_and_its_owner(enter):
    page = enter()
    give(page)
    open_text_page(page).emulate_media(media="print")
    assert page.locator(".edition-witness").first.is_visible()
    assert page.locator(".edition-copy-head").is_visible()
    assert not page.locator(".edition-copy-acts").is_visible()
    assert not page.locator(".edition-precis-fold").first.is_visible()


# -- search, citing, notes, readings


def test_search_finds_the_text_until_it_is_removed(enter):
    page = enter()
    give(page)
    page.goto(f"{page.home}/search.html?q=倉庫の戸")
    hit = page.locator("#search-results li")
    hit.wait_for()
    assert hit.locator(".search-kind").inner_text() == "本文（手元の写し） The text (your copy)"
    assert hit.locator("mark").inner_text() == "倉庫の戸"
    assert hit.locator("a").get_attribute("href").endswith("text/two.html#p4")
    page.fill(".search-form input", "鐘がその合圖")  # an old form of a character
    hit.wait_for()
    assert hit.locator("mark").inner_text() == "鐘がその合図"
    open_text_page(page)
    page.click(".edition-copy button:last-child")
    page.goto(f"{page.home}/search.html?q=倉庫の戸")
    page.wait_for_function(
        "document.getElementById('search-status').textContent.includes('見つからない')"
    )


def test_selection_is_cited_as_the_essay_and_annotated(enter):
    page = enter()
    page.evaluate("localStorage.setItem('edition-cite', JSON.stringify({ words: 'precis' }))")
    give(page)
    open_text_page(page)
    choose = """(number) => { const p = document.getElementById(`p${number}`); getSelection().selectAllChildren(p); }"""
    page.evaluate(choose, 2)
    page.keyboard.press("c")
    page.locator(".cite-dialog[open]").wait_for()
    assert page.evaluate("document.querySelector('.cite-sheet').elements.words.value") == "essay"
    assert "アンナ・スミスの言葉" in page.inner_text(".cite-whose")
    page.keyboard.press("Escape")
    page.evaluate("getSelection().removeAllRanges()")
    page.click(".edition-row[data-number='2'] > .edition-cite")
    assert page.evaluate("document.querySelector('.cite-sheet').elements.words.value") == "precis"
    page.keyboard.press("Escape")
    page.evaluate(
        "() => { const walk = document.createTreeWalker(document.getElementById('p3'), NodeFilter.SHOW_TEXT); let node; while ((node = walk.nextNode()) && !node.data.includes('六度')); getSelection().setBaseAndExtent(node, node.data.indexOf('六度'), node, node.data.indexOf('六度') + 2); }"
    )
    page.keyboard.press("m")
    page.locator(".mine-dialog[open]").wait_for()
    assert [page.input_value(f".mine-form [name={name}]") for name in ("locus", "lemma")] == [
        "3",
        "六度",
    ]
    page.fill("textarea[name=text]", "月に六度とは多い。")
    page.click(".mine-form button:not([type])")
    assert (
        page.locator(".edition-row[data-number='3'] .mine-note .edition-lemma").inner_text()
        == "六度"
    )


def test_text_has_the_readings_and_terms_of_the_precis(enter):
    page = enter()
    give(page)
    open_text_page(page, "text/two.html")
    own = page.locator("#p4")
    assert (
        own.locator("a[href$='glossary.html#term-salt-tax'] ruby").inner_text().replace("\n", "")
        == "塩税えんぜい"
    )
    assert own.locator("ruby").evaluate_all(
        "(all) => all.map((r) => [r.firstChild.data, r.className])"
    ) == [["塩税", ""], ["商人", ""]]
    page.hover("#p4 a")
    page.locator("#edition-card").wait_for()
    assert "塩にかかる税" in page.inner_text("#edition-card")
    for setting, shown in (("off", 0), ("always", 2)):
        page.evaluate("(value) => { document.documentElement.dataset.furigana = value; }", setting)
        assert own.locator("rt:visible").count() == shown


# -- agreement with Python


@pytest.fixture(scope="module")
def scripts(browser, site):
    """A page with the functions of text-words.js."""
    page = browser.new_context().new_page()
    page.goto(f"{site.as_uri()}/my-text.html")
    for name in ("recognise.js", "text-words.js"):
        page.add_script_tag(content=minified(name))
    yield page
    page.context.close()


def test_matching_of_terms_agrees_with_python(scripts):
    random = Random(7)
    cases = [
        (dict(form.split("=") for form in forms.split(", ")), MARK.sub(r"\1", marked))
        for forms, marked in read()
    ]
    for _ in range(1500):
        forms = {
            "".join(random.choices(list(WIDTHS), k=random.randint(1, 3))): random.choice("tuvw")
            for _ in range(random.randint(1, 5))
        }
        text = "".join(
            random.choice(WIDTHS[random.choice(list(WIDTHS))]) for _ in range(random.randint(0, 14))
        )
        cases.append((forms, text))
    got = scripts.evaluate(
        "(cases) => cases.map(([forms, text]) => edition.textWords.matcher(Object.entries(forms))(text))",
        [[forms, text] for forms, text in cases],
    )
    assert [
        (case, own)
        for case, own in zip(cases, got, strict=True)
        if own != [list(hit) for hit in Matcher(case[0]).every(case[1])]
    ] == []


def test_division_of_readings_agrees_with_python(scripts):
    random = Random(3)
    texts = [
        "覇権国の基軸通貨は、通貨の一つで、費用を賄う。",
        "かなだけの文",
        *(
            "".join(random.choices("覇権国基軸通貨賄うABかな、Ａ㍿", k=random.randint(1, 30)))
            for _ in range(600)
        ),
    ]
    got = scripts.evaluate(
        "([readings, texts]) => { const divide = edition.textWords.divider(readings); return texts.map(divide); }",
        [list(READINGS.parts.items()), texts],
    )
    assert got == [
        [[piece, [list(part) for part in parts] or None] for piece, parts in READINGS.split(text)]
        for text in texts
    ]


def test_cutting_at_lemmas_agrees_with_python(scripts):
    random = Random(5)
    signs = [
        "市",
        "場",
        "税",
        "(いち)",
        "（ぜい）",
        "『",
        "」",
        "―",
        " ",
        "ｶﾞ",
        "ガ",
        "は",
        "Ａ",
        "\u200b",
        "\n",
        "𠮷",
    ]
    cases = [
        ("対峙（たいじ）した『市場』の税", [["市場」の", "a"], ["対峙した", "b"], ["市場", "c"]])
    ]
    for _ in range(1500):
        text = "".join(random.choices(signs, k=random.randint(0, 16)))
        cases.append(
            (
                text,
                [["".join(random.choices(signs, k=random.randint(1, 3))), name] for name in "abc"],
            )
        )
    got = scripts.evaluate(
        "(cases) => cases.map(([text, lemmas]) => edition.textWords.cutAtLemmas(text, lemmas))",
        [list(case) for case in cases],
    )
    assert [
        case
        for case, own in zip(cases, got, strict=True)
        if own != [list(piece) for piece in cut_at_lemmas(case[0], [tuple(one) for one in case[1]])]
    ] == []


# -- the page and the policy


def test_own_text_keeps_a_strict_policy_and_requests_no_other_host(enter, site):
    with ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(StrictHandler, directory=str(site))
    ) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        home = f"http://127.0.0.1:{server.server_port}"
        page = enter(home=home)
        sent = []
        page.on(
            "request", lambda request: sent.append((request.method, request.post_data, request.url))
        )
        give(page)
        assert paragraph_text(open_text_page(page), 2) == ESSAY["p2"]
        page.goto(f"{home}/search.html?q=倉庫の戸")
        page.locator("#search-results li").wait_for()
        assert {(method, data) for method, data, _ in sent} == {("GET", None)}
        assert not any("%E8%89%80" in url or "艀" in url for *_, url in sent)
        server.shutdown()


def test_own_text_is_accessible_and_fits_the_screen(enter):
    sizes = [(1280, 844), (390, 844)]
    page = enter()
    give(
        page,
        TEXT.replace("声を競って", "声を張って")
        .replace(ESSAY["p3"], "")
        .replace("広告", "広" * 200),
    )
    assert violations_by_size(page, sizes) == {}
    assert fits(page, sizes)
    open_text_page(page)
    page.click(".edition-copy button:has-text('要旨をすべて開く')")
    assert violations_by_size(page, sizes) == {}
    assert fits(page, sizes)
    for width, height in sizes:
        page.set_viewport_size({"width": width, "height": height})
        sides = page.locator(".edition-copy button, .edition-precis-fold > summary").evaluate_all(
            "(all) => all.map((b) => b.getBoundingClientRect().height)"
        )
        assert min(sides) >= 24, width
    page.evaluate("document.documentElement.dataset.writing = 'vertical'")
    assert page.locator("#p1").evaluate("(p) => getComputedStyle(p).writingMode") == "vertical-rl"
    assert fits(page, sizes)


def test_page_names_the_command_without_javascript(enter):
    page = enter(java_script_enabled=False)
    text = page.inner_text("main")
    assert "edition attach" in text
    assert "nothing is sent" in text
    assert not page.locator("#text-desk, #text-results").first.is_visible()


@pytest.mark.slow
def test_only_public_editions_with_a_record_have_the_page(tmp_path):
    workshop = make_workshop(tmp_path)
    workshop.add("index.md", "\n{ref}`重ねる <my-text>`\n")
    assert (workshop.build() / "my-text.html").exists()
    (workshop.source / "witness.json").unlink()
    out = workshop.build()
    assert workshop.warned == []
    assert not any((out / name).exists() for name in ("my-text.html", "_text"))
    assert workshop.page("text/one").select(".edition-have") == []
    workshop.write("witness.json", format_record(RECORD))
    workshop.build()
    assert (
        workshop.page("text/one").select_one(".edition-legend .edition-have")["href"]
        == "../my-text.html"
    )
    workshop.add("conf.py", "\nedition_private = True\n")
    out = workshop.build()
    assert not any((out / name).exists() for name in ("my-text.html", "_text"))
    assert workshop.page("text/one").select(".edition-have, script[data-work]") == []


def test_recognition_of_the_witness_agrees_with_python(visit):
    paths = sorted(WITNESS.glob("*.txt"))
    if not paths:
        pytest.skip(f"the witness is not available ({WITNESS.name}/*.txt next to the project)")
    page = visit("my-text.html")
    text = paths[0].read_text("utf-8")
    assert give(page, text).startswith("50段落のうち、一致50。")
    left = recognise(text, read_record(PROJECT / "witness.json")).leftover
    lines = page.locator("#text-left li").evaluate_all(
        "(all) => all.map((li) => li.querySelector('[lang=en]').textContent)"
    )
    assert lines == [
        f"line {line}, {characters} characters ({where.value})" for line, characters, where in left
    ]
    page.goto(page.url.replace("my-text", "text/lead"))
    page.locator(".edition-copy").wait_for()
    assert (
        page.locator(".edition-witness[data-state=exact]").count()
        == page.locator(".edition-row").count()
        == 7
    )
    assert page.foreign == page.errors == []
