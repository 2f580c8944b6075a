"""The page on which a student checks an essay, and its resolver, which equals the one in Python."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from axe_rules import violations_by_size
from page_errors import page_errors
from project_paths import DATA, PROJECT
from published_edition import Published, retire_three
from study_edition.core.model.loci import find_loci, known_locus, read_locus
from study_edition.html.bundles import BUNDLES
from study_edition.pages.check_page import first_words

pytestmark = pytest.mark.browser

CASES = json.loads((DATA / "cases/loci.json").read_text("utf-8"))
KNOWN = range(1, 51)

# -- the resolver in the browser

RESOLVE = """
([text, size]) => {
  const { find, read, known, steps, strict } = edition.loci;
  const numbers = new Set(Array.from({ length: 50 }, (_, i) => i + 1));
  const outcome = ({ locus, candidates, problem }) => [locus && strict(locus), candidates.map(strict), problem && problem.name];
  const each = (mentions) => mentions.map(({ start, end, form, reading }) => [start, end, form, outcome(reading), outcome(known(reading, numbers, "¶1–50"))]);
  const whole = read(text);
  const pieces = [...steps(text, size)];
  return {
    found: each(find(text)), read: outcome(whole), known: outcome(known(whole, numbers, "¶1–50")),
    stepped: each(pieces.flatMap(({ mentions }) => mentions)), reached: text ? pieces.at(-1).reached === text.length : true,
  };
}
"""


def outcome(reading):
    label = reading.problem.subtype.label if reading.problem else None
    return [
        str(reading.locus) if reading.locus else None,
        [str(each) for each in reading.candidates],
        label,
    ]


def resolved(text):
    """Return what the resolver in Python gives, in UTF-16 positions as the browser should."""

    def place(index):
        return len(text[:index].encode("utf-16-le")) // 2

    def known(reading):
        return outcome(known_locus(reading, KNOWN, "¶1–50"))

    found = [
        [place(m.start), place(m.end), m.form.value, outcome(m.reading), known(m.reading)]
        for m in find_loci(text)
    ]
    whole = read_locus(text)
    return {
        "found": found,
        "read": outcome(whole),
        "known": known(whole),
        "stepped": found,
        "reached": True,
    }


@pytest.fixture(scope="module")
def resolver(browser, edition):
    """The resolver as published."""
    page = browser.new_context().new_page()
    page.goto(f"{edition.as_uri()}/check.html")
    yield lambda text, size=16384: page.evaluate(RESOLVE, [text, size])
    page.context.close()


@pytest.mark.parametrize("kind", ["whole", "running"])
def test_resolver_agrees_with_python_in_every_case(resolver, kind):
    assert [text for text, *_ in CASES[kind] if resolver(text) != resolved(text)] == []


PIECES = [text for text, *_ in [*CASES["whole"], *CASES["running"]]]
SIGNS = [
    *list("第段落目¶p１８0123456789一二十百、,-–～ー \u3000\n\t.．。（）と・#/"),
    "段落",
    "para. ",
    "paras. ",
    " and ",
    " to ",
    "から",
    "参照",
    "p/",
    ".html",
    "#p",
]
BEFORE = ["¶", "¶¶", "第", "段落", "paras. ", "para. ", "PAR. ", "p", "p. ", ""]
rising = st.tuples(
    st.sampled_from(BEFORE),
    st.lists(st.integers(0, 60) | st.integers(900, 1100), min_size=1, max_size=6).map(sorted),
    st.sampled_from([", ", "、", "・", " and ", "–", "～第", "; ¶", ","]),
    st.sampled_from(["段落", "段落目", "頁", ")", "", "\n", "段落参照"]),
).map(lambda parts: parts[0] + parts[2].join(map(str, parts[1])) + parts[3])
signs = st.sampled_from(SIGNS) | st.text(max_size=2) | st.sampled_from(["𠮷", "😀", "x"])
texts = st.lists(st.sampled_from(PIECES) | rising | signs, max_size=12).map("".join)


def test_resolver_agrees_with_python_on_any_text(resolver):
    read = []

    @settings(max_examples=300, derandomize=True, database=None, deadline=None)
    @given(texts, st.sampled_from([1, 2, 7]))
    def compare(text, size):
        read.append(text)
        assert resolver(text, size) == resolved(text)

    compare()
    assert len(read) >= 300
    assert (
        sum(
            any(ord(char) > 0xFFFF for char in text) and bool(list(find_loci(text)))
            for text in read
        )
        > 20
    )


HOSTILE = {
    "and": "1 and " * 40_000,
    "spaces": "第1段落 - " + " " * 200_000,
    "commas": "1, " * 80_000 + "段落",
    "brackets": ")" * 200_000 + "x",
    "addresses": "#p18" * 5_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_resolver_takes_linear_time(resolver, name):
    """Each text would take hours if a pattern backtracked."""
    assert resolver(HOSTILE[name])["read"] == outcome(read_locus(HOSTILE[name]))


# -- the page

ESSAY = """\
同盟の負担について

