"""What a reader does on a page: cards, settings, reading keys, layers and print."""

from __future__ import annotations

import gzip
import itertools
import json
import re
import shutil

import pytest

from axe_rules import violations, violations_by_size
from page_errors import page_errors
from page_state import settle
from project_paths import PROJECT
from study_edition.html.bundles import BUNDLES
from workshop import pdf_text

pytestmark = pytest.mark.browser

SIZES = [(1280, 800), (820, 1180), (390, 844)]
PAGES = [
    "index.html",
    "about.html",
    "overview.html",
    "text/lead.html",
    "glossary.html",
    "names.html",
    "bibliography.html",
    "genindex.html",
    "layers/commentary.html",
    "search.html",
    "p/18.html",
]
STATIC = PROJECT / "_ext/study_edition"
CARD = "#edition-card"
TERM = ".edition-notes a[href*='#term-']"


def settings(**chosen):
    """Return a storage with these settings."""
    return {"edition-settings": chosen}


def with_settings(page, **settings):
    """Reload the page as a reader with these *settings*."""
    page.evaluate("(s) => localStorage.setItem('edition-settings', s)", json.dumps(settings))
    page.reload()
    return page


def overlap(a, b):
    return (
        a["x"] < b["x"] + b["width"]
        and b["x"] < a["x"] + a["width"]
        and a["y"] < b["y"] + b["height"]
        and b["y"] < a["y"] + a["height"]
    )


# -- cards


@pytest.mark.parametrize(
    ("selector", "kind", "id_"),
    [
        ("#p8 a[href*='#term-']", "term", "term-cold-war"),
        (".edition-notes a[href$='#p17']", "p", "p17"),
        (".bibtex-citation a", "source", "source-brands2022twilight"),
    ],
)
def test_link_shows_its_card_without_being_covered(visit, selector, kind, id_):
    page = visit("text/conflict.html")
    link, card = page.locator(selector).first, page.locator(CARD)
    for (width, height), scheme in itertools.product(SIZES, ("light", "dark")):
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function("(s) => document.documentElement.dataset.theme === s", arg=scheme)
        link.scroll_into_view_if_needed()
        link.hover()
        card.wait_for()
        settle(page)
        assert card.locator(f".edition-card-{kind}").count() == 1
        box = card.bounding_box()
        assert not overlap(box, link.bounding_box()), (width, scheme)
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= height
        target = page.locator(".edition-card-foot a").get_attribute("href")
        assert target.endswith(f"#{id_}")
        assert card.inner_text().strip()
        page.mouse.move(5, 5)
        card.wait_for(state="detached")
    assert page.foreign == page.errors == []


def test_card_has_the_text_of_its_entry(visit):
    page = visit("text/conflict.html")
    page.hover("#p8 a[href$='#term-cold-war']")
    text = page.locator(CARD).inner_text()
    assert "冷戦" in text
    assert "れいせん" in text
    assert "Cold War" in text
    entry = (
        visit("glossary.html").locator("dl.glossary > dt#term-cold-war + dd > p").first.inner_text()
    )
    assert re.sub(r"\s", "", entry) in re.sub(r"\s", "", text)


def test_pointer_can_enter_the_card_and_follow_its_links(visit):
    page = visit("text/conflict.html")
    page.hover(TERM)
    card = page.locator(CARD)
    inside = card.locator("a[href*='#term-']").first
    inside.hover()
    page.wait_for_timeout(500)
    assert card.is_visible()
    target = inside.get_attribute("href")
    inside.click()
    page.wait_for_url(lambda url: url == target)
    assert page.locator(f"#{target.split('#')[1]}").is_visible()


def test_card_closes_when_the_pointer_leaves(visit):
    page = visit("text/conflict.html")
    page.hover(TERM)
    page.locator(CARD).wait_for()
    page.mouse.move(5, 5)
    page.locator(CARD).wait_for(state="detached", timeout=2000)


