"""Citing on the page: links and dialog, by mouse, keyboard and touch, and without script."""

from __future__ import annotations

import datetime as dt
import json
import random
import re
import runpy

import pytest

from axe_rules import violations, violations_by_size
from page_errors import page_errors
from page_state import settle
from project_paths import DATA, PROJECT
from study_edition.core.citation import LANGUAGES, STYLES, cite, html, plain
from study_edition.core.citation.citation_records import (
    EditionRecord,
    Person,
    Target,
    TargetKind,
    Title,
    read_essay,
    read_setting,
)
from study_edition.core.model.locus import parse_locus

pytestmark = pytest.mark.browser

DIALOG = ".cite-dialog[open]"
PAGE = "text/conflict.html"
NOTE = "note-commentary-offset-balance"
DAY = dt.date(2026, 2, 1)
SIZES = [(1280, 800), (820, 1180), (390, 844)]
FORBIDDEN = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"


def reader(browser):
    """Return a page of a reader in Japan, where the date is ahead of UTC."""
    page = browser.new_context(timezone_id="Asia/Tokyo").new_page()
    page.clock.set_fixed_time(dt.datetime(2026, 1, 31, 20, 0, tzinfo=dt.UTC))
    return page


def link(page, number):
    return page.locator(f".edition-row[data-number='{number}'] > .edition-cite")


def cite_paragraph(page, number=18):
    """Open the dialog by the link of a paragraph."""
    page.locator(f".edition-row[data-number='{number}']").hover()
    link(page, number).click()
    page.locator(DIALOG).wait_for()
    return page


def choose(page, **fields):
    for name, value in fields.items():
        if name == "style":
            page.select_option("select[name=style]", value)
        elif name in {"lang", "words"}:
            page.check(f"input[name={name}][value={value}]")
        else:
            page.fill(f"input[name={name}]", value)


def shown(page):
    """Return the form in the text, which may be missing, and the entry in the dialog."""
    in_text, entry = (
        page.locator(f"{DIALOG} .cite-found").first,
        page.locator(f"{DIALOG} .cite-found").nth(1),
    )
    return (
        in_text.locator(".cite-text").text_content() if in_text.is_visible() else "",
        entry.locator(".cite-text:visible").text_content(),
    )


SHOWN = """
(all) => {
  const field = (name) => document.querySelector(`.cite-dialog[open] [name=${name}]`);
  const change = (name, value) => {
    if (name === "lang" || name === "words") return document.querySelector(`.cite-dialog[open] input[name=${name}][value=${value}]`).click();
    field(name).value = value;
    field(name).dispatchEvent(new Event("input", { bubbles: true }));
    field(name).dispatchEvent(new Event("change", { bubbles: true }));
  };
  const isShown = (element) => element.getClientRects().length > 0;
  const text = (found) => [...found.querySelectorAll(".cite-text")].find(isShown).textContent;
  return all.map((fields) => {
    for (const [name, value] of Object.entries(fields)) change(name, value);
    const [inText, entry] = document.querySelectorAll(".cite-dialog[open] .cite-found");
    return [isShown(inText) ? inText.querySelector(".cite-text").textContent : "", text(entry)];
  });
}
"""


def shown_for(page, choices):
    """Return what is shown for each of the *choices*, made one after another without a pause."""
    return [tuple(texts) for texts in page.evaluate(SHOWN, choices)]


def differing(page, choices, expected):
    """Return the *choices* for which something else is shown than *expected*, with both."""
    return [
        (choice, got, wanted)
        for choice, got, wanted in zip(choices, shown_for(page, choices), expected, strict=True)
        if got != wanted
    ]


def copied(page):
    """Return the contents of the clipboard by type."""
    return page.evaluate("""async () => {
        const [item] = await navigator.clipboard.read();
        return Object.fromEntries(await Promise.all(item.types.map(async (type) => [type, await (await item.getType(type)).text()])));
    }""")