ブランズは第18段落と第20～22段落で、負担の争いを述べる。さらに第51段落もある。
The argument of paras. 23–25, 30 and 31 is about trade (Brands, 2026, p. 18), and ¶820 is a slip.
『瀬戸際の「自由世界」』18頁も見よ。第20–18段落による。
段落18、24頁。三段落から成る。https://example.org/edition/p/40.html, ¶60.
<b>太字</b> & <img src=x onerror="window.hurt = 1"> 第０段落。
(Zimmermann 2002, para. 93)、共同宣言の第70段落、本稿第80段落。
"""
FOUND = [
    ("right", "第18段落", 3),
    ("right", "第20～22段落", 3),
    ("no-such-paragraph", "第51段落", 3),
    ("right", "paras. 23–25, 30 and 31", 4),
    ("page", "p. 18", 4),
    ("no-such-paragraph", "¶820", 4),
    ("page", "18頁", 5),
    ("backwards", "第20–18段落", 5),
    ("right", "段落18", 6),
    ("right", "https://example.org/edition/p/40.html", 6),
    ("no-such-paragraph", "¶60", 6),
    ("no-such-paragraph", "第０段落", 7),
    ("elsewhere", "para. 93", 8),
    ("elsewhere", "第70段落", 8),
    ("elsewhere", "第80段落", 8),
]
LABELS = {
    "ある段落 Found": "right",
    "ない段落 No such paragraph": "no-such-paragraph",
    "引退した段落 Retired": "retired",
    "番号が逆 Backwards": "backwards",
    "頁 A page": "page",
    "ほかの文献 Another work": "elsewhere",
}


def check(page, text):
    page.fill("#check-text", text)
    page.click("#check-run")
    done(page)


def clear(page):
    """Empty the page, so that the next result is seen when it comes."""
    page.click("#check-clear")
    page.locator("#check-results").wait_for(state="hidden")
    page.evaluate("document.getElementById('check-status').replaceChildren()")


def done(page):
    page.locator("#check-results").wait_for(timeout=60_000)


def listed(page):
    """Return every entry of the lists in the order of the text: kind, reference, line."""
    read = """(items) => items.map((item) => [
      item.querySelector(".check-kind").textContent, item.querySelector("mark").textContent,
      parseInt(item.querySelector(".check-head a").textContent), Number(item.id.split("-")[1])])"""
    items = page.locator(".check-list > li:has(mark)").evaluate_all(read)
    return [
        (LABELS[kind], written, line)
        for kind, written, line, _ in sorted(items, key=lambda item: item[3])
    ]


def entry(page, written):
    return page.locator(".check-list > li", has=page.locator("mark", has_text=written)).first


def test_every_reference_is_listed_with_its_line(visit):
    page = visit("check.html")
    check(page, ESSAY)
    assert listed(page) == FOUND
    wrong = sum(kind not in {"right", "elsewhere"} for kind, *_ in FOUND)
    total = sum(kind != "elsewhere" for kind, *_ in FOUND)
    assert (
        page.inner_text("#check-status")
        == f"参照{total}か所のうち、{wrong}か所に問題がある。 {wrong} of {total} references have a problem."
    )
    assert page.locator("#check-problems > li").count() == wrong
    assert page.errors == []
    assert page.foreign == []


def test_correct_reference_shows_its_paragraph(visit, edition):
    data = json.loads((edition / "edition.json").read_text("utf-8"))
    precis = {p["number"]: p["precis"] for p in data["paragraphs"]}
    page = visit("check.html")
    check(page, "第18段落、¶¶23–25")
    assert first_words(precis[18]["ja"], "ja") in entry(page, "第18段落").inner_text()
    assert first_words(precis[18]["en"], "en") in entry(page, "第18段落").inner_text()
    for number in (23, 24, 25):
        assert (
            f"{number} {first_words(precis[number]['ja'], 'ja')}"
            in entry(page, "¶¶23–25").inner_text()
        )
    assert precis[18]["ja"].startswith(first_words(precis[18]["ja"], "ja").rstrip("…"))
    links = [a.get_attribute("href") for a in page.locator(".check-view a").all()]
    assert [link.rsplit("/html/")[1] for link in links] == [
        "text/conflict.html#p18",
        "text/trade.html#p23-25",
    ]
    page.hover(".check-view a")
    page.locator("#edition-card").wait_for()
    assert precis[18]["ja"][:10] in page.locator("#edition-card").evaluate(
        "(card) => { const copy = card.cloneNode(true); copy.querySelectorAll('rt, rp').forEach((r) => r.remove()); return copy.textContent; }"
    )


def test_link_opens_another_tab_and_keeps_the_essay(visit):
    page = visit("check.html")
    check(page, ESSAY)
    with page.context.expect_page() as opened:
        page.locator("#check-right a.reference").first.click()
    opened.value.wait_for_url("**/text/conflict.html#p18")
    assert page.input_value("#check-text") == ESSAY


@pytest.mark.quick
def test_wrong_reference_is_explained_with_suggestions(visit):
    page = visit("check.html")
    check(page, ESSAY)
    assert (
        "第51段落はこの版にない（¶1–50）。番号を確かめる。 There is no paragraph 51"
        in entry(page, "第51段落").inner_text()
    )
    assert "第8–20段落" in entry(page, "¶820").inner_text()
    assert "第18–20段落" in entry(page, "第20–18段落").inner_text()
    assert "後の番号の方が小さい" in entry(page, "第20–18段落").inner_text()
    assert "この版に頁はない" in entry(page, "p. 18").inner_text()
    assert (
        page.locator("#check-problems li", has_text="p. 18")
        .locator("a.reference")
        .first.get_attribute("href")
        .endswith("#p18")
    )


APART = [
    ("Brands (2026, p. 18)", ["page"]),
    ("ブランズ（2026年、18頁）", ["page"]),
    ("（ハル・ブランズ、2026、18-20ページ）", ["page"]),
    ("瀬戸際の『自由世界』（18頁）", ["page"]),
    ("(Brands 2018, p. 33)", []),
    ("(Zimmermann 2002, pp. 18–20)", []),
    ("18頁を見よ。pp. 18", []),
    ("(Brands 2026, para. 18)", ["right"]),
    ("ブランズ（2026、第18段落）", ["right"]),
    ("（石川2019、第5段落）", ["elsewhere"]),
    ("(see Kimball 2022, paras. 3–5)", ["elsewhere"]),
    ("paras. 3 and 4 of the Joint Statement", ["elsewhere"]),
    ("コミュニケ第66段落、paragraph 67 of the Communiqué, p. 3", ["elsewhere", "elsewhere"]),
    ("条約を論じる。第18段落は短い。", ["right"]),
    ("ブランズの論文、第18段落", ["right"]),
    ("(2026, para. 99)", ["no-such-paragraph"]),
    ("60–55段落目", ["backwards"]),
    ("¶1–999999999", ["no-such-paragraph"]),
    ("¶¶18,24-60", ["no-such-paragraph"]),
]


def test_references_to_pages_and_other_works_are_set_apart(visit):
    page = visit("check.html")
    for text, kinds in APART:
        check(page, f"{text}\n¶1")
        assert [kind for kind, *_ in listed(page)] == [*kinds, "right"], text
        clear(page)


def test_view_shows_the_essay_escaped(visit):
    page = visit("check.html")
    check(page, ESSAY)
    shown = page.locator(".check-view > *").evaluate_all(
        "(blocks) => blocks.map((block) => block.textContent)"
    )
    assert shown == ESSAY.rstrip("\n").split("\n")
    assert page.locator(".check-view :not(div, a)").count() == 0
    assert page.evaluate("window.hurt") is None
    assert page.locator(".check-view a").all_inner_texts() == [written for _, written, _ in FOUND]


def test_keys_and_buttons_move_between_problems_only(visit):
    page = visit("check.html")
    check(page, ESSAY + "\n" * 80 + "¶77")
    wrong = [written for kind, written, _ in FOUND if kind not in {"right", "elsewhere"}] + ["¶77"]
    focused = "document.activeElement.querySelector('mark').textContent"
    seen = []
    for _ in wrong:
        page.keyboard.press("F8")
        seen.append(page.evaluate(focused))
    assert seen == wrong
    assert page.inner_text("#check-at") == f"{len(wrong)} / {len(wrong)}"
    inside = """() => {
      const [mark, view] = [document.querySelector(".check-view .check-current"), document.getElementById("check-view")].map((e) => e.getBoundingClientRect());
      return mark.top >= view.top && mark.bottom <= view.bottom;
    }"""
    assert page.evaluate(inside)
    page.keyboard.press("F8")
    assert page.evaluate(focused) == wrong[0]
    assert page.evaluate(inside)
    page.keyboard.press("Shift+F8")
    assert page.evaluate(focused) == wrong[-1]
    page.click("#check-previous")
    assert page.evaluate(focused) == wrong[-2]
    page.click("#check-next")
    page.click("#check-next")
    assert page.evaluate(focused) == wrong[0]
    page.locator(".check-view .check-bad").nth(3).click()
    assert page.evaluate(focused) == wrong[3]
    page.locator("#check-problems .check-head a").nth(1).click()
    assert page.evaluate("document.activeElement.textContent") == wrong[1]
    page.locator(".check-view .check-other").first.click()
    assert page.evaluate(focused) == "para. 93"


def test_check_page_works_by_keyboard(visit):
    page = visit("check.html")
    page.focus("#check-text")
    page.keyboard.insert_text("第18段落、第51段落。")
    page.keyboard.press("Control+Enter")
    done(page)
    order = []
    for _ in range(7):
        page.keyboard.press("Tab")
        order.append(
            page.evaluate("document.activeElement.id || document.activeElement.closest('li')?.id")
        )
    assert order == [
        "check-run",
        "check-file",
        "check-clear",
        "check-previous",
        "check-next",
        "check-2",
        "check-1",
    ]
    for name in ("check-run", "check-clear", "check-next", "check-view"):
        page.focus(f"#{name}")
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        assert page.evaluate(
            "[document.activeElement.id, getComputedStyle(document.activeElement).outlineStyle !== 'none' || getComputedStyle(document.activeElement).boxShadow !== 'none']"
        ) == [name, True]
    page.focus("#check-file")
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.check-open')).outlineStyle")
        != "none"
    )
    page.focus("#check-clear")
    page.keyboard.press("Enter")
    assert page.input_value("#check-text") == ""
    assert page.evaluate("document.activeElement.id") == "check-text"
    assert not page.locator("#check-results").is_visible()
    assert page.locator(".check-view > *, .check-list > li").count() == 0
    assert "消した" in page.inner_text("#check-status")


def test_pasted_text_is_checked_at_once_and_a_change_outdates_the_result(visit):
    page = visit("check.html")
    page.fill("#check-text", "第51段落")
    page.focus("#check-text")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+x")
    assert not page.locator("#check-results").is_visible()
    page.keyboard.press("Control+v")
    done(page)
    assert listed(page) == [("no-such-paragraph", "第51段落", 1)]
    page.keyboard.type("x")
    assert "もう一度点検する" in page.inner_text("#check-status")
    page.keyboard.press("F8")
    assert page.evaluate("document.activeElement.id") == "check-1"


MESSAGES = [
    (" \n", "文が入っていない。"),
    ("段落はない。", "段落への参照が見つからない。"),
    ("第18段落", "参照は1か所で、どれもこの版にある段落を指している。 1 reference, to a paragraph"),
    ("第18段落、¶60", "参照2か所のうち、1か所に問題がある。 1 of 2 references has a problem."),
]


def test_status_reports_the_result(visit):
    page = visit("check.html")
    for text, message in MESSAGES:
        page.fill("#check-text", text)
        page.click("#check-run")
        page.wait_for_function(
            "(said) => document.getElementById('check-status').innerText.startsWith(said)",
            arg=message,
        )
        assert page.locator("#check-status").get_attribute("role") == "status"
        assert page.locator("#check-status [lang=en]").count() == 1
        clear(page)


def file(name, data):
    return {"name": name, "mimeType": "text/plain", "buffer": data}


def test_file_is_opened_in_any_encoding(visit):
    page = visit("check.html")
    text = "一行目のひらがなとカタカナ。\r\n第18段落と第51段落。\r\n"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "shift_jis", "euc_jp"):
        page.set_input_files("#check-file", file("essay.txt", text.encode(encoding)))
        done(page)
        assert page.input_value("#check-text") == text.replace("\r\n", "\n"), encoding
        assert listed(page) == [("right", "第18段落", 2), ("no-such-paragraph", "第51段落", 2)]
        clear(page)
        assert page.input_value("#check-text") == ""


def test_file_that_is_not_text_is_one_line(visit):
    page = visit("check.html")
    page.fill("#check-text", "第18段落")
    for number, data in enumerate(
        (bytes(range(256)) * 10, b"PK\x03\x04\x00\x00", b"\xff\xfe\x00\xd8", b"\xe9t\xe9 \xff")
    ):
        page.set_input_files("#check-file", file(f"<b>essay{number}.docx", data))
        page.wait_for_function(
            "(name) => document.getElementById('check-status').innerText.startsWith(name)",
            arg=f"<b>essay{number}.docx は文字だけのファイルとして読めない。",
        )
        assert "edition verify" in page.inner_text("#check-status")
        assert page.input_value("#check-text") == "第18段落"


def test_file_can_be_dropped(visit):
    page = visit("check.html")
    dropped = page.evaluate_handle(
        "() => { const data = new DataTransfer(); data.items.add(new File(['# x\\n¶18, ¶99\\n'], 'essay.md', { type: 'text/markdown' })); return data; }"
    )
    page.dispatch_event("#check-text", "dragover", {"dataTransfer": dropped})
    assert page.locator("#check-desk.check-over").count() == 1
    page.dispatch_event("#check-text", "drop", {"dataTransfer": dropped})
    done(page)
    assert page.locator("#check-desk.check-over").count() == 0
    assert listed(page) == [("no-such-paragraph", "¶18, ¶99", 2)]


def test_nothing_is_sent_or_stored(browser, served):
    page = browser.new_context().new_page()
    requested = []
    messages = page_errors(page)
    page.goto(f"{served}/check.html")
    page.wait_for_load_state("networkidle")
    page.on("request", lambda request: requested.append(request.url))
    before = page.url
    check(page, ESSAY)
    page.set_input_files("#check-file", file("essay.txt", ESSAY.encode()))
    done(page)
    page.keyboard.press("F8")
    page.wait_for_timeout(200)
    assert [url for url in requested if "/_cards/" not in url] == []
    assert messages == []
    assert page.url == before
    kept = page.evaluate(
        "async () => [Object.values({ ...localStorage, ...sessionStorage }).join(), document.cookie, (await indexedDB.databases()).length]"
    )
    assert "段落" not in kept[0]
    assert kept[1:] == ["", 0]
    page.reload()
    assert page.input_value("#check-text") == ""
    assert page.locator("#check-text").evaluate(
        "(field) => [field.name, field.form, field.autocomplete, field.spellcheck]"
    ) == [
        "",
        None,
        "off",
        False,
    ]
    page.context.close()


def test_missing_data_are_reported(visit):
    page = visit("index.html")
    page.route("**/check-data.js", lambda route: route.abort())
    page.goto(page.url.replace("index.html", "check.html"))
    page.fill("#check-text", "第18段落")
    page.click("#check-run")
    page.wait_for_function(
        "document.getElementById('check-status').innerText.includes('check-data.js')"
    )


def test_page_stays_responsive_with_a_megabyte(visit):
    line = "同盟の負担をめぐる争いは長く、その記述は第18段落と第51段落にあり、ほかの箇所には見えない。😀\n"
    text = line * (1_000_000 // len(line))
    page = visit("check.html")
    start = """(text) => {
      window.clicks = [];
      document.getElementById("check").addEventListener("click", () => window.clicks.push([document.getElementById("check-progress").hidden, document.getElementById("check-progress").value]));
      document.getElementById("check-text").value = text;
      document.getElementById("check-run").click();
    }"""
    page.evaluate(start, text)
    page.wait_for_function("document.getElementById('check-progress').value > 0")
    page.locator("h1#check").click(position={"x": 4, "y": 4})
    done(page)
    assert not page.locator("#check-progress").is_visible()
    (hidden, value), *_ = page.evaluate("window.clicks")
    assert not hidden
    assert 0 < value < 1
    lines = text.count("\n")
    assert (
        page.locator("#check-problems > li").count()
        == page.locator("#check-right > li").count()
        == lines
    )
    assert (
        page.locator("#check-problems > li")
        .last.locator(".check-head a")
        .text_content()
        .startswith(f"{lines}行目")
    )
    assert page.locator(".check-view > *").count() == lines


def test_clearing_stops_a_check_of_a_long_line(visit):
    page = visit("check.html")
    page.evaluate(
        "(text) => { document.getElementById('check-text').value = text; document.getElementById('check-run').click(); }",
        "第18段落。" * 170_000,
    )
    page.wait_for_function("document.getElementById('check-progress').value > 0")
    page.click("#check-clear")
    page.wait_for_timeout(300)
    assert page.locator(".check-view > *, .check-list > li").count() == 0
    assert not page.locator("#check-progress").is_visible()
    text = "😀あ" * 9_000 + "¶18"
    check(page, text)
    blocks = page.locator(".check-view > *").evaluate_all(
        "(blocks) => blocks.map((block) => block.textContent)"
    )
    assert "".join(blocks) == text
    assert max(map(len, blocks)) < 5_000


def test_check_page_is_accessible_in_both_schemes_and_fits_the_screen(visit):
    sizes = [(1280, 844), (390, 844)]
    page = visit("check.html")
    assert violations_by_size(page, sizes) == {}
    check(page, ESSAY + "長い" * 200 + "x" * 300)
    page.keyboard.press("F8")
    assert violations_by_size(page, sizes) == {}
    for width, height in sizes:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(
            "document.getElementById('check-view').scrollWidth <= document.getElementById('check-view').clientWidth"
        )


def test_check_page_names_alternatives_without_javascript(visit):
    page = visit("check.html", java_script_enabled=False)
    text = page.locator("main").inner_text()
    assert "JavaScript" in text
    assert "edition verify" in text
    assert "p/50.html" in text
    for hidden in ("#check-text", "#check-run", "#check-results", "#check-progress"):
        assert not page.locator(hidden).is_visible()


# -- output


def test_scripts_and_data_are_loaded_only_on_the_check_page(edition):
    own = {"check.js", "check.css"}
    for page in edition.rglob("*.html"):
        text = page.read_text("utf-8")
        loaded = {name for name in own if f"_static/{name}" in text}
        assert loaded == (own if page.name == "check.html" else set()), page
    assert "innerHTML" not in "".join(
        (PROJECT / "_ext/study_edition/pages/static" / name).read_text("utf-8")
        for name in BUNDLES["check.js"]
    )


def test_languages_are_marked_on_the_check_page(edition):
    page = BeautifulSoup((edition / "check.html").read_text("utf-8"), "html.parser")
    for element in page.select("#check-desk, #check-results, #check-limits, h1#check"):
        assert element["lang"] == "ja"
    english = [e for e in page.select("main [lang=en]") if e.get_text(strip=True)]
    assert len(english) > 12
    assert [
        e.get_text() for e in english if any("\u3040" < char < "\u30ff" for char in e.get_text())
    ] == []


def read_data(out):
    return json.loads(
        (out / "check-data.js")
        .read_text("utf-8")
        .removeprefix("editionCheckData(")
        .removesuffix(")\n")
    )


def test_data_have_paragraphs_by_page(workshop):
    data = read_data(workshop.build())
    assert data["known"] == "¶1–5"
    assert [(page, [number for number, *_ in own]) for page, own in data["pages"]] == [
        ("text/one.html", [1, 2, 3]),
        ("text/two.html", [4, 5]),
    ]
    assert data["retired"] == []
    assert (data["names"], data["year"]) == (["Smith", "アンナ・スミス", "スミス"], "2020")
    assert workshop.warned == []
    workshop.change(
        "conf.py", '    "container": "Harbour Times",', ""
    )  # no essay setting: the work cited is unknown
    assert read_data(workshop.build(output="other"))["names"] == []


def test_edition_without_paragraphs_has_no_check_page(workshop):
    out = workshop.build()
    assert (out / "check.html").exists()
    for name in ("text/one.md", "text/two.md", "layers/comment.md", "layers/precis-en.md"):
        workshop.write(name, "# x\n")
    out = workshop.build()
    assert not (out / "check.html").exists()
    assert not (out / "check-data.js").exists()


def test_document_named_check_is_kept(workshop):
    workshop.write("check.md", "---\norphan: true\n---\n# 市の点検\n")
    out = workshop.build()
    assert "市の点検" in (out / "check.html").read_text("utf-8")
    assert not (out / "check-data.js").exists()


@pytest.mark.parametrize(
    ("builder", "href"),
    [("html", "check.html"), ("dirhtml", "check/"), ("text", None), ("typst", None)],
)
def test_source_may_refer_to_the_check_page(workshop, builder, href):
    workshop.add("index.md", "\n{ref}`点検の頁 <check>`を見よ。\n")
    out = workshop.build(builder)
    assert [w for w in workshop.warned if "check" in w.text] == []
    if href:
        index = BeautifulSoup((out / "index.html").read_text("utf-8"), "html.parser")
        assert [a["href"] for a in index.find_all("a", string="点検の頁")] == [href]


def test_links_of_the_check_page_work_with_dirhtml(workshop, browser):
    out = workshop.build("dirhtml")
    page = browser.new_context().new_page()
    page.goto(f"{out.as_uri()}/check/index.html")
    check(page, "第2段落")
    assert page.locator(".check-view a").evaluate("(a) => a.href") == f"{out.as_uri()}/text/one/#p2"
    page.context.close()


def test_retired_paragraph_is_reported_with_its_successors(workshop, browser):
    published = Published(workshop)
    retire_three(published)
    published.workshop.build()
    published.release("1.1", "2027-02-03")
    out = published.workshop.build()
    page = browser.new_context().new_page()
    page.goto(f"{out.as_uri()}/check.html")
    check(page, "第5段落、第2～5段落、¶6、¶¶5–6、第2段落")
    assert [kind for kind, *_ in listed(page)] == [
        "retired",
        "retired",
        "no-such-paragraph",
        "no-such-paragraph",
        "right",
    ]
    messages = entry(page, "第5段落")
    assert (
        "第5段落は、1.1版（2027年2月3日）で引退した。 ¶5 was retired in version 1.1 (3 February 2027)."
        in messages.inner_text()
    )
    assert "合わせた <b>&" in messages.inner_text()
    links = messages.locator("p a").evaluate_all(
        "(links) => links.map((a) => [a.href.split('/html/')[1], a.textContent])"
    )[1:]
    assert links == [
        ["p/4.html", "第4段落 ¶4"],
        ["glossary.html#term-salt-tax", "塩税 salt tax"],
        ["text/one.html#note-comment-toll", "第2段落注「市場税」 note on ¶2"],
        ["retired.html#p5", "記録 Record"],
    ]
    assert page.locator("#check-problems b").count() == 0
    both = entry(page, "¶¶5–6").inner_text()
    assert "第6段落はこの版にない（¶1–4）" in both
    assert "引退した" in both
    page.context.close()


@pytest.mark.parametrize(
    ("text", "lang", "shown"),
    [
        ("短い要旨。", "ja", "短い要旨。"),
        ("あ" * 43 + "、い" * 9, "ja", "あ" * 43 + "…"),
        ("one " * 40, "en", " ".join(["one"] * 22) + "…"),
        ("x" * 100, "en", "x" * 90 + "…"),
        ("a\nb  c", "en", "a b c"),
    ],
)
def test_first_words_of_a_text_are_shown(text, lang, shown):
    assert first_words(text, lang) == shown