@pytest.mark.quick
def test_card_opens_by_keyboard(visit):
    page = visit("text/conflict.html")
    link = page.locator(TERM).first
    page.locator(".edition-number").first.focus()
    for _ in range(30):
        page.keyboard.press("Tab")
        if link.evaluate("(a) => a === document.activeElement"):
            break
    card = page.locator(CARD)
    card.wait_for()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.id") == "edition-card"
    stops = card.locator("a[href]:visible, button:visible").count()
    for _ in range(stops):
        page.keyboard.press("Tab")
        assert card.evaluate("(c) => c.contains(document.activeElement)")
    page.keyboard.press("Tab")  # focus leaves the card and continues after the link
    assert page.evaluate("document.activeElement.matches('main a')")
    assert not link.evaluate("(a) => a === document.activeElement")
    link.focus()
    card.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert card.count() == 0
    assert link.evaluate("(a) => a === document.activeElement")
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary.html#term-*")


def test_escape_closes_a_card_under_a_resting_pointer(visit):
    page = visit("text/conflict.html")
    page.hover(TERM)
    page.locator(CARD).wait_for()
    page.keyboard.press("Escape")
    page.wait_for_timeout(400)
    assert page.locator(CARD).count() == 0


def test_card_opened_by_keyboard_stays_while_the_pointer_moves_elsewhere(visit):
    page = visit("text/conflict.html")
    page.locator(".edition-number").first.focus()
    while not page.locator(CARD).count():
        page.keyboard.press("Tab")
        page.wait_for_timeout(50)
    for place in ((600, 500), (700, 650), (300, 90)):
        page.mouse.move(*place)
    page.wait_for_timeout(500)
    assert page.locator(CARD).is_visible()
    page.keyboard.press("Escape")
    assert page.locator(CARD).count() == 0


OVERLAPS = """
async (step) => {
  const bad = [];
  const links = [...document.querySelectorAll("main .edition-row a.reference.internal")];
  for (let i = 0; i < links.length; i += step) {
    links[i].scrollIntoView({ block: ["start", "center", "end"][i % 3], inline: "nearest", behavior: "instant" });
    await new Promise(requestAnimationFrame);
    links[i].dispatchEvent(new PointerEvent("pointerover", { bubbles: true, pointerType: "mouse" }));
    for (let n = 0; n < 100 && !document.getElementById("edition-card"); n++) await new Promise((resolve) => setTimeout(resolve, 10));
    const card = document.getElementById("edition-card").getBoundingClientRect();
    const covers = ({ left, right, top, bottom }) => left < card.right && card.left < right && top < card.bottom && card.top < bottom;
    const isOut = card.left < 0 || card.top < 0 || card.right > innerWidth || card.bottom > innerHeight;
    if ([...links[i].getClientRects()].some(covers) || isOut || card.height < 90) bad.push([links[i].textContent, isOut, card.height]);
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  }
  return bad;
}
"""