def select(page, first, last):
    """Select from inside one paragraph to inside another, as a mouse would."""
    page.evaluate(
        """([first, last]) => {
            const text = (id) => document.createTreeWalker(document.getElementById(id), NodeFilter.SHOW_TEXT).nextNode();
            getSelection().setBaseAndExtent(text(first), 0, text(last), 1);
        }""",
        [first, last],
    )


@pytest.fixture(scope="module")
def record():
    """The edition's record as in its settings, without an address."""
    settings = runpy.run_path(str(PROJECT / "conf.py"))
    return EditionRecord(
        read_essay(settings["edition_essay"]),
        read_setting(Title, settings["edition_title"], ""),
        read_setting(Person, settings["edition_editors"], ""),
        settings["release"],
        settings["edition_released"],
        settings["html_baseurl"],
    )


@pytest.fixture(scope="module")
def items(edition):
    """The notes and terms of the edition by id."""
    data = json.loads((edition / "edition.json").read_text("utf-8"))
    kinds = {layer["id"]: layer["kind"] for layer in data["layers"]}
    notes = {n["id"]: n for n in data["notes"] if kinds[n["layer"]] != "precis"}
    return notes | {t["id"]: t for t in data["terms"]}


def target_of(item):
    """Return a note or term as a target of citation."""
    if item["id"].startswith("term-"):
        return Target(
            TargetKind.TERM,
            None,
            item["address"],
            item["id"],
            Title(item["headword"], english=item["english"] or ""),
        )
    return Target(
        TargetKind.NOTE,
        parse_locus(item["locus"]),
        item["address"],
        item["id"],
        Title(item["lemma"]) if item["lemma"] else None,
    )


def paragraphs(locus, words):
    ranges = parse_locus(locus)
    return Target(
        TargetKind(words), ranges, f"p/{ranges.first}.html", "p" + str(ranges).replace(",", "-and-")
    )


# -- the link


def test_every_number_note_and_term_has_a_cite_link(visit, items):
    page = visit(PAGE)
    links = page.locator(".edition-cite")
    rows = page.locator(".edition-row")
    assert [link(page, n).get_attribute("aria-label") for n in (8, 18)] == [
        "第8段落を引用 Cite ¶8",
        "第18段落を引用 Cite ¶18",
    ]
    assert links.count() == rows.count() + page.locator(".edition-notes .edition-note").count()
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        boxes = links.evaluate_all(
            "(all) => all.map((a) => a.getBoundingClientRect()).map((b) => [b.width, b.height])"
        )
        assert min(side for box in boxes for side in box) >= 24, width
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    names = links.evaluate_all("(all) => all.map((a) => a.getAttribute('aria-label'))")
    assert len(set(names)) == len(names)
    page.goto(re.sub("text/.*", "glossary.html", page.url))
    hrefs = page.locator("dt > .edition-cite").evaluate_all(
        "(all) => all.map((a) => a.getAttribute('href'))"
    )
    assert sorted(hrefs) == sorted(
        f"cite/{name}.html" for name in items if name.startswith("term-")
    )


def test_cite_link_appears_when_the_row_is_hovered_or_focused(visit):
    page = visit(PAGE)
    opacity = "(a) => getComputedStyle(a).opacity"
    page.mouse.move(2, 2)
    assert link(page, 18).evaluate(opacity) == "0"
    page.locator(".edition-row[data-number='18']").hover()
    assert link(page, 18).evaluate(opacity) == "1"
    page.mouse.move(2, 2)
    link(page, 18).focus()
    assert link(page, 18).evaluate(opacity) == "1"
    touch = visit(PAGE, width=390, has_touch=True, is_mobile=True)
    assert touch.locator(".edition-cite").evaluate_all(
        f"(all) => all.every((a) => ({opacity})(a) === '1')"
    )
    touch.emulate_media(media="print")
    assert touch.locator(".edition-cite:visible").count() == 0


