"""What a page loads: requests, bytes, and nothing before it is needed."""

from __future__ import annotations

import re

import pytest
from sphinx.builders.html import _assets

from study_edition.core.assembly.assemble import LEMMA_LIMIT
from study_edition.html import theme_files
from study_edition.html.bundles import BUNDLES, DATA_FUNCTIONS, PACKAGES, bundle
from study_edition.html.icons import draw_icons
from study_edition.html.script_tables import fill
from study_edition.html.theme_files import used_rules

PAGES = ["text/lead.html", "text/trade.html", "glossary.html", "index.html"]
THEMES_OWN = {"bootstrap", "initThebeSBT", "oldScroll", "toggleFullScreen", "uidEvent"}


@pytest.fixture
def responses(browser, served):
    """Open a page from the server with an empty cache; list its responses: [path, bytes]."""
    contexts = []

    def go(name):
        contexts.append(browser.new_context(viewport={"width": 1280, "height": 900}))
        page = contexts[-1].new_page()
        got = []
        page.on("response", lambda response: got.append(response))  # noqa: PLW0108  Playwright wants a function
        page.goto(f"{served}/{name}", wait_until="networkidle")
        page.wait_for_timeout(500)  # longer than any idle callback waits
        return page, lambda: [
            (response.url.removeprefix(f"{served}/"), len(response.body())) for response in got
        ]

    yield go
    for context in contexts:
        context.close()


@pytest.mark.browser
def test_first_load_of_a_text_page_is_at_most_15_requests_and_700_kb(edition, responses):
    for path in sorted((edition / "text").glob("*.html")):
        _, loaded = responses(f"text/{path.name}")
        files = loaded()
        assert len(files) <= 15, files
        assert sum(size for _, size in files) <= 700_000, files


@pytest.mark.browser
@pytest.mark.parametrize("name", PAGES)
def test_icons_are_drawn_without_the_theme_s_script_and_fonts(responses, name):
    page, loaded = responses(name)
    assert not [address for address, _ in loaded() if re.search("fontawesome|woff", address)]
    assert page.locator("i[class*=fa-], span[class*=fa-]").count() == 0
    assert page.locator(".theme-switch-button svg:visible").bounding_box()["width"] > 10


@pytest.mark.browser
def test_buttons_of_the_theme_have_names_and_work(visit):
    page = visit("text/lead.html", own=True, color_scheme="light")
    page.get_by_role("button", name="Color mode").click()
    page.get_by_role("button", name="ダーク").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.locator("#pst-primary-sidebar").get_by_role("button", name="検索").click()
    assert page.locator(".search-dialog").is_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Toggle primary sidebar").click()
    page.locator("#pst-primary-sidebar .sidebar-primary-items__start").wait_for(state="hidden")
    assert page.errors == []


@pytest.mark.browser
def test_cards_are_loaded_when_the_pointer_comes_to_a_paragraph_with_their_links(responses):
    page, loaded = responses("text/lead.html")

    def cards():
        return {address for address, _ in loaded() if address.startswith("_cards/")}

    assert cards() == set()
    link = page.locator("#p1 a[href*='glossary']").first
    box = page.locator("#p1").bounding_box()
    page.mouse.move(box["x"] + box["width"] - 2, box["y"] + box["height"] - 2)
    page.wait_for_function("document.querySelector('script[src$=\"_cards/glossary.js\"]')")
    page.wait_for_load_state("networkidle")
    assert cards() == {"_cards/glossary.js"}
    assert page.locator(".edition-card").count() == 0
    link.hover()
    page.locator(".edition-card").wait_for()
    assert cards() == {"_cards/glossary.js"}


@pytest.mark.browser
def test_cards_are_loaded_when_a_link_near_by_has_the_focus(responses):
    page, loaded = responses("text/lead.html")
    page.locator("#p1 a[href*='glossary']").first.focus()
    page.wait_for_function("document.querySelector('script[src$=\"_cards/glossary.js\"]')")
    page.wait_for_load_state("networkidle")
    assert "_cards/glossary.js" in {address for address, _ in loaded()}


@pytest.mark.browser
def test_only_functions_that_data_files_call_are_global(visit):
    page = visit("text/lead.html#p1")
    page.locator("#p1 a[href*='glossary']").first.hover()
    page.locator(".edition-card").wait_for()
    page.mouse.move(3, 3)
    page.locator(".edition-card").wait_for(state="detached")
    page.keyboard.press("c")
    page.locator("dialog[open]").wait_for()
    page.keyboard.press("Escape")
    page.locator("dialog[open]").wait_for(state="hidden")
    page.keyboard.press("m")
    page.locator("dialog[open]").wait_for()
    page.keyboard.press("Escape")
    added = "Object.getOwnPropertyNames(window).filter((name) => !(name in frame.contentWindow))"
    for name in ("text/lead.html", "check.html", "my-text.html", "search.html?q=nato"):
        if name != "text/lead.html":
            page = visit(name)
            page.wait_for_timeout(300)
        names = page.evaluate(
            f"(() => {{ const frame = document.body.appendChild(document.createElement('iframe')); return {added}; }})()"
        )
        ours = {n for n in names if not n.isdecimal()} - THEMES_OWN
        assert ours <= {"edition", *DATA_FUNCTIONS}, name