@pytest.mark.parametrize("writing", ["horizontal", "vertical"])
def test_card_is_in_view_and_not_on_its_link_anywhere(visit, writing):
    """640 × 400 is 1280 × 800 at 200 %."""
    page = visit("text/trade.html", stored=settings(writing=writing))
    for width, height in ((1280, 800), (640, 400), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        settle(page)
        assert page.evaluate(OVERLAPS, 9) == [], width


def test_touch_is_recognised_if_a_click_has_no_pointer(visit):
    page = visit("text/conflict.html", width=390, height=844)
    click = f"""() => {{
      const a = document.querySelector("{TERM}");
      a.dispatchEvent(new PointerEvent("pointerdown", {{ bubbles: true, pointerType: "touch" }}));
      return a.dispatchEvent(new MouseEvent("click", {{ bubbles: true, cancelable: true }}));
    }}"""
    assert not page.evaluate(click)
    page.locator(CARD).wait_for()


@pytest.mark.parametrize(("width", "height"), [(390, 844), (820, 1180)])
def test_first_touch_opens_the_card_and_the_second_follows_the_link(visit, width, height):
    page = visit("text/conflict.html", width=width, height=height, has_touch=True, is_mobile=True)
    link = page.locator(TERM).first
    link.scroll_into_view_if_needed()
    link.tap()
    page.locator(CARD).wait_for()
    assert "conflict.html" in page.url
    box = page.locator(CARD).bounding_box()
    page.touchscreen.tap(
        4, 30 if box["y"] > 60 else height - 30
    )  # in the margin, where there is no link
    page.locator(CARD).wait_for(state="detached")
    link.tap()
    page.get_by_role("button", name="閉じる").tap()
    page.locator(CARD).wait_for(state="detached")
    link.tap()
    page.locator(CARD).wait_for()
    link.tap()
    page.wait_for_url("**/glossary.html#term-*")


def test_card_of_a_range_has_all_paragraphs(visit):
    page = visit("text/lead.html")
    page.goto(page.url.replace("text/lead", "index"))
    link = page.locator("main a[href$='#p8-22']")
    link.hover()
    page.locator(CARD).wait_for()
    assert page.locator(".edition-card-number").all_inner_texts() == [
        f"第{n}段落" for n in range(8, 23)
    ]
    link.click()
    page.wait_for_url("**/text/conflict.html#p8-22")
    assert page.locator(".edition-marked").count() == 15


def test_every_reference_to_an_entry_has_a_card(edition):
    cards = {}
    for path in (edition / "_cards").rglob("*.js"):
        name, text = re.fullmatch(
            r'editionCards\("([^"]+)",(.*)\)\n', path.read_text("utf-8"), re.DOTALL
        ).groups()
        cards[name] = json.loads(text)
    assert path.relative_to(edition / "_cards").with_suffix("").as_posix() == name
    data = json.loads((edition / "edition.json").read_text("utf-8"))
    for kind in ("paragraphs", "notes", "terms"):
        for item in data[kind]:
            page, id_ = item["address"].split("#")
            assert cards[page.removesuffix(".html")][id_].strip(), id_
    for item in data["sources"]:
        page, id_ = item["address"].split("#")
        assert id_ in cards[page.removesuffix(".html")]
    assert all(
        "edition-places" not in html and "edition-since" not in html
        for page in cards.values()
        for html in page.values()
    )


PAINT = """
(selector) => new Promise((resolve) => {
  const link = document.querySelector(selector);
  const start = performance.now();
  link.dispatchEvent(new PointerEvent("pointerover", { bubbles: true, pointerType: "mouse" }));
  const look = () => document.getElementById("edition-card")?.textContent
    ? requestAnimationFrame(() => resolve(performance.now() - start)) : requestAnimationFrame(look);
  look();
})
"""


def test_card_is_painted_without_delay(visit):
    page = visit("text/conflict.html")
    page.locator("#p8").hover(position={"x": 2, "y": 2})  # near links, whose cards are then loaded
    page.wait_for_function("document.querySelector('script[src*=_cards]')")
    page.mouse.move(3, 3)
    page.wait_for_timeout(500)
    took = []
    for _ in range(7):
        took.append(page.evaluate(PAINT, TERM))
        page.keyboard.press("Escape")
        page.mouse.move(3, 3)
        page.evaluate(
            "(s) => document.querySelector(s).dispatchEvent(new PointerEvent('pointerout', {bubbles: true, relatedTarget: document.body}))",
            TERM,
        )
    assert sorted(took)[3] < 50, took


def test_term_links_to_its_entry_without_javascript(visit):
    page = visit("text/conflict.html", java_script_enabled=False)
    page.locator("#p8 a").first.click()
    page.wait_for_url("**/glossary.html#term-*")
    assert page.locator(CARD).count() == 0


# -- settings


def choose(page, name, value):
    page.click(".edition-settings-button")
    page.check(f"#edition-settings input[name={name}][value={value}]")
    page.keyboard.press("Escape")


def shown_readings(page):
    return page.evaluate(
        "[...document.querySelectorAll('.edition-row rt')].filter((rt) => rt.offsetParent || rt.getClientRects().length).length"
    )


def test_furigana_are_shown_never_first_or_always(visit):
    page = visit("text/conflict.html")
    everything = page.locator(".edition-row rt").count()
    again = page.locator(".edition-row ruby.again").count()
    assert 0 < again < everything
    assert shown_readings(page) == everything - again
    choose(page, "furigana", "always")
    assert shown_readings(page) == everything
    choose(page, "furigana", "off")
    assert shown_readings(page) == 0
    page.reload()
    assert shown_readings(page) == 0


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_precis_is_shown_in_one_language_or_both(visit, width, height):
    page = visit("text/conflict.html", width=width, height=height)
    japanese, english = page.locator("#p18"), page.locator(".edition-row:has(#p18) .kind-precis")
    assert japanese.is_visible()
    assert english.is_visible()
    choose(page, "precis", "own")
    assert japanese.is_visible()
    assert not english.is_visible()
    choose(page, "precis", "other")
    assert not japanese.is_visible()
    assert english.is_visible()
    choose(page, "precis", "side")
    left, right = japanese.bounding_box(), english.bounding_box()
    if width >= 820:
        assert right["x"] >= left["x"] + left["width"]
        assert abs(right["y"] - left["y"]) < 8
    else:
        assert right["y"] >= left["y"] + left["height"] - 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_number_is_on_one_line_above_precis_side_by_side(visit):
    page = visit("text/conflict.html", width=820, height=1180, stored=settings(precis="side"))
    number = page.locator(".edition-row[data-number='18'] .edition-number").bounding_box()
    assert number["height"] < 36
    assert number["y"] + number["height"] <= page.locator("#p18").bounding_box()["y"] + 2


@pytest.mark.parametrize("writing", ["horizontal", "vertical"])
def test_reading_is_not_broken_over_lines(visit, writing):
    """Broken, the reading of a group would be over the wrong characters."""
    page = visit(
        "text/trade.html",
        width=390,
        height=844,
        stored=settings(furigana="always", size="huge", writing=writing),
    )
    lines = (
        "[...document.querySelectorAll('.edition-row rt')].map((rt) => rt.getClientRects().length)"
    )
    assert set(page.evaluate(lines)) == {1}
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.quick
def test_size_measure_and_typeface_are_set(visit):
    page = visit("text/conflict.html")
    style = "getComputedStyle(document.querySelector('#p18'))"
    before = page.evaluate(
        f"[parseFloat({style}.fontSize), {style}.fontFamily, document.querySelector('#p18').offsetWidth]"
    )
    choose(page, "size", "huge")
    choose(page, "face", "gothic")
    choose(page, "measure", "short")
    after = page.evaluate(
        f"[parseFloat({style}.fontSize), {style}.fontFamily, document.querySelector('#p18').offsetWidth]"
    )
    assert after[0] > before[0] * 1.3
    assert "Mincho" in before[1]
    assert "Mincho" not in after[1]
    choose(page, "size", "normal")
    choose(page, "measure", "long")
    assert page.evaluate("document.querySelector('#p18').offsetWidth") > before[2]


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_vertical_writing_applies_to_text_and_notes(visit, width, height):
    page = visit("text/conflict.html", width=width, height=height)
    choose(page, "writing", "vertical")
    style = "(s) => getComputedStyle(document.querySelector(s)).writingMode"
    assert page.evaluate(style, "#p9") == "vertical-rl"
    assert page.evaluate(style, ".edition-row:has(#p9) .edition-notes") == "vertical-rl"
    assert page.evaluate(style, ".edition-row:has(#p9) .kind-precis") == "horizontal-tb"
    first, second = page.locator("#p8").bounding_box(), page.locator("#p9").bounding_box()
    assert second["x"] + second["width"] <= first["x"] + 1  # rows continue to the left
    number, notes = (
        page.locator(f".edition-row:has(#p8) {part}").bounding_box()
        for part in (".edition-number", ".edition-notes")
    )
    assert number["y"] <= first["y"]
    if width > 860:
        assert notes["y"] >= first["y"] + first["height"] - 1
    else:
        assert notes["x"] + notes["width"] <= first["x"] + 1
    ruby = page.locator("#p8 ruby").first.bounding_box()
    rt = page.locator("#p8 ruby rt").first.bounding_box()
    assert rt["x"] > ruby["x"]  # a reading is to the right of its word
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto(page.url.split("#")[0] + "#p20")
    box = page.locator("#p20").bounding_box()
    assert 0 <= box["x"] < width
    page.goto(re.sub("text/conflict.html.*", "glossary.html", page.url))
    assert page.evaluate(style, "dl.glossary dd") == "horizontal-tb"


def test_vertical_text_underlines_on_the_left_and_scrolls_by_the_wheel(visit):
    page = visit("text/conflict.html", stored=settings(writing="vertical"))
    position = "getComputedStyle(document.querySelector('.edition-notes a')).textUnderlinePosition"
    assert page.evaluate(position) == "left"
    page.mouse.move(700, 400)
    page.mouse.wheel(0, 600)
    page.wait_for_function("document.querySelector('.bd-article').scrollLeft === -600")
    assert page.evaluate("scrollY") == 0
    page.mouse.wheel(0, -900)
    page.wait_for_function("Math.abs(document.querySelector('.bd-article').scrollLeft) < 2")


def test_settings_apply_from_the_first_frame_without_layout_shift(visit):
    chosen = settings(
        furigana="always", precis="own", size="large", face="gothic", off=["commentary"]
    )
    page = visit("text/conflict.html", stored=chosen)
    page.wait_for_timeout(800)
    shifts = page.evaluate("""new Promise((resolve) => new PerformanceObserver((list) => resolve(
        list.getEntries().map((e) => [e.value, e.sources.map((s) => s.node?.className ?? s.node?.nodeName)])
    )).observe({ type: 'layout-shift', buffered: true }) || setTimeout(() => resolve([]), 600))""")
    assert sum(value for value, _ in shifts) < 0.01, shifts
    assert page.locator("html").get_attribute("data-furigana") == "always"
    assert page.locator("#edition-settings input[name=furigana][value=always]").is_checked()
    early = page.evaluate(
        "(() => { const s = document.querySelector('head script[src*=\"edition-early.js\"]'); return !s.defer && !s.async; })()"
    )
    assert early


def test_reset_restores_the_defaults(visit):
    page = visit("text/conflict.html")
    choose(page, "furigana", "off")
    choose(page, "writing", "vertical")
    page.click(".edition-settings-button")
    page.click("#edition-settings button[type=reset]")
    assert page.locator("html").get_attribute("data-furigana") is None
    assert page.locator("html").get_attribute("data-writing") is None
    assert page.evaluate("localStorage.getItem('edition-settings')") == "{}"


@pytest.mark.parametrize(
    "stored",
    [
        "{",
        "[]",
        "null",
        '{"furigana": {"a": 1}, "off": "x", "other": 3}',
        '{"off": ["a b", 7, "x{}"]}',
    ],
)
def test_invalid_stored_settings_are_ignored(visit, stored):
    page = visit("text/conflict.html", stored={"edition-settings": stored})
    assert page.locator("#p18").is_visible()
    choose(page, "furigana", "off")
    assert shown_readings(page) == 0
    assert page.errors == []


def test_settings_work_without_storage_and_report_it(visit):
    page = visit("index.html", own=True)
    page.context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
    )
    page.goto(page.url.replace("index.html", "text/conflict.html"))
    page.click(".edition-settings-button")
    page.check("#edition-settings input[name=furigana][value=off]")
    assert shown_readings(page) == 0
    assert "保存されない" in page.locator("#edition-settings output").inner_text()