COVERED = """() => [...document.querySelectorAll(".edition-row .edition-cite")].filter((a) => {
      const box = a.getBoundingClientRect();
      const words = document.createTreeWalker(a.closest(".edition-row"), NodeFilter.SHOW_TEXT);
      for (let node = words.nextNode(); node; node = words.nextNode()) {
          if (!node.data.trim() || a.contains(node) || node.parentElement.closest(".edition-cite, rt, rp, .edition-affix")) continue;
          const range = document.createRange();
          range.selectNodeContents(node);
          for (const part of range.getClientRects()) {
              const wide = Math.min(box.right, part.right) - Math.max(box.left, part.left);
              const high = Math.min(box.bottom, part.bottom) - Math.max(box.top, part.top);
              if (wide > 3 && high > 6) return true;
          }
      }
  }).map((a) => a.href)"""


@pytest.mark.parametrize("writing", ["horizontal", "vertical"])
def test_cite_links_cover_no_text(visit, writing):
    page = visit(PAGE, stored={"edition-settings": {"writing": writing}})
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        settle(page)
        assert page.evaluate(COVERED) == [], width


def test_card_has_no_cite_link(edition):
    cards = "".join(path.read_text("utf-8") for path in (edition / "_cards").rglob("*.js"))
    assert "edition-note" in cards
    assert "edition-cite" not in cards


# -- the dialog


@pytest.mark.quick
def test_click_opens_the_citation_and_copies_it(visit, record):
    page = visit(PAGE, own=True)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    cite_paragraph(page)
    choose(page, style="apa", lang="en")
    target = paragraphs("18", "essay")
    in_text, entry = cite("apa", "en", target, record)
    assert shown(page) == (plain(in_text), plain(entry))
    assert page.locator(f"{DIALOG} .cite-text i").count() == 1
    page.get_by_role("button", name="コピー Copy 文献一覧 List of works").click()
    page.get_by_text("コピーした").wait_for()
    assert page.locator(".cite-told").get_attribute("role") == "status"
    assert copied(page)["text/plain"] == plain(entry)
    assert html(entry) in copied(page)["text/html"].replace("&#39;", "&#x27;")
    page.get_by_role("button", name="コピー Copy 本文中 In the text").click()
    page.wait_for_timeout(100)
    assert copied(page)["text/plain"] == plain(in_text)
    assert page.evaluate("document.activeElement.name") == "copy-in-text"
    assert page.foreign == page.errors == []


def test_citation_is_copied_without_clipboard_access(visit):
    page = visit(PAGE, own=True)
    page.context.grant_permissions(["clipboard-read"])
    page.evaluate(
        "Object.defineProperty(navigator, 'clipboard', { value: { read: () => navigator.__proto__.clipboard } })"
    )
    page.evaluate(
        "window.got = {}; document.addEventListener('copy', (e) => { window.got = 'reached'; })"
    )
    cite_paragraph(page)
    choose(page, style="mla", lang="en")
    page.evaluate("""() => { const run = document.execCommand.bind(document);
        document.execCommand = (name) => { const set = DataTransfer.prototype.setData;
            DataTransfer.prototype.setData = function (type, text) { window.got[type] = text; set.call(this, type, text); };
            const done = run(name); DataTransfer.prototype.setData = set; return done; }; }""")
    page.click("button[name=copy-entry]")
    page.get_by_text("コピーした").wait_for()
    assert page.evaluate("window.got['text/plain']") == shown(page)[1]
    assert "<i>" in page.evaluate("window.got['text/html']")


def test_citation_is_selected_if_it_cannot_be_copied(visit):
    page = visit(PAGE)
    page.evaluate(
        "Object.defineProperty(navigator, 'clipboard', { value: undefined }); document.execCommand = () => false"
    )
    cite_paragraph(page)
    page.click("button[name=copy-in-text]")
    page.get_by_text("コピーできない").wait_for()
    assert page.evaluate("String(getSelection())") == shown(page)[0]


