"""Script in every field of layers, sources, terms, names, questions, events, files and settings."""

from __future__ import annotations

import csv
import io
import json
import re
from functools import partial
from http.server import ThreadingHTTPServer
from threading import Thread
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from study_edition.tasks.annotation_exchange import template_xlsx
from workshop import StrictHandler, make_project, pdf_text, run_edition

EVIL = (
    "<script>pwned(1)</script>\"'><img src=x onerror=pwned(2)><svg/onload=pwned(3)><math><a xlink:href=javascript:pwned(4)>m</a></math>"
    "</title></style>${pwned(5)}'+pwned(6)+'{{ 7*7 }}]]>--></script>\u2028\u202ejavascript:pwned(7)//url(https://evil.example/x)"
)
"""Text that would act in HTML, scripts, styles, templates, comments or XML."""
PLAIN = re.sub(r"([\\`*_{}\[\]<>#|~$&^@!\"'-])", r"\\\1", EVIL)
"""The same, escaped for Markdown."""
RAW = '<script>pwned(8)</script> <img src=x onerror=pwned(9)> ![<b onload=pwned(10)>"](/x.png) `<svg onload=pwned(11)>` {{ config }} --> ]]>'
"""The same, as Markdown."""
BIB = "<script>pwned(12)</script>\"'><img src=x onerror=pwned(13)> \\textbf{]]>--></script>}"
FORMULAS = ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)"]
WORDS = ("<img/src=x/onerror=pwned(21)>骨董", "<骨董&>")
"""Words with a reading: without spaces; furigana are printed only over those without letters."""
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a4944415478da6360000000020001e527defc0000000049454e44ae426082"
)
NAMES = ("<img src=x onerror=pwned(16)>", "a'b\"c", "${pwned(17)}")


