"""Search finds exactly what contains a query: on the search page, in the box, and in the index."""

from __future__ import annotations

import gzip
import json
import random
import re
import unicodedata
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup

from axe_rules import violations_by_size
from page_errors import page_errors
from page_state import fits
from project_paths import PROJECT
from study_edition.core.text.old_forms import OLD_FORMS

BOX = "dialog.search-dialog"
LABELS = ".edition-meta, .edition-note-number, .edition-lemma, .edition-locus, rt, rp"
TYPE = """
async (query) => {
  const input = document.querySelector(".search-form input");
  const list = document.getElementById("search-results");
  input.value = query;
  input.dispatchEvent(new Event("input"));
  do await new Promise((resolve) => setTimeout(resolve)); while (list.ariaBusy !== "false");
  return [...list.children].map((item) => item.querySelectorAll("a").length === 1 ? item.querySelector("a").hash.slice(1) : "");
}
"""


def folded(text):
    """Return the text as the search should compare it, without the engine's function."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return re.sub(
        r"\s+", " ", re.sub("[‐-―−]", "-", "".join(OLD_FORMS.get(char, char) for char in plain))
    )


def kana(text):
    return re.sub("[ァ-ヶヽヾ]", lambda m: chr(ord(m[0]) - 0x60), folded(text))


@pytest.fixture(scope="session")
def data(edition):
    return json.loads((edition / "edition.json").read_text("utf-8"))


@pytest.fixture(scope="session")
def soups(edition):
    pages = [*edition.glob("text/*.html"), edition / "glossary.html", edition / "bibliography.html"]
    return [BeautifulSoup(page.read_text("utf-8"), "html.parser") for page in pages]


@pytest.fixture(scope="session")
def printed(soups):
    """The text on the page of each note, term or source by id, without labels and furigana."""
    found = {}
    for soup in soups:
        for label in soup.select(LABELS):
            label.decompose()
        for item in soup.select(".edition-note[id], .edition-sources > li"):
            found[item["id"]] = [item.get_text()]
        for head in soup.select("dt[id^=term-]"):
            found[head["id"]] = [
                block.get_text()
                for block in head.find_next_sibling("dd").select("p, li")
                if not block.find_parent(class_="edition-since")
            ]
    return found


@pytest.fixture(scope="session")
def searchable(data, printed):
    """The texts by which each id is found, and readings by id."""
    found = {p["id"]: [p["precis"]["ja"]] for p in data["paragraphs"]}
    for note in data["notes"]:
        found[note["id"]] = [note["lemma"] or "", note["text"], *printed[note["id"]]]
    for term in data["terms"]:
        heads = [
            term["headword"],
            term["reading"] or "",
            term["english"] or "",
            *term["aliases"],
            term["dates"] or "",
        ]
        found[term["id"]] = [*heads, *term["definition"].values(), *printed[term["id"]]]
    for source in data["sources"]:
        found[f"source-{source['id']}"] = printed[f"source-{source['id']}"]
    return found


@pytest.fixture(scope="session")
def expected(searchable, data):
    """Return all ids expected for a word or phrase."""
    texts = {name: [folded(text).strip() for text in own] for name, own in searchable.items()}
    readings = {t["id"]: kana(t["reading"] or "") for t in data["terms"]}

    def expect(query):
        word = folded(query)
        found = {name for name, own in texts.items() if any(word in text for text in own)}
        if len(word) > 2:
            found |= {
                name
                for name, read in readings.items()
                if any(p.startswith(kana(word)) for p in [read, *re.split("[・ ]", read)])
            }
        return found

    return expect


@pytest.fixture
def search(visit):
    """Type a query on the search page; return the ids of the results in order."""
    page = visit("search.html")
    found = lambda query: page.evaluate(TYPE, query)  # noqa: E731
    found.page = page
    return found


def substrings(texts, number, seed):
    choose = random.Random(seed)
    while number:
        text = choose.choice(texts)
        length = choose.randint(2, 8)
        start = choose.randrange(max(len(text) - length, 0) + 1)
        piece = text[start : start + length]
        if len(piece) >= 2 and not re.search(r'[\s"]', piece):
            number -= 1
            yield piece


# -- results


@pytest.mark.browser
def test_any_substring_finds_exactly_the_entries_that_contain_it(search, searchable, expected):
    texts = [text for own in searchable.values() for text in own if len(text) > 1]
    wrong = {}
    for query in substrings(texts, 200, 1):
        found = search(query)
        if len(found) != len(set(found)) or set(found) != expected(query):
            wrong[query] = set(found) ^ expected(query)
    assert wrong == {}


@pytest.mark.browser
def test_copied_text_is_found_with_and_without_its_citations(search, soups, expected):
    cited = []
    for note in (note for soup in soups for note in soup.select(".edition-note[id]")):
        text = note.get_text()
        for citation in (c.get_text() for c in note.select(".bibtex-citation")):
            if citation.startswith(("（", "(")):
                start, end = text.index(citation), text.index(citation) + len(citation)
                across = (text[start - 4 : start + 4], citation, text[end - 4 : end + 4])
                cited.append(
                    (note["id"], [*across, text[start - 3 : start].rstrip() + text[end : end + 3]])
                )
    wrong = {}
    for name, pieces in random.Random(2).sample(cited, 40):
        for piece in filter(
            lambda piece: len(piece) > 1 and not re.search('["\n]', piece),
            (piece.strip() for piece in pieces),
        ):
            found = search(f'"{piece}"')
            if set(found) != expected(piece) or name not in found:
                wrong[name, piece] = set(found) ^ expected(piece)
    assert wrong == {}


@pytest.mark.browser
def test_parts_of_compound_terms_find_the_term(search, data, expected):
    heads = [t for t in data["terms"] if len(re.findall("[一-鿿ァ-ヶー]", t["headword"])) >= 4][:25]
    assert len(heads) == 25
    for term in heads:
        for part in (term["headword"][:2], term["headword"][-2:], term["headword"]):
            assert term["id"] in search(part)
            assert set(search(part)) == expected(part)
        equal = [
            t["id"] for t in data["terms"] if term["headword"] in (t["headword"], *t["aliases"])
        ]
        assert search(term["headword"])[0] in equal


@pytest.mark.browser
def test_readings_are_found_in_both_kana(search, data, expected):
    terms = [t for t in data["terms"] if t["reading"] and len(kana(t["reading"])) > 3][:20]
    assert len(terms) == 20
    for term in terms:
        hira = kana(term["reading"])
        kata = re.sub("[ぁ-ゖ]", lambda m: chr(ord(m[0]) + 0x60), hira)
        for query in (hira, kata, hira[:3], kata[:3], term["reading"][1:3]):
            found = search(query)
            assert term["id"] in found or (query == term["reading"][1:3] and " " in query), query
            assert set(found) == expected(query)


@pytest.mark.browser
def test_kana_are_folded_only_in_readings(search, searchable, expected):
    for query in ("タイ", "たい", "タダ", "コメ"):
        assert set(search(query)) == expected(query)
        assert all(
            any(query in folded(text) for text in searchable[name]) for name in search(query)
        )


@pytest.mark.browser
def test_english_form_finds_the_term(search, data):
    for term in [t for t in data["terms"] if t["english"]][:20]:
        found = search(f'"{term["english"].upper()}"')
        assert term["id"] in found
        assert term["id"] in search(term["english"])


@pytest.mark.browser
def test_width_case_and_old_forms_do_not_matter(search):
    assert search("NATO") == search("ＮＡＴＯ") == search("nato") != []
    assert search("トランプ") == search("ﾄﾗﾝﾌﾟ") != []
    new = dict(zip(OLD_FORMS.values(), OLD_FORMS, strict=True))
    for query in ("国際", "経済", "関税", "軍事", "対立", "戦後"):
        old = "".join(new.get(char, char) for char in query)
        assert search(old) == search(query) != []
    assert search("圧") == search("壓") != []
    assert search("1989-91") == search("1989–91") != []


@pytest.mark.browser
def test_all_words_and_whole_phrases_are_required(search, searchable):
    def having(*words):
        return {
            name
            for name, own in searchable.items()
            if all(any(w in folded(text) for text in own) for w in words)
        }

    for query in ("冷戦　同盟", " 冷戦 同盟 ", "free  world"):
        assert set(search(query)) == having(*folded(query).split())
    assert set(search('"free world"')) == having("free world") != having("free", "world")
    assert set(search('"free world" 冷戦')) == having("free world", "冷戦")


@pytest.mark.browser
def test_results_are_ordered_by_kind(search, data):
    found = search("冷戦")
    assert found[0] == "term-cold-war"
    ranks = [
        "term" if i < 1 else re.match(r"p(?=\d)|note|term|source", name)[0]
        for i, name in enumerate(found)
    ][1:]
    order = ["term-head", "p", "note", "term", "source"]
    assert [order.index(rank) for rank in ranks] == sorted(order.index(rank) for rank in ranks)
    numbers = [int(name[1:]) for name in found if re.fullmatch(r"p\d+", name)]
    assert numbers == sorted(numbers)
    assert len(numbers) > 1
    assert search("free world")[0] == search("FREE WORLD")[0] == "term-free-world"


@pytest.mark.browser
def test_other_prose_and_names_are_in_a_second_list(search):
    elsewhere = search.page.locator("#search-elsewhere")
    search("冥王星")
    assert not elsewhere.is_visible()
    search("Carter")
    assert elsewhere.locator("a[href$='names.html#name-carter']").count() == 1
    search("じみー")
    assert elsewhere.locator("a").first.get_attribute("href").endswith("names.html#name-carter")
    search("CONFIDENT")
    assert elsewhere.locator("a[href$='bibliography.html#bib-intro']").count() == 1
    assert elsewhere.locator("mark").first.inner_text() == "CONFIDENT"
    search("IEEPA")
    later = elsewhere.locator("a[href*='glossary.html#term-']")
    assert all("その後" in text for text in later.all_inner_texts())
    search("凡例")
    assert (
        elsewhere.locator("a").first.get_attribute("href").endswith("about.html#about-conventions")
    )


# -- the search page


@pytest.mark.browser
def test_every_match_is_marked_and_every_result_is_one_link(search, searchable):
    for query in ("同盟", "世界", "alliance", "２０２５年", "關稅"):
        search(query)
        items = search.page.locator("#search-results > li")
        for item in items.all()[:40]:
            marks = item.locator("mark").all_inner_texts()
            assert marks
            assert {folded(mark) for mark in marks} == {folded(query)}
            name = item.locator("a").get_attribute("href").split("#")[1]
            if re.fullmatch(r"p\d+", name):
                assert len(marks) == folded(searchable[name][0]).count(folded(query))
    search("冷戦")
    kinds = {
        kind.split()[0]
        for kind in search.page.locator("#search-results .search-kind").all_inner_texts()
    }
    assert kinds == {"用語", "本文", "注"}
    assert (
        search.page.locator("#search-results .search-kind [lang=en]").first.inner_text() == "Term"
    )
    assert (
        search.page.locator("#search-status")
        .inner_text()
        .startswith(f"{search.page.locator('#search-results li').count()}か所")
    )


SPECIAL = [
    "<b>",
    "<script>alert(1)</script>",
    "A&B",
    "100%",
    "%41",
    '"同盟',
    "冷戦　同盟",
    "#p1",
    "+",
    "a+b",
    "\\d+",
    "^(",
    "${x}",
    "同盟&q=x",
]


@pytest.mark.browser
def test_address_with_a_query_runs_the_search(visit):
    page = visit("search.html")
    typed = {query: page.evaluate(TYPE, query) for query in SPECIAL}
    for query in SPECIAL:
        page.goto(re.sub(r"search\.html.*", f"search.html?q={quote(query)}", page.url))
        page.wait_for_function("document.getElementById('search-status').textContent")
        page.wait_for_function("document.getElementById('search-results').ariaBusy === 'false'")
        assert page.locator(".search-form input").input_value() == query
        assert [
            a.get_attribute("href").split("#")[1] for a in page.locator("#search-results a").all()
        ] == typed[query], query
        assert page.errors == []


@pytest.mark.quick
@pytest.mark.browser
def test_typed_query_is_in_the_address_and_survives_a_reload(visit):
    page = visit("search.html")
    page.keyboard.type("同盟 & <冷戦>")
    page.wait_for_url(lambda url: "q=" in url)
    page.locator(".search-form input").fill("相殺")
    page.wait_for_url(f"**/search.html?q={quote('相殺')}")
    before = page.locator("#search-results").inner_html()
    assert "<mark>相殺</mark>" in before
    page.reload()
    page.wait_for_selector("#search-results li")
    assert page.locator("#search-results").inner_html() == before


@pytest.mark.browser
def test_status_reports_that_nothing_was_found(search):
    status = search.page.locator("#search-status")
    assert status.get_attribute("role") == "status"
    assert search("該当なしの語") == []
    assert "見つからない" in status.inner_text()
    assert status.locator("[lang=en]").inner_text() == "Nothing found."
    assert search("a") == search("あ") == []
    assert "2文字以上" in status.inner_text()
    assert search(" ") == []
    assert status.inner_text() == ""
    assert search("米") != []


@pytest.mark.browser
def test_missing_index_is_reported(visit):
    page = visit("index.html")
    page.route("**/search-index.js", lambda route: route.abort())
    page.goto(re.sub(r"index\.html$", "search.html?q=同盟", page.url))
    page.wait_for_function(
        "document.getElementById('search-status').textContent.includes('cannot be loaded')"
    )


@pytest.mark.browser
def test_all_results_are_shown_in_batches(search, expected):
    page = search.page
    search("米")  # the index is loaded
    at_once = """async () => {
      window.requestIdleCallback = (run) => setTimeout(run, 50);
      const input = document.querySelector(".search-form input");
      input.value = "国";
      input.dispatchEvent(new Event("input"));
      await new Promise((resolve) => setTimeout(resolve));
      return document.getElementById("search-results").childElementCount;
    }"""
    assert page.evaluate(at_once) == 60 < len(expected("国"))
    page.wait_for_function("document.getElementById('search-results').ariaBusy === 'false'")
    assert page.locator("#search-results li").count() == len(expected("国"))


@pytest.mark.browser
def test_search_page_links_to_the_glossary_without_javascript(visit):
    page = visit("search.html", java_script_enabled=False)
    assert "JavaScript" in page.locator("main noscript").inner_text()
    assert not page.locator(".search-form").is_visible()
    hrefs = [a.get_attribute("href") for a in page.locator("main noscript a").all()]
    assert set(hrefs) == {"glossary.html", "genindex.html"}


@pytest.mark.browser
def test_search_keeps_a_strict_content_security_policy(browser, served):
    page = browser.new_context().new_page()
    messages = page_errors(page)
    page.goto(f"{served}/search.html?q=同盟")
    page.wait_for_selector("#search-results li")
    page.goto(f"{served}/text/lead.html")
    page.keyboard.press("Control+k")
    page.keyboard.type("同盟")
    page.wait_for_selector(f"{BOX} li")
    assert messages == []
    page.context.close()


# -- the box


@pytest.mark.quick
@pytest.mark.browser
def test_search_box_works_by_keyboard(visit):
    page = visit("text/conflict.html")
    page.locator("#p9 a").first.focus()
    page.keyboard.press("Control+k")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("ただ乗り")
    page.wait_for_selector(f"{BOX} li")
    focused = "document.activeElement.hash ?? document.activeElement.name"
    order = []
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "ArrowUp"):
        page.keyboard.press(key)
        order.append(page.evaluate(focused))
    assert order == ["#term-free-riding", "#p15", "#term-free-riding", "q", "q"]
    page.keyboard.press("Escape")
    assert not page.locator(BOX).is_visible()
    page.keyboard.press("Control+k")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert not page.locator(BOX).is_visible()
    page.keyboard.press("Control+k")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/text/conflict.html#p15")
    assert not page.locator(BOX).is_visible()
    assert 0 <= page.locator("#p15").bounding_box()["y"] < 400
    assert page.errors == []


@pytest.mark.browser
def test_enter_in_the_box_opens_the_search_page(visit):
    page = visit("text/conflict.html")
    page.locator(".search-button-field").first.click()
    page.keyboard.type("同盟 <b>")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    assert page.locator(".search-form input").input_value() == "同盟 <b>"


@pytest.mark.browser
def test_box_shows_twelve_results_and_a_link_to_all(visit):
    page = visit("text/conflict.html")
    page.keyboard.press("Control+k")
    page.keyboard.type("同盟")
    page.wait_for_selector(f"{BOX} li")
    assert page.locator(f"{BOX} li").count() == 12
    page.locator(f"{BOX} .search-all a").click()
    page.wait_for_url(f"**/search.html?q={quote('同盟')}")
    assert page.locator("#search-results li").count() > 12


@pytest.mark.browser
def test_search_page_has_one_field_and_ctrl_k_focuses_it(visit):
    page = visit("search.html?q=同盟")
    page.wait_for_selector("#search-results li")
    page.locator("#search-results a").first.focus()
    page.keyboard.press("Control+k")
    assert (
        page.evaluate("document.activeElement.closest('form').className").find("search-form") >= 0
    )
    assert page.locator("input[name=q]:visible").count() == 1


@pytest.mark.browser
def test_search_is_accessible_in_both_schemes_and_fits_the_screen(visit):
    sizes = [(1280, 844), (390, 844)]
    page = visit("search.html?q=alliance")
    page.wait_for_selector("#search-elsewhere li")
    assert violations_by_size(page, sizes) == {}
    assert fits(page, sizes)
    page.goto(page.url.replace("search.html?q=alliance", "text/lead.html"))
    page.keyboard.press("Control+k")
    page.keyboard.type("alliance")
    page.wait_for_selector(f"{BOX} li")
    assert violations_by_size(page, sizes) == {}
    assert fits(page, sizes)
    for width, height in sizes:
        page.set_viewport_size({"width": width, "height": height})
        box = page.locator(BOX).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] + box["height"] <= 844


@pytest.mark.browser
def test_no_single_key_is_a_shortcut(visit):
    """It would act on speech and stray fingers too (WCAG 2.1.4)."""
    page = visit("search.html?q=同盟")
    page.wait_for_selector("#search-results li")
    page.locator("#search-results a").first.focus()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.tagName") == "A"


# -- the index


def strings(data):
    if isinstance(data, str):
        yield data
    elif isinstance(data, list):
        for item in data:
            yield from strings(item)


def read_index(out):
    written = (out / "search-index.js").read_text("utf-8")
    return json.loads(written.removeprefix("editionSearchIndex(").removesuffix(")\n")), len(
        written.encode()
    )


def test_index_is_hardly_larger_than_its_texts(edition):
    data, size = read_index(edition)
    searchable = [
        place
        for kind, pages in data.items()
        if kind not in {"oldForms", "kinds"}
        for _, own in pages
        for place in own
    ]
    texts = sum(
        len(re.sub("[\ue000-\ue002]", "", text).encode())
        for place in searchable
        for text in strings(place[1:])
    )
    assert size <= 1.2 * texts


def test_scripts_and_style_sheet_of_the_search_are_small():
    static = PROJECT / "_ext/study_edition/html/static"
    for name, limit in (("search.js", 4096), ("search-find.js", 4096), ("search.css", 1536)):
        assert len(gzip.compress((static / name).read_bytes(), 9)) <= limit


def test_files_of_sphinxs_search_are_absent(edition):
    names = {path.name for path in edition.rglob("*")}
    assert not names & {
        "searchindex.js",
        "searchtools.js",
        "language_data.js",
        "sphinx_highlight.js",
    }
    for page in edition.rglob("*.html"):
        assert not re.search(
            "searchindex|searchtools|language_data|sphinx_highlight", page.read_text("utf-8")
        ), page


def test_citations_are_marked_in_the_index_and_omitted_from_the_json(workshop):
    workshop.change(
        "layers/precis-en.md",
        "see {para}`5`",
        "see {para}`5` {cite:p}`minato1990{12}`, and {cite:t}`smith2001,gull2010`",
    )
    out = workshop.build()
    assert workshop.warned == []
    index, _ = read_index(out)
    (text,) = [text for text in strings(index["notes"]) if "see ¶5" in text]
    assert "see ¶5 \ue000(港 1990, 12頁)\ue001, and \ue000" in text
    shown, left = re.search("and \ue000([^\ue002]*)\ue002([^\ue001]*)\ue001", text).groups()
    page = re.sub(
        r"\s+", " ", workshop.page("text/two").get_text() + workshop.page("text/one").get_text()
    )
    assert f"see ¶5 (港 1990, 12頁), and {shown}" in page
    json_text = next(
        n["text"]
        for n in json.loads((out / "edition.json").read_text("utf-8"))["notes"]
        if "see ¶5" in n["text"]
    )
    assert f"see ¶5, and {left}" in json_text


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_index_has_everything_once_by_page(workshop, builder):
    workshop.add("index.md", "\n(harbour-law)=\n## 港の法\n\n港法の話{cite:p}`minato1990`。\n")
    index, _ = read_index(workshop.build(builder))
    page = {"html": "{}.html", "dirhtml": "{}/"}[builder].format
    assert [address for address, _ in index["paragraphs"]] == [page("text/one"), page("text/two")]
    prose = {
        place[0]: (address, *place[1:])
        for address, searchable in index["prose"]
        for place in searchable
    }
    home = {"html": "index.html", "dirhtml": ""}[builder]
    assert prose["harbour-law"][0] == home
    assert prose["harbour-law"][1] == "港の法"
    assert re.fullmatch("港法の話\ue000（.+ 1990）\ue001。", prose["harbour-law"][2])
    assert not any("layer:" in text or "license" in text for text in strings(index["prose"]))
    ids = [
        place[0]
        for kind in ("paragraphs", "notes", "terms", "sources")
        for _, own in index[kind]
        for place in own
    ]
    assert len(ids) == len(set(ids))


def test_other_builders_have_no_search(workshop):
    out = workshop.build("singlehtml")
    assert not (out / "search-index.js").exists()
    assert not (out / "search.html").exists()