def test_range_and_set_are_chosen_by_the_fields(visit, record):
    page = cite_paragraph(visit(PAGE))
    choose(page, style="chicago-author-date", lang="ja", last="20")
    assert shown(page)[0] == plain(
        cite("chicago-author-date", "ja", paragraphs("18-20", "essay"), record).in_text
    )
    choose(page, others="２４、30–31")
    assert shown(page)[0] == plain(
        cite("chicago-author-date", "ja", paragraphs("18-20,24,30-31", "essay"), record).in_text
    )
    choose(page, others="21")
    assert "第18～21段落" in shown(page)[0]
    for fields, message in (
        ({"others": "", "last": "17"}, "18–17は逆順"),
        ({"last": "51"}, "第51段落はない（1–50）"),
        ({"first": "", "last": ""}, "段落の番号を入れる"),
        ({"first": "0", "last": "2"}, "第0段落はない"),
        (
            {"first": "1", "others": "pp. 3-4"},
            "「pp. 3-4」は段落の番号として読めない（第3–4段落か）",
        ),
    ):
        choose(page, **fields)
        assert message in page.locator("#cite-wrong").inner_text()
        assert page.locator("button[name=copy-entry]").is_disabled()
        assert page.locator("input[name=first]").get_attribute("aria-invalid") == "true"
    choose(page, others="")
    assert page.locator("#cite-wrong").inner_text() == ""
    assert "第1～2段落" in shown(page)[0]


def test_last_number_follows_the_first_until_set(visit):
    page = cite_paragraph(visit(PAGE))
    choose(page, first="9")
    assert page.input_value("input[name=last]") == "9"
    choose(page, last="12")
    choose(page, first="10")
    assert page.input_value("input[name=last]") == "12"


def test_range_of_the_address_is_cited(visit):
    page = cite_paragraph(visit(f"{PAGE}#p18-20"), 19)
    assert [page.input_value(f"input[name={name}]") for name in ("first", "last")] == ["18", "20"]
    page.keyboard.press("Escape")
    cite_paragraph(page, 12)  # not of the range
    assert [page.input_value(f"input[name={name}]") for name in ("first", "last")] == ["12", "12"]


def test_range_of_the_selection_is_cited(visit):
    page = visit(PAGE)
    select(page, "p9", "p11")
    button = page.get_by_role("button", name="引用 Cite", exact=True)
    button.wait_for()
    box = button.bounding_box()
    assert 0 <= box["x"] <= 1280 - box["width"]
    assert box["height"] >= 24
    button.click()
    page.locator(DIALOG).wait_for()
    assert [page.input_value(f"input[name={name}]") for name in ("first", "last")] == ["9", "11"]
    page.keyboard.press("Escape")
    select(page, "p9", "p11")
    page.wait_for_timeout(300)
    cite_paragraph(page, 10)  # pressing the link clears the selection
    assert [page.input_value(f"input[name={name}]") for name in ("first", "last")] == ["9", "11"]
    page.keyboard.press("Escape")
    page.evaluate("getSelection().removeAllRanges()")
    button.wait_for(state="detached")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.edition-notes p'))")
    page.wait_for_timeout(400)
    assert button.count() == 0


def test_essay_or_precis_is_chosen_and_explained(visit, record):
    page = cite_paragraph(visit(PAGE))
    choose(page, style="ja-note", lang="ja")
    assert "ハル・ブランズの言葉" in page.locator(".cite-whose").inner_text()
    essay = shown(page)
    choose(page, words="precis")
    assert "ハル・ブランズの言葉ではない" in page.locator(".cite-whose").inner_text()
    assert shown(page) != essay
    assert shown(page) == tuple(
        map(plain, cite("ja-note", "ja", paragraphs("18", "precis"), record))
    )