def record(directive, name, body, **options):
    lines = "".join(f":{key}: {value}\n" for key, value in options.items())
    return f"\n\n:::{{{directive}}} {name}\n{lines}\n{body}\n:::\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    root = make_project(tmp_path_factory.mktemp("evil"), "test-records")
    source = root / "source"

    def add(name, text):
        path = source / name
        path.write_text((path.read_text("utf-8") if path.exists() else "") + text, "utf-8")

    person = {"family": EVIL, "given": EVIL, "native": EVIL, "native_family": EVIL}
    title = dict.fromkeys(("own", "romanised", "english", "short", "short_romanised"), EVIL)
    settings = {
        "project": "A & B",
        "author": "A & B",
        "copyright": "A & B",
        "html_title": "A & B",
        "html_theme": "sphinx_book_theme",
        "html_baseurl": "https://example.org/x/",
        "html_show_sourcelink": False,
        "html_theme_options": {
            **dict.fromkeys(
                ("use_download_button", "use_fullscreen_button", "use_source_button"), False
            ),
            "navbar_persistent": [],
        },
        "html_sidebars": {
            "**": ["navbar-logo.html", "search-button-field.html", "sbt-sidebar-nav.html"]
        },
        "edition_essay": {
            "author": person,
            "title": title,
            "container": EVIL,
            "date": "2020-01-01",
        },
        "edition_title": title,
        "edition_editors": {"family": EVIL, "native": EVIL},
        "edition_license": EVIL,
    }
    with (root / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write("".join(f"\n{key} = {value!r}" for key, value in settings.items()) + "\n")
    fields = ("title", "journal", "volume", "pages", "note", "publisher", "address", "yomi")
    with (root / "references.bib").open("a", encoding="utf-8") as bib:
        body = "".join(f", {field} = {{{BIB}}}" for field in fields)
        bib.write(
            f"\n@article{{constructor, author = {{{{{BIB}}}}}{body}, year = {{2003}}, language = {{en}}, "
        )
        bib.write(
            'url = {https://example.org/"><script>pwned(18)</script>}, doi = {10.1/"><script>pwned(19)</script>}}\n'
        )
        bib.write(
            f"@misc{{data, author = {{{{A}}}}, title = {{{BIB}}}, howpublished = {{{BIB}}}, year = {{2004}}, language = {{ja}}, "
        )
        bib.write("url = {https://example.org/?<svg/onload=pwned(20)>}}\n")
    both = json.dumps({"ja": EVIL, "en": EVIL}, ensure_ascii=False)
    notes = record("note", "1", f"{RAW} {PLAIN}{{cite:p}}`constructor,data`[^a]", id="constructor")
    notes += "".join(
        record("note", "2-3", f"{formula} {PLAIN}", id=f"f{i}")
        for i, formula in enumerate(FORMULAS)
    )
    front = f"---\nlayer: evil\ntitle: {both}\nkind: comment\nauthor: {both}\nlang: ja\nlicense: {json.dumps(EVIL)}\n---\n"
    add("layers/evil.md", f"{front}# {PLAIN}\n{notes}\n[^a]: {RAW} {PLAIN}\n")
    line = EVIL.replace("\u2028", "").replace(",", "")
    common = {"headword": line, "reading": "えんぜい", "english": line, "dates": line}
    add(
        "glossary.md",
        record(
            "term",
            "constructor",
            RAW,
            **common,
            aliases=f"constructor, {line}x",
            sources="constructor",
        ),
    )
    add(
        "glossary.md",
        record("term", "proto", RAW, headword="__proto__", reading="ぷろと", english="toString"),
    )
    add(
        "names.md",
        record("name", "evil", RAW, **common, aliases=f"{line}y", role=line, kind="person"),
    )
    add(
        "questions.md",
        record("question", "1", f"{RAW} {PLAIN}", id="evil", level="reading").replace(
            ":::", "::::"
        ),
    )
    add(
        "timeline.md",
        record(
            "event",
            "1541-05",
            RAW,
            id="evil",
            title=line,
            english=line,
            paragraphs="1",
            relation="implied",
        ),
    )
    add("text/one.md", f"\n## {PLAIN}\n\n{{#p4}}\n{RAW} {PLAIN} __proto__ constructor\n")
    for name in NAMES:
        add(f"text/{name}.md", f"---\norphan: true\n---\n# {PLAIN}\n\n![{PLAIN}](/x.png)\n")
    (source / "x.png").write_bytes(PICTURE)
    (root / "readings.txt").write_text("".join(f"{word} こっとう\n" for word in WORDS), "utf-8")
    add("text/one.md", "".join("\n" + word.replace("<", "\\<") + "\n" for word in WORDS))
    rows = [
        ("1", "", f"{RAW} {line}", "evil"),
        *(("2", "", f"{formula} {line}", f"f{i}") for i, formula in enumerate(FORMULAS[1:])),
    ]
    (root / "sheet.xlsx").write_bytes(template_xlsx(rows))
    evil = ("--author", BIB, "--title", BIB)
    result = run_edition(root, "layer", "import", "sheet.xlsx", *evil)
    assert (result.returncode, result.stderr) == (0, "")
    result = run_edition(root, "build", "html", "-q")
    assert (result.returncode, result.stderr) == (0, "")
    result = run_edition(root, "build", "pdf", "-q")
    assert (result.returncode, result.stderr) == (0, "")
    return root


@pytest.fixture(scope="module")
def html(project):
    return project / "build/html"


HARMLESS = re.compile(r"(?:https?:|mailto:|#|[^:]*$|[^:]*[/?#])", re.IGNORECASE)
SCRIPTS = ("application/ld+json", "application/json")


def acts(soup):
    """Yield what could act on a page and is not part of the engine or the theme."""
    for element in soup.select("*"):
        for name, value in element.attrs.items():
            text = re.sub(r"[\x00-\x20]", "", " ".join(value) if isinstance(value, list) else value)
            if name.lower().startswith("on") or (name == "style" and "evil" in text):
                yield f"{element.name} {name}"
            if name.lower() in {
                "href",
                "src",
                "xlink:href",
                "action",
                "formaction",
                "data",
                "srcset",
            } and not HARMLESS.match(text):
                yield f"{element.name} {name}={text[:60]}"
        if (
            element.name == "script"
            and not element.get("src")
            and element.get("type") not in SCRIPTS
        ):
            yield f"script {element.get_text()[:40]}"
        if element.name in {"iframe", "object", "embed", "base", "template"} or (
            element.name == "img" and element.get("src") == "x"
        ):
            yield element.name
        if element.get("src", "").startswith(("http:", "https:", "//")):
            yield f"{element.name} {element['src'][:40]}"


def test_no_page_has_injected_elements_or_attributes(html):
    pages = sorted(html.rglob("*.html"))
    assert len(pages) > 25
    found = {
        page.relative_to(html).as_posix(): list(
            acts(BeautifulSoup(page.read_text("utf-8"), "html.parser"))
        )
        for page in pages
    }
    assert {name: what for name, what in found.items() if what} == {}
    assert "pwned(1)" in (html / "text/one.html").read_text("utf-8")  # it is there, as text


def test_workbook_and_readings_are_escaped(html):
    """Both are on the pages that the other tests check."""
    page = BeautifulSoup((html / "text/one.html").read_text("utf-8"), "html.parser")
    assert len(page.select("[id^=note-sheet-]")) == len(
        FORMULAS
    )  # with = a cell of a workbook has no text
    assert "pwned(8)" in page.select_one("#note-sheet-evil").get_text()
    assert WORDS[0] in page.get_text()
    assert any(ruby.get_text().startswith(WORDS[1]) for ruby in page.select("ruby"))


@pytest.mark.slow
def test_every_data_file_is_valid(html):
    for path in html.rglob("*.json*"):
        json.loads(path.read_text("utf-8"))
    for page in html.rglob("*.html"):
        for script in BeautifulSoup(page.read_text("utf-8"), "html.parser").find_all(
            "script", type="application/ld+json"
        ):
            json.loads(script.get_text())
    for path in html.glob("exports/*"):
        text = path.read_bytes()
        assert b"\x00" not in text


def test_injected_text_stays_in_its_source_record(html):
    ris = next(html.rglob("*.ris")).read_text("utf-8")
    assert all(
        re.fullmatch(r"[A-Z][A-Z0-9]  -.*", line) for line in ris.splitlines() if line.strip()
    )
    csl = [json.loads(path.read_text("utf-8")) for path in html.glob("exports/*.json")]
    urls = [
        entry.get("URL", "")
        for entries in csl
        for entry in (entries if isinstance(entries, list) else [entries])
    ]
    assert not [url for url in urls if re.match("(?:javascript|data):", url)]


def test_exported_cells_are_not_formulas(project):
    result = run_edition(project, "export", "annotations", "--format", "csv", "--layers", "evil")
    rows = list(csv.reader(io.StringIO(result.stdout)))
    assert len(rows) == 2 + len(FORMULAS), result.stderr
    assert [
        cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    ] == []


def test_study_guide_has_the_text_and_no_actions(project):
    guide = project / "build/pdf/study-guide.pdf"
    assert "pwned(1)" in pdf_text(guide)
    reader = PdfReader(guide)
    acting = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR"}
    found = []
    for i in range(len(reader.xref_objStm) + sum(map(len, reader.xref.values()))):
        for entry in (reader.get_object(i) if i else None,):
            if isinstance(entry, dict):
                found += [entry.get("/S")] if entry.get("/S") in acting else []
                found += (
                    [str(entry["/URI"])]
                    if str(entry.get("/URI", "https:")).split(":")[0]
                    not in {"http", "https", "mailto"}
                    else []
                )
    assert "/JavaScript" not in reader.trailer["/Root"].get("/Names", {})
    assert found == []


SPY = "window.pwned = (n) => { window.hits = [...(window.hits || []), n]; };"


def keep_and_load_notes(page):
    """Store such notes as a reader's own, and load a file of them."""
    mine = dict.fromkeys(("author", "layer", "lang", "license", "title"), EVIL)
    kept = {**mine, "notes": [{"id": f"e{n}", "locus": locus, "lemma": EVIL, "kind": kind, "text": f"{RAW}\n\n{EVIL}"}
            for n, (locus, kind) in enumerate([("1", "comment"), ("2-3", "question"), (EVIL, EVIL)])]}  # fmt: skip
    key = "edition-notes:" + page.get_attribute("#edition-mine", "value")
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, json.dumps(kept)])
    page.reload()
    page.locator(".mine-note").first.wait_for()
    assert "pwned(8)" in page.locator(".mine-note").first.inner_text()
    page.click("#edition-mine")
    page.locator(".mine-dialog[open]").wait_for()
    with page.expect_file_chooser() as chooser:
        page.click(".mine-file [name=load]")
    evil = f"---\nlayer: evil\ntitle: {json.dumps(EVIL)}\nkind: comment\nauthor: {json.dumps(EVIL)}\nlang: ja\nlicense: {json.dumps(EVIL)}\n---\n"
    evil += "# x\n" + record("note", "1", f"{RAW} {EVIL}", id="evil", lemma="<b>")
    chooser.value.set_files(
        [{"name": NAMES[0] + ".md", "mimeType": "text/markdown", "buffer": evil.encode()}]
    )
    page.locator(".mine-told > span").wait_for()
    page.wait_for_timeout(300)