@pytest.mark.quick
def test_layers_stay_switched_off(visit):
    page = visit("text/conflict.html")
    switches = page.get_by_role("switch")
    assert switches.count() == 2
    assert all(switches.nth(i).is_checked() for i in range(2))
    page.get_by_role("switch", name="注釈").uncheck()
    assert page.locator(".edition-note.layer-commentary:visible").count() == 0
    assert page.locator(".edition-note.layer-precis-en:visible").count() == 15
    page.reload()
    assert page.locator(".edition-note.layer-commentary:visible").count() == 0
    page.get_by_role("switch", name="注釈").check()
    assert page.locator(".edition-note.layer-commentary:visible").count() > 15


@pytest.mark.parametrize(
    ("chosen", "layer"),
    [
        ({"off": ["commentary"]}, "commentary"),
        ({"off": ["precis-en"]}, "precis-en"),
        ({"precis": "own"}, "precis-en"),
    ],
)
def test_address_of_a_note_shows_it_in_a_switched_off_layer(visit, chosen, layer):
    page = visit("text/conflict.html", stored=settings(**chosen))
    id_ = page.locator(f".layer-{layer}").nth(9).get_attribute("id")
    assert not page.locator(f"#{id_}").is_visible()
    page.goto(f"{page.url}#{id_}")
    assert page.locator(f".layer-{layer}:visible").count() == 1
    assert -5 <= page.locator(f"#{id_}").bounding_box()["y"] < 300