def test_dialog_works_by_keyboard(visit):
    page = visit(PAGE, own=True)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(".edition-row[data-number='18'] .edition-number").focus()
    page.keyboard.press("Tab")
    assert link(page, 18).evaluate("(a) => a === document.activeElement")
    page.keyboard.press("Enter")
    page.locator(DIALOG).wait_for()
    page.wait_for_timeout(100)
    page.keyboard.press("Enter")  # the copy button has the focus
    page.get_by_text("コピーした").wait_for()
    assert copied(page)["text/plain"] == shown(page)[0]
    stops = set()
    for _ in range(30):
        page.keyboard.press("Tab")
        at = page.evaluate(
            "document.querySelector('.cite-dialog').contains(document.activeElement) ? document.activeElement.name : '-'"
        )
        stops.add(at)
    assert {
        "words",
        "first",
        "last",
        "others",
        "style",
        "lang",
        "copy-in-text",
        "copy-entry",
    } <= stops
    page.locator("input[name=last]").focus()
    page.keyboard.press("Enter")
    assert page.locator(DIALOG).count() == 1
    page.keyboard.press("Escape")
    assert page.locator(DIALOG).count() == 0
    assert link(page, 18).evaluate("(a) => a === document.activeElement")


def test_key_c_cites_a_row_note_or_selection_unless_keys_are_off(visit):
    page = visit(PAGE)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("c")
    page.locator(DIALOG).wait_for()
    assert page.input_value("input[name=first]") == "9"
    page.keyboard.press("Escape")
    page.locator(f"#{NOTE} p a").first.focus()
    page.keyboard.press("c")
    page.locator(DIALOG).wait_for()
    assert "注。" in page.locator(".cite-whose").inner_text()
    page.keyboard.press("Escape")
    select(page, "p20", "p21")
    page.keyboard.press("c")
    page.locator(DIALOG).wait_for()
    assert page.input_value("input[name=last]") == "21"
    page.keyboard.press("Escape")
    page.keyboard.press("Control+c")
    page.evaluate("document.documentElement.dataset.keys = 'off'")
    page.keyboard.press("c")
    page.wait_for_timeout(300)
    assert page.locator(DIALOG).count() == 0


def test_selection_reported_late_does_not_replace_the_key(visit):
    page = visit(PAGE)
    page.evaluate(
        """() => {
            getSelection().selectAllChildren(document.getElementById("p9"));
            document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "c", bubbles: true }));
            document.dispatchEvent(new Event("selectionchange"));
        }"""
    )
    page.locator(DIALOG).wait_for()
    assert page.input_value("input[name=first]") == "9"


def test_dialog_closes_by_button_and_by_a_click_outside(visit):
    page = cite_paragraph(visit(PAGE))
    page.get_by_role("button", name="閉じる Close").click()
    assert page.locator(DIALOG).count() == 0
    cite_paragraph(page)
    page.mouse.click(20, 400)
    assert page.locator(DIALOG).count() == 0
    assert link(page, 18).evaluate("(a) => a === document.activeElement")


def test_dialog_is_a_sheet_on_a_narrow_touch_screen(visit):
    page = visit(PAGE, width=390, height=844, has_touch=True, is_mobile=True)
    link(page, 18).tap()
    page.locator(DIALOG).wait_for()
    page.wait_for_timeout(300)
    box = page.locator(DIALOG).bounding_box()
    assert (box["x"], box["width"]) == (0, 390)
    assert abs(box["y"] + box["height"] - 844) <= 1
    for style in STYLES:
        choose(page, style=style)
        assert page.locator(DIALOG).evaluate("(d) => d.scrollWidth <= d.clientWidth"), style
    small = page.locator(f"{DIALOG} :is(button, select, input[type=number], label)").evaluate_all(
        "(all) => all.filter((e) => e.getClientRects().length && e.getBoundingClientRect().height < 24).map((e) => e.outerHTML)"
    )
    assert small == []
    page.touchscreen.tap(200, 20)
    assert page.locator(DIALOG).count() == 0


@pytest.mark.parametrize("name", [NOTE, "term-security-umbrella"])
def test_note_and_term_are_cited(visit, record, items, name):
    page = visit("glossary.html" if name.startswith("term") else items[name]["address"])
    page.locator(f"[href$='cite/{name}.html']").focus()
    page.keyboard.press("Enter")
    page.locator(DIALOG).wait_for()
    assert page.locator(f"{DIALOG} .cite-range:visible, {DIALOG} .cite-words:visible").count() == 0
    assert "本版編者の言葉" in page.locator(".cite-whose").inner_text()
    assert (items[name].get("lemma") or items[name].get("headword")) in page.locator(
        "#cite-title"
    ).inner_text()
    choose(page, style="mla", lang="en")
    assert shown(page) == tuple(map(plain, cite("mla", "en", target_of(items[name]), record)))