@pytest.mark.browser
@pytest.mark.parametrize("way", ["csp", "file"])
def test_nothing_injected_runs_in_the_browser(html, browser, way):
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(StrictHandler, directory=str(html)))
    Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}" if way == "csp" else html.as_uri()
    context = browser.new_context()
    context.add_init_script(SPY)
    page = context.new_page()
    happened = []
    page.on(
        "dialog", lambda dialog: (happened.append(f"dialog {dialog.message}"), dialog.dismiss())
    )
    page.on(
        "request",
        lambda request: (
            happened.append(request.url)
            if not request.url.startswith((base, "data:", "file:"))
            else None
        ),
    )
    page.on(
        "console",
        lambda message: (
            happened.append(message.text) if "Content Security" in message.text else None
        ),
    )
    page.on("pageerror", lambda error: happened.append(f"error {error}"))
    try:
        names = [
            "index",
            "text/one",
            "layers/evil",
            "glossary",
            "names",
            "questions",
            "timeline",
            "bibliography",
            "genindex",
            "cite/1",
        ]
        names += [f"text/{quote(name, safe='')}" for name in NAMES]
        for name in names:
            page.goto(f"{base}/{name}.html", wait_until="load")
            for link in (
                page.locator("a.reference.internal:visible, a.edition-term:visible").all()[:6]
                if name in {"text/one", "index"}
                else []
            ):
                link.hover()
                page.wait_for_timeout(60)
            happened += [f"{name} {hit}" for hit in page.evaluate("window.hits || []")]
        page.goto(f"{base}/text/one.html")
        page.locator("a.edition-cite").first.click(force=True)
        page.wait_for_timeout(400)
        for chosen in page.locator("dialog select").all():
            for value in chosen.evaluate("e => [...e.options].map(o => o.value)"):
                chosen.select_option(value)
        page.goto(f"{base}/text/one.html")
        keep_and_load_notes(page)
        happened += page.evaluate("window.hits || []")
        page.goto(f"{base}/search.html?q={quote('<script>pwned')}")
        page.locator("input[type=search]:visible").first.fill("<img src=x onerror=pwned(2)>")
        page.wait_for_timeout(500)
        page.goto(f"{base}/check.html")
        page.locator("textarea").first.fill(
            f"{EVIL}「{EVIL}」（第1段落）。__proto__（第99段落） constructor 2003"
        )
        page.locator("main button:visible, article button:visible").first.click()
        page.wait_for_timeout(500)
        happened += page.evaluate("window.hits || []")
    finally:
        context.close()
        server.shutdown()
    assert happened == []