def test_every_script_and_style_sheet_is_in_a_bundle():
    sources = {path.name for folder in PACKAGES for path in (folder / "static").glob("*")}
    assert {name for parts in BUNDLES.values() for name in parts} == sources


def test_types_of_every_script_are_checked():
    scripts = {
        path.name: path.read_text("utf-8")
        for folder in PACKAGES
        for path in (folder / "static").glob("*.js")
    }
    assert [name for name, text in scripts.items() if not text.startswith("// @ts-check\n")] == []
    assert [name for name, text in scripts.items() if "@ts-ignore" in text or "{any}" in text] == []


def test_only_one_function_loads_scripts():
    makers = [
        path.name
        for folder in PACKAGES
        for path in (folder / "static").glob("*.js")
        if re.search(r'createElement\([^)]*"(?:script|link)"', path.read_text("utf-8"))
    ]
    assert makers == ["edition-early.js"]


def test_rules_that_no_page_can_match_are_dropped():
    css = (
        "/*! licence */ /* note */ p{a:b} .used,.other{c:d} .other p{e:f} .used:not(.other){g:h}"
        "@media print{.other{i:j} #used{k:l}} @media screen{#other{m:n}} @font-face{o:p}"
    )
    assert used_rules(css, {"used"}) == (
        "/*! licence */p{a:b}.used{c:d} .used:not(.other){g:h}"
        "@media print{#used{k:l}}@font-face{o:p}"
    ).replace("} .", "}.")


@pytest.mark.slow
def test_theme_s_rules_are_kept_for_classes_of_documents_and_for_extensions(workshop):
    theme = ('html_theme = "basic"', 'html_theme = "sphinx_book_theme"')
    workshop.change("conf.py", *theme)
    styles = workshop.build() / "_static/styles/edition-theme.css"
    assert ".admonition" in styles.read_text("utf-8")
    assert ".carousel-item" not in styles.read_text("utf-8")
    before = workshop.page("text/one").select_one("link[href*='edition-theme.css']")["href"]
    workshop.change("text/two.md", "# ", "{.carousel-item}\n# ")
    _assets._file_checksum_inner.cache_clear()  # noqa: SLF001  Sphinx keeps it while the process runs
    workshop.build()
    assert ".carousel-item" in styles.read_text("utf-8")
    after = workshop.page("text/one").select_one("link[href*='edition-theme.css']")["href"]
    assert before != after
    workshop.change(
        "conf.py",
        'extensions = ["study_edition"',
        'extensions = ["sphinx.ext.todo", "study_edition"',
    )
    workshop.build()
    assert ".accordion-item" in styles.read_text("utf-8")


@pytest.mark.slow
def test_theme_s_rules_depend_on_the_words_of_the_code_and_not_on_its_version(
    workshop, monkeypatch
):
    workshop.change("conf.py", 'html_theme = "basic"', 'html_theme = "sphinx_book_theme"')
    styles = workshop.build() / "_static/styles/edition-theme.css"
    expected = styles.read_bytes()
    styles.write_text("", "utf-8")
    workshop.build()
    assert styles.read_bytes() == expected
    texts = theme_files._source_texts  # noqa: SLF001
    monkeypatch.setattr(theme_files, "_source_texts", lambda app: (*texts(app), "newer"))
    assert (
        workshop.build(output="other") / "_static/styles/edition-theme.css"
    ).read_bytes() == expected


def test_icons_are_replaced_by_drawings_that_keep_their_classes():
    html = draw_icons(
        '<i class="theme-switch fa-solid fa-sun fa-lg" data-mode="light" title="Light"></i>'
    )
    assert html.startswith(
        '<svg class="svg-inline--fa theme-switch fa-sun fa-lg" data-mode="light" '
    )
    assert "title" not in html
    assert 'aria-hidden="true"' in html
    assert draw_icons('<i class="fa-brands fa-other"></i>') == '<i class="fa-brands fa-other"></i>'


def test_page_with_another_icon_loads_the_theme_s_script(workshop):
    link = {"name": "Code", "url": "https://example.org", "icon": "fa-brands fa-square-git"}
    workshop.change(
        "conf.py",
        'html_theme = "basic"',
        'html_theme = "sphinx_book_theme"\n'
        f'html_theme_options = {{"icon_links": [{link}]}}\n'
        'html_sidebars = {"**": ["icon-links.html"]}',
    )
    workshop.build()
    (script,) = workshop.page("text/one").select("script[src*='fontawesome.js']")
    assert script["data-auto-add-css"] == "false"


def test_no_table_remains_to_be_filled_in():
    for name in BUNDLES:
        assert not re.search("__[A-Z_]+__", bundle(name)), name


def test_tables_are_written_as_scripts_that_escape_uncommon_characters():
    assert fill("of(__LEMMA_LIMIT__)") == f"of({LEMMA_LIMIT})"
    assert '"unified":{"\\u201c":' in fill("__WITNESS__")
    assert '"maxSize":4194304' in fill("__LAYER__")
    assert "(?P<" not in fill("__LOCI__")