def test_choices_are_remembered(visit):
    page = cite_paragraph(visit(PAGE))
    choose(page, style="biblatex", lang="en", words="precis")
    page.reload()
    cite_paragraph(page)
    state = "[...new FormData(document.querySelector('.cite-sheet'))].filter(([n]) => /style|lang|words/.test(n)).map(([, v]) => v).sort()"
    assert page.evaluate(state) == ["biblatex", "en", "precis"]
    assert json.loads(page.evaluate("localStorage.getItem('edition-cite')")) == {
        "style": "biblatex",
        "lang": "en",
        "words": "precis",
    }


@pytest.mark.parametrize(
    "stored", ["{", "[]", "null", '{"style": "x", "lang": {}, "words": 1, "other": 2}', '"apa"']
)
def test_invalid_stored_choices_are_ignored(visit, stored):
    page = visit(PAGE)
    page.evaluate("(s) => localStorage.setItem('edition-cite', s)", stored)
    cite_paragraph(page)
    assert shown(page)[0] == "（ブランズ, 2026, 第18段落）"
    assert page.errors == []


def test_dialog_works_without_storage(visit):
    page = visit("index.html", own=True)
    page.context.add_init_script(FORBIDDEN)
    page.goto(page.url.replace("index.html", PAGE))
    cite_paragraph(page)
    choose(page, lang="en", style="mla")
    assert shown(page)[0] == "(Brands, par. 18)"  # these errors are the theme's


@pytest.mark.parametrize(
    ("ending", "style"), [("bib", "bibtex"), ("ris", "ris"), ("json", "csl-json"), ("txt", "mla")]
)
def test_citation_is_saved_as_a_file(visit, record, ending, style):
    page = cite_paragraph(visit(PAGE))
    choose(page, style="mla", lang="en", last="20")
    with page.expect_download() as download:
        page.get_by_role("button", name=f".{ending}").click()
    assert download.value.suggested_filename == f"p18-20.{ending}"
    in_text, entry = map(plain, cite(style, "en", paragraphs("18-20", "essay"), record))
    expected = f"{in_text}\n\n{entry}\n" if ending == "txt" else f"{entry}\n"
    assert download.value.path().read_bytes().decode() == expected


# -- agreement with Python


def test_dialog_from_the_disk_agrees_with_python_without_an_address(visit, record):
    assert record.address == "", "with an address of its own the edition is cited at that"
    page = cite_paragraph(visit(PAGE))
    assert "アドレスは入れていない" in page.locator(".cite-quiet").inner_text()
    assert page.locator("#cite-address").is_hidden()
    rng = random.Random(5)
    choices, expected = [], []
    for _ in range(30):
        style, lang, words = (
            rng.choice(STYLES),
            rng.choice(LANGUAGES),
            rng.choice(["essay", "precis"]),
        )
        a, b, c, d = sorted(rng.sample(range(1, 51), 4))
        locus = rng.choice(
            [
                f"{a}",
                f"{a}-{b}",
                f"{a},{c}" if c > a + 1 else f"{a}",
                f"{a}-{b},{d}" if d > b + 1 else f"{a}-{b}",
            ]
        )
        first, _, others = locus.partition(",")
        choices.append(
            {
                "first": first.split("-")[0],
                "last": first.split("-")[-1],
                "others": others,
                "style": style,
                "lang": lang,
                "words": words,
            }
        )
        expected.append(tuple(map(plain, cite(style, lang, paragraphs(locus, words), record))))
    assert differing(page, choices, expected) == []