def test_references_to_notes_of_a_switched_off_layer_are_hidden(visit):
    page = visit("text/conflict.html")
    assert page.locator(".edition-echo:visible").count() > 0
    with_settings(page, off=["commentary"])
    assert page.locator(".edition-echo:visible").count() == 0


def test_no_dead_controls_are_shown_without_javascript(visit):
    page = visit("text/conflict.html", java_script_enabled=False)
    assert (
        page.locator(
            ".edition-settings-button:visible, .edition-layer input:visible, #edition-settings:visible"
        ).count()
        == 0
    )
    assert "注釈（編者" in page.locator(".edition-legend").inner_text()


# -- moving on the page


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_address_marks_its_paragraph_or_range(visit, width, height):
    page = visit("text/conflict.html#p18-20", width=width, height=height)
    marked = page.locator(".edition-marked")
    assert marked.evaluate_all("(rows) => rows.map((r) => r.dataset.number)") == ["18", "19", "20"]
    page.wait_for_timeout(200)
    assert -5 <= page.locator("#p18").bounding_box()["y"] < 260
    page.goto(page.url.replace("#p18-20", "#p12"))
    assert marked.evaluate_all("(rows) => rows.map((r) => r.dataset.number)") == ["12"]


def test_address_leads_to_the_row_of_a_paragraph_with_a_hidden_precis(visit):
    page = visit("text/conflict.html#p18", stored=settings(precis="other"))
    page.wait_for_timeout(200)
    assert not page.locator("#p18").is_visible()
    assert -5 <= page.locator(".edition-row[data-number='18']").bounding_box()["y"] < 260


