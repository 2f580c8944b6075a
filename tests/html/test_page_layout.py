"""The layout of a page: notes next to or below paragraphs, light and dark, without JavaScript."""

from __future__ import annotations

import pytest

from page_state import fits

pytestmark = pytest.mark.browser


def boxes(page, number):
    """Return the bounding boxes of a paragraph, its notes and its number."""
    paragraph = page.locator(f"#p{number}")
    row = page.locator(".edition-row", has=paragraph)
    return (
        paragraph.bounding_box(),
        row.locator(".edition-notes").bounding_box(),
        row.locator(".edition-number").bounding_box(),
    )


def test_notes_are_next_to_the_text_on_a_wide_screen(visit):
    page = visit("text/conflict.html")
    for number in (8, 18, 22):
        text, notes, label = boxes(page, number)
        assert notes["x"] >= text["x"] + text["width"], number
        assert abs(notes["y"] - text["y"]) < 30
        assert label["x"] + label["width"] <= text["x"] + 1
        assert text["width"] > 380
        assert notes["width"] > 280


def test_notes_follow_the_text_on_a_narrow_screen(visit):
    page = visit("text/conflict.html", width=390, height=844)
    for number in (8, 18, 22):
        text, notes, label = boxes(page, number)
        assert notes["y"] >= text["y"] + text["height"], number
        assert label["y"] + label["height"] <= text["y"] + 2
        assert text["width"] > 320
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


PAGES = [
    "index.html",
    "about.html",
    "text/lead.html",
    "glossary.html",
    "bibliography.html",
    "genindex.html",
    "layers/commentary.html",
    "search.html",
]


@pytest.mark.parametrize("name", PAGES)
def test_no_page_scrolls_sideways_or_requests_another_host(visit, name):
    page = visit(name)
    assert fits(page, [(1280, 900), (390, 900)])
    assert page.foreign == []
    assert page.errors == []


@pytest.mark.quick
def test_permanent_page_leads_to_its_marked_paragraph(visit):
    page = visit("p/18.html")
    page.wait_for_url("**/text/conflict.html#p18")
    assert page.locator("#p18").is_visible()
    assert (
        page.evaluate(
            "getComputedStyle(document.querySelector('.edition-row:has(#p18)')).backgroundColor"
        )
        != "rgba(0, 0, 0, 0)"
    )
    top = page.locator("#p18").bounding_box()["y"]
    assert 0 <= top < 300


def test_page_is_readable_without_javascript(visit):
    page = visit("text/conflict.html", java_script_enabled=False)
    text, notes, _ = boxes(page, 18)
    assert notes["x"] >= text["x"] + text["width"]
    assert page.locator("#p18").is_visible()
    page.locator("#p19 a").first.click()
    page.wait_for_url("**/glossary.html#term-*")


def test_number_of_a_paragraph_is_its_link_and_has_focus_by_keyboard(visit):
    page = visit("text/conflict.html")
    number = page.locator(".edition-number").first
    number.focus()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    assert page.url.endswith("#p8")


CONTRAST = """
(selector) => {
  const parse = (c) => { const m = c.match(/[\\d.]+/g).map(Number); return c.startsWith('color(srgb') ? [m[0]*255, m[1]*255, m[2]*255, m[3] ?? 1] : [m[0], m[1], m[2], m[3] ?? 1]; };
  const lum = ([r, g, b]) => { const f = (v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }; return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b); };
  const element = document.querySelector(selector);
  let behind = element, ground = null;
  while (behind) { const c = parse(getComputedStyle(behind).backgroundColor); if (c[3] === 1) { ground = c; break; } behind = behind.parentElement; }
  const [a, b] = [lum(parse(getComputedStyle(element).color)), lum(ground ?? [255, 255, 255])].sort((x, y) => y - x);
  return (a + 0.05) / (b + 0.05);
}
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_sufficient_in_both_schemes(visit, scheme):
    page = visit("text/conflict.html", color_scheme=scheme)
    assert page.evaluate("document.documentElement.dataset.theme") == scheme
    for selector in (
        "#p18",
        ".edition-number",
        ".edition-note p",
        ".edition-text .edition-note p",
        ".bibtex-citation",
        ".edition-legend",
        ".edition-para",
    ):
        assert page.evaluate(CONTRAST, selector) >= 4.5, selector


@pytest.mark.parametrize("query", ["ブレトンウッズ", "相殺", "MASGA"])
def test_search_finds_japanese_from_the_disk(visit, query):
    page = visit(f"search.html?q={query}")
    page.wait_for_selector("#search-results li", timeout=10_000)
    assert page.locator("#search-results li").count() > 0