def test_dialog_from_a_server_has_its_address_and_the_readers_date(browser, served, record, items):
    page = reader(browser)
    page.goto(f"{served}/{PAGE}")
    cite_paragraph(page)
    there = record.__class__(
        record.essay, record.title, record.editors, record.version, record.date, f"{served}/"
    )
    choices = [{"style": style, "lang": lang} for style in STYLES for lang in LANGUAGES]
    choose(page, last="20")
    target = paragraphs("18-20", "essay")
    expected = [tuple(map(plain, cite(*c.values(), target, there, DAY))) for c in choices]
    assert differing(page, choices, expected) == []
    assert (
        page.locator(f"{DIALOG} .cite-found").nth(2).locator(".cite-text").inner_text()
        == f"{served}/p/18.html"
    )
    page.keyboard.press("Escape")
    for style, lang in zip(STYLES, LANGUAGES * 6, strict=False):
        page.locator(f"#{NOTE} > .edition-cite").focus()
        page.keyboard.press("Enter")
        page.locator(DIALOG).wait_for()
        choose(page, style=style, lang=lang)
        assert shown(page) == tuple(
            map(plain, cite(style, lang, target_of(items[NOTE]), there, DAY))
        ), (style, lang)
        page.keyboard.press("Escape")
    page.context.close()


def test_changes_of_slots_agree_with_python(visit):
    page = cite_paragraph(visit(PAGE))
    cases = json.loads((DATA / "cases/citation-changes.json").read_text("utf-8"))
    assert {name for name, *_ in cases} == {
        "quote",
        "kagi",
        "comma",
        "stop",
        "case",
        "tex",
        "line",
        "json",
    }
    done = page.evaluate(
        """(cases) => new Promise((resolve) => { window.editionCiteData = (data) => {
            const changes = edition.citeFill.changesOf(data);
            resolve(cases.map(([name, text]) => changes[name](text)));
        };
        const script = document.createElement("script");
        script.src = document.querySelector("script[src*='_cite/edition.js']").src + "?again";
        document.head.append(script); })""",
        cases,
    )
    assert done == [made for _, _, made in cases]


KINDS = {
    "note-comment-toll": ("note", "市場「税」の‘料’", ""),
    "note-comment-records": ("note", "", ""),
    "term-salt-tax": ("term", "塩税", "salt tax"),
    "term-market-toll": ("term", "市場税", ""),
}


@pytest.mark.parametrize("author", ["山田 花子", "Gull & Sons", "試験"])
def test_citations_of_notes_and_terms_agree_with_python(workshop, browser, author):
    workshop.change(
        "layers/comment.md",
        "author: 試験",
        f"author: {{ja: {author}, en: 'Yamada, Hanako'}}"
        if author == "山田 花子"
        else f"author: {author}",
    )
    workshop.change("layers/comment.md", ":lemma: 市場税", ":lemma: 市場「税」の‘料’")
    workshop.change("text/one.md", "市場税が集め", "市場「税」の‘料’が集め")
    workshop.change("glossary.md", ":english: market toll\n", "")
    out = workshop.build()
    from study_edition.pages.cite_targets import edition_record, find_target  # noqa: PLC0415  the app of the last build

    record = edition_record(workshop.app)
    page = reader(browser)
    for name, (kind, title, english) in KINDS.items():
        cited = find_target(workshop.app, name)
        assert (
            cited.kind.value,
            cited.title.own if cited.title else "",
            cited.title.english if cited.title else "",
        ) == (
            kind,
            title,
            english,
        )
        assert (cited.author is None) == (author == "試験" or kind == "term")
        page.goto("about:blank")
        page.goto(f"{out.as_uri()}/{cited.path}")
        page.locator(f"[href$='cite/{name}.html']").focus()
        page.keyboard.press("Enter")
        page.locator(DIALOG).wait_for()
        choices = [{"style": style, "lang": lang} for style in STYLES for lang in LANGUAGES]
        expected = [tuple(map(plain, cite(*c.values(), cited, record, DAY))) for c in choices]
        assert differing(page, choices, expected) == [], name
    page.context.close()


# -- without script, under a strict policy, accessibility