def test_j_and_k_move_by_paragraph_and_can_be_switched_off(visit):
    page = visit("text/conflict.html")
    page.keyboard.press("j")
    assert page.url.endswith("#p8")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.url.endswith("#p10")
    page.keyboard.press("k")
    assert page.url.endswith("#p9")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#p9"
    page.keyboard.press("Control+j")
    assert page.url.endswith("#p9")
    page.keyboard.press("Shift+J")  # as with caps lock
    assert page.url.endswith("#p10")
    page.keyboard.press("k")
    choose(page, "keys", "off")
    page.keyboard.press("j")
    assert page.url.endswith("#p9")


def test_j_after_the_last_paragraph_leads_to_the_next_page(visit):
    page = visit("text/conflict.html#p22")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/text/trade.html")
    page.keyboard.press("j")
    page.wait_for_url("**/text/trade.html#p23")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url("**/text/conflict.html")


def test_invalid_address_is_ignored(visit):
    page = visit("text/conflict.html#%")
    page.keyboard.press("j")
    assert page.url.endswith("#p8")
    page.goto(page.url.replace("#p8", "#p9–10"))
    assert page.locator(".edition-marked").count() == 2
    assert page.errors == []


def test_mark_of_a_range_is_visible_in_forced_colours(visit):
    page = visit("text/conflict.html#p18-20", forced_colors="active")
    outline = "getComputedStyle(document.querySelector('.edition-marked')).outline"
    assert "solid" in page.evaluate(outline)
    assert "rgba(0, 0, 0, 0)" not in page.evaluate(outline)