@pytest.mark.parametrize("name", ["18", NOTE, "term-security-umbrella"])
def test_cite_link_leads_to_a_page_of_citations_without_javascript(visit, record, items, name):
    start = PAGE if name == "18" else items[name]["address"].split("#")[0]
    page = visit(start, java_script_enabled=False)
    page.locator(f".edition-cite[href$='cite/{name}.html']").click()
    page.wait_for_url(f"**/cite/{name}.html")
    text = page.locator("main").inner_text()
    targets = (
        [paragraphs("18", "essay"), paragraphs("18", "precis")]
        if name == "18"
        else [target_of(items[name])]
    )
    for target in targets:
        for style in STYLES:
            for lang in LANGUAGES:
                for part in map(plain, cite(style, lang, target, record)):
                    assert re.sub(r"\s+", " ", part).strip() in re.sub(r"\s+", " ", text), (
                        style,
                        lang,
                    )
    page.locator(".cite-ways a").first.click()
    page.wait_for_url(f"**#{'p18' if name == '18' else name}")


def test_dialog_keeps_a_strict_content_security_policy(browser, served):
    page = browser.new_context().new_page()
    refused = page_errors(page)
    for name in ("cite.html", "cite/18.html"):
        page.goto(f"{served}/{name}")
    page.goto(f"{served}/{PAGE}")
    select(page, "p8", "p9")
    page.locator(".edition-cite-selection").wait_for()
    cite_paragraph(page)
    for style in STYLES:
        choose(page, style=style)
    with page.expect_download():
        page.get_by_role("button", name=".ris").click()
    page.keyboard.press("Escape")
    page.locator(f"#{NOTE} > .edition-cite").focus()
    page.keyboard.press("Enter")
    page.locator(DIALOG).wait_for()
    assert refused == []
    page.context.close()


def test_dialog_is_loaded_on_first_use(visit):
    page = visit(PAGE)
    requested = []
    page.on("request", lambda request: requested.append(request.url))
    page.locator(".edition-row[data-number='18']").hover()
    page.wait_for_timeout(300)
    assert [
        url for url in requested if "/_cards/" not in url
    ] == []  # those of links near the pointer
    cite_paragraph(page)
    names = sorted(
        {
            re.sub(r"\?.*", "", url).rpartition("/html/")[2]
            for url in requested
            if "cite" in url or "loci" in url
        }
    )
    assert names == ["_cite/edition.js", "_static/cite.css", "_static/cite.js"]


def test_cite_link_leads_to_its_page_if_a_part_is_missing(browser, served):
    page = browser.new_context().new_page()
    page.route("**/_cite/**", lambda route: route.abort())
    page.goto(f"{served}/{PAGE}")
    page.locator(".edition-row[data-number='18']").hover()
    link(page, 18).click()
    page.wait_for_url("**/cite/18.html")
    page.context.close()


@pytest.mark.parametrize("style", ["apa", "csl-json"])
def test_dialog_is_accessible_in_both_schemes(visit, style):
    page = cite_paragraph(visit(PAGE))
    choose(page, style=style)
    assert violations_by_size(page, SIZES) == {}
    if style == "csl-json":
        choose(page, last="99")  # there is none
        assert violations_by_size(page, SIZES) == {}
    assert page.locator(DIALOG).is_visible()


def test_cite_links_are_accessible_in_both_schemes(visit):
    page = visit(PAGE, reduced_motion="reduce")
    found = {}
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.locator(f"#{NOTE}").scroll_into_view_if_needed()
        page.locator(f"#{NOTE}").hover()
        settle(page)
        found[width, "hovered"] = violations(page)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        select(page, "p8", "p9")
        page.locator(".edition-cite-selection").wait_for()
        settle(page)
        found[width, "selection"] = violations(page)
    assert {state: wrong for state, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("name", ["cite.html", "cite/18.html", f"cite/{NOTE}.html"])
def test_page_of_citations_is_accessible_and_fits_the_screen(visit, name):
    page = visit(name)
    assert violations_by_size(page, SIZES) == {}
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