def test_all_links_have_one_colour(visit):
    page = visit("index.html")
    colour = "(s) => getComputedStyle(document.querySelector(s)).color"
    assert page.evaluate(colour, "main table a") == page.evaluate(colour, "main dl a")


def test_overview_maps_the_argument(visit):
    page = visit("overview.html")
    maps = page.locator(".edition-overview-map")
    assert maps.count() == 4
    assert [maps.nth(i).locator("> li").count() for i in range(4)] == [7, 15, 17, 11]
    assert page.locator(".edition-overview-map .edition-overview-keys").evaluate_all(
        "(ps) => ps.every((p) => p.textContent.trim())"
    )
    assert page.locator(".edition-overview-precis > li").count() == 50
    tops = "(cells) => cells.map((li) => li.querySelector('a').getBoundingClientRect().top)"
    assert (
        len(
            set(
                page.locator(".edition-overview-map")
                .first.locator("> li:nth-child(-n+4)")
                .evaluate_all(tops)
            )
        )
        == 1
    )
    page.locator(".edition-overview-map a[href$='#p18']").hover()
    assert "第18段落" in page.locator(CARD).inner_text()


# -- print, copies, policy, size


@pytest.mark.parametrize("chosen", [{}, {"writing": "vertical"}])
def test_printed_page_has_only_text_and_notes(visit, tmp_path, chosen):
    page = visit("text/conflict.html", stored=settings(**chosen))
    path = tmp_path / "page.pdf"
    page.pdf(path=str(path), format="A4")
    text = re.sub(r"\s", "", pdf_text(path))
    plain = "(e) => { const c = e.cloneNode(true); c.querySelectorAll('rt, rp').forEach((x) => x.remove()); return c.textContent.replace(/\\s/g, ''); }"
    for number in (8, 15, 22):
        words = page.locator(f"#p{number}").evaluate(plain)
        assert words[-9:] in text
    last = page.locator(".edition-notes .edition-note p").last.evaluate(plain)
    assert last[-8:] in text
    for control in ("検索", "元に戻す", "SystemSettings", "Ctrl", "次へ"):
        assert control not in text


INK = """
[...document.querySelectorAll("h1, #p18, #p18 a, .edition-note p, .edition-number, .edition-row:has(#p18) .edition-notes a")].map((e) => {
  const [r, g, b] = getComputedStyle(e).color.match(/[\\d.]+/g).map((v) => { v /= 255; return v <= 0.04 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
  return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05);
})
"""


def test_dark_and_vertical_pages_are_printed_dark_on_white_with_notes_alongside(visit):
    page = visit(
        "text/conflict.html",
        width=720,
        height=1000,
        color_scheme="dark",
        stored=settings(writing="vertical"),
    )
    page.emulate_media(media="print")
    assert min(page.evaluate(INK)) >= 4.5
    text, notes = (
        page.locator("#p18").bounding_box(),
        page.locator(".edition-row[data-number='18'] .edition-notes").bounding_box(),
    )
    assert notes["x"] >= text["x"] + text["width"]
    page.goto(page.url.replace("text/conflict", "glossary"))
    assert not page.locator("#jb-print-toc").is_visible()


def test_copied_folder_works_from_the_disk(edition, tmp_path, browser):
    shutil.copytree(edition, tmp_path / "メモリー 1/注釈版")
    page = browser.new_context().new_page()
    requested = []
    page.on(
        "request",
        lambda request: (
            requested.append(request.url)
            if not request.url.startswith(("file:", "data:"))
            else None
        ),
    )
    page.goto(f"{(tmp_path / 'メモリー 1/注釈版').as_uri()}/text/conflict.html")
    page.hover(TERM)
    page.locator(CARD).wait_for()
    page.goto(f"{(tmp_path / 'メモリー 1/注釈版').as_uri()}/p/23.html")
    page.wait_for_url("**/text/trade.html#p23")
    assert requested == []
    page.context.close()


def test_pages_keep_a_strict_content_security_policy(browser, served):
    page = browser.new_context(color_scheme="dark").new_page()
    refused = page_errors(page)
    for name in PAGES:
        page.goto(f"{served}/{name}")
        page.wait_for_load_state("networkidle")
        settle(page)
        assert refused == [], name
        if name == "text/lead.html":
            page.hover(TERM)
            page.locator(CARD).wait_for()
            choose(page, "writing", "vertical")
            page.get_by_role("switch").first.uncheck()
            assert refused == []
            page.evaluate("localStorage.clear()")
    page.context.close()


@pytest.mark.parametrize("name", [*PAGES, "cite.html"])
def test_page_is_accessible_in_both_schemes(visit, name):
    page = visit(name)
    if name.startswith("p/"):
        page.wait_for_url("**/text/*.html#p18")
    assert violations_by_size(page, SIZES, also=("target-size",)) == {}


def test_card_and_settings_are_accessible_in_both_schemes(visit):
    page = visit("text/lead.html")
    found = {}
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.locator(TERM).first.scroll_into_view_if_needed()
        page.hover(TERM)
        page.locator(CARD).wait_for()
        settle(page)
        found[width, "card"] = violations(page, also=("target-size",))
        assert page.locator(CARD).is_visible()
        page.mouse.move(3, 3)
        page.click(".edition-settings-button")
        found[width, "settings"] = violations(page, also=("target-size",))
        page.keyboard.press("Escape")
    page.evaluate("scrollTo(0, 4000)")
    page.mouse.wheel(0, -300)  # the way back to the top is offered
    page.locator("#pst-back-to-top").wait_for()
    found["to the top"] = violations(page)
    assert {state: wrong for state, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize(
    "chosen", [{"writing": "vertical", "furigana": "always"}, {"precis": "side"}]
)
def test_page_with_settings_is_accessible_in_both_schemes(visit, chosen):
    page = visit("text/lead.html", stored=settings(**chosen))
    assert violations_by_size(page, SIZES, also=("target-size",)) == {}


@pytest.mark.parametrize("name", ["index.html", "text/lead.html", "glossary.html"])
def test_scripts_and_styles_are_small(edition, name):
    """Those of the engine that a page of the reading edition loads at once, compressed."""
    loaded = re.findall(
        r'(?:src|href)="[^"]*_static/([a-z-]+\.(?:js|css))[?"]', (edition / name).read_text("utf-8")
    )
    ours = BUNDLES.keys() & set(loaded)
    weight = sum(len(gzip.compress((edition / "_static" / file).read_bytes(), 9)) for file in ours)
    assert ours == {"edition-early.js", "edition.js", "edition.css"}
    assert weight <= 15_000, weight
